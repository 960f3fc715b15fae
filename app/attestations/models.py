"""The table of attestations."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.compliance.numbered import NumberedPaper
from app.infra.db import Base, enum_column
from app.organisations.models import Organisation


class AttestationKind(StrEnum):
    """What is attested."""

    STATEMENT = "statement"
    """What was registered and owed in a year, and how it came out."""
    CERTIFICATE = "certificate"
    """That nothing is missing of what fell due in a period."""


class Attestation(NumberedPaper, Base):
    """A numbered paper on how a depositor's duties of a period stand; immutable once issued.

    Each kind has a series of its own. `issued_at` is the moment as of which it is known.
    """

    __tablename__ = "attestation"
    __table_args__ = (
        UniqueConstraint("series", "year", "sequence"),
        Index("ix_attestation_period", "depositor_id", "kind", "first_day", "last_day"),
    )

    kind: Mapped[AttestationKind] = mapped_column(enum_column(AttestationKind))
    depositor_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    region_soato: Mapped[str] = mapped_column(ForeignKey("region.soato"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    issued_at: Mapped[datetime] = mapped_column(index=True)
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str] = mapped_column(default="")

    depositor: Mapped[Organisation] = relationship(lazy="raise_on_sql")
