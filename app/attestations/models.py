"""The table of attestations."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.infra.db import Base, Key, enum_column
from app.infra.storage import StoredFile
from app.organisations.models import Organisation


class AttestationKind(StrEnum):
    """What is attested."""

    STATEMENT = "statement"
    """What was registered and owed in a year, and how it came out."""
    CERTIFICATE = "certificate"
    """That nothing is missing of what fell due in a period."""


class Attestation(Base):
    """A numbered paper on how a depositor's duties of a period stand; immutable once issued.

    Each kind has a series of its own, and so have specimens. `facts` holds every value that the paper shows,
    so that the same bytes can be made again after a crash; `file_id` is set when they are stored, with their
    SHA-256. `issued_at` is the moment as of which it is known.
    """

    __tablename__ = "attestation"
    __table_args__ = (
        UniqueConstraint("series", "year", "sequence"),
        Index("ix_attestation_period", "depositor_id", "kind", "first_day", "last_day"),
    )

    id: Key
    kind: Mapped[AttestationKind] = mapped_column(enum_column(AttestationKind))
    series: Mapped[str]
    year: Mapped[int]
    sequence: Mapped[int]
    number: Mapped[str]
    specimen: Mapped[bool]
    verification_code: Mapped[str] = mapped_column(unique=True)
    depositor_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    region_soato: Mapped[str] = mapped_column(ForeignKey("region.soato"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    language: Mapped[str]
    template_version: Mapped[str]
    facts: Mapped[dict[str, object]] = mapped_column(JSON(), deferred=True)
    issued_at: Mapped[datetime] = mapped_column(index=True)
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str] = mapped_column(default="")

    depositor: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    file: Mapped[StoredFile | None] = relationship(lazy="raise_on_sql")
