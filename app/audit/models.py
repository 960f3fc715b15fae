"""Tables of the chain of acts."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, Key


class AuditEvent(Base):
    """One act: who, when, what, before and after; append-only.

    `position`, `previous_hash` and `hash` are set by the sealing worker, in order, so that writers do not
    wait for each other; until then the act is recorded but not yet sealed.
    """

    __tablename__ = "audit_event"

    id: Key
    name: Mapped[str]
    at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(index=True)
    actor_name: Mapped[str]
    actor_role: Mapped[str]
    actor_organisation_id: Mapped[int | None]
    before: Mapped[dict[str, object]]
    after: Mapped[dict[str, object]]
    position: Mapped[int | None] = mapped_column(unique=True)
    previous_hash: Mapped[str | None]
    hash: Mapped[str | None]


class AuditSubject(Base):
    """What an act is about; each subject's timeline is found through this."""

    __tablename__ = "audit_subject"
    __table_args__ = (Index("ix_audit_subject_kind_id", "kind", "subject_id", "event_id"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("audit_event.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True)
