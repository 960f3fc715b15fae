"""Tables of obligations."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.obligations.relief import Pause
from app.infra.db import Base, Key, enum_column
from app.law.models import AdoptedRuleSet
from app.organisations.models import Organisation
from app.publications.models import Release

_COUNTED_OF_LATE = (
    "release_id", "copies", "received", "held", "event_on", "provisional", "extended_to", "pause",
    "region_soato",
)  # fmt: skip
"""What the worklist of the late counts stands in its index: tens of thousands of rows are not looked up."""
_ASKED_OF_LATE = ("event_on", "cancelled_at", "extended_to", "pause")
"""What is asked of the late stands in the index of the days: their total looks no rows up."""


class Obligation(Base):
    """So many copies of one release, owed by one depositor to one depository, by one date, under one rule.

    `depositor_id` is None while the depositor is not identified: an open task, never a notice.
    `copies` None is unknown: no shortfall. `event_on` None is a forecast: no clock. Whether it is late is
    derived from `due_on`, never stored. `received` is the sum of its allocations, kept in the same
    transaction; `held` are the copies that a collecting library has taken in for the depository and that
    have not come there yet: the depositor has handed them over, so they are not missing from it.
    `cancelled_at` is set when an amendment ends the duty; what was received stays. `pause`, `extended_to` and
    `excused_at` are what requests of the depositor gave it (`app.domain.obligations.relief`), kept in one
    transaction with them: the day in `due_on` is the law's and never moves.
    """

    __tablename__ = "obligation"
    __table_args__ = (
        CheckConstraint("received >= 0", name="received_not_negative"),
        CheckConstraint("copies IS NULL OR copies >= 0", name="copies_not_negative"),
        UniqueConstraint("release_id", "rule_id", "depositor_id", "depository_id"),
        # A database holds two empty depositors for different, so the unidentified one needs its own.
        Index(
            "uq_obligation_unidentified",
            "release_id",
            "rule_id",
            "depository_id",
            unique=True,
            postgresql_where=text("depositor_id IS NULL"),
            sqlite_where=text("depositor_id IS NULL"),
        ),
        Index(
            "ix_obligation_open_due",
            "due_on",
            "id",
            *_ASKED_OF_LATE,
            postgresql_where=text("open"),
            sqlite_where=text("open = 1"),
        ),
        Index(
            "ix_obligation_open_depositor_due",
            "depositor_id",
            "due_on",
            "id",
            *_COUNTED_OF_LATE,
            postgresql_where=text("open"),
            sqlite_where=text("open = 1"),
        ),
        Index(
            "ix_obligation_open_depository_due",
            "depository_id",
            "due_on",
            "id",
            postgresql_where=text("open"),
            sqlite_where=text("open = 1"),
        ),
        Index(
            "ix_obligation_held",
            "depository_id",
            "due_on",
            "id",
            postgresql_where=text("held > 0"),
            sqlite_where=text("held > 0"),
        ),
        Index("ix_obligation_due", "due_on", "id"),
        Index("ix_obligation_depositor_due", "depositor_id", "due_on", "id"),
    )

    id: Key
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), index=True)
    rule_set_id: Mapped[int] = mapped_column(ForeignKey("adopted_rule_set.id"))
    rule_id: Mapped[str]
    instrument: Mapped[str]
    locator: Mapped[str]
    depositor_role: Mapped[str]
    depositor_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    depository_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    region_soato: Mapped[str] = mapped_column(ForeignKey("region.soato"), index=True)
    form: Mapped[str]
    copies: Mapped[int | None]
    event: Mapped[str]
    event_on: Mapped[date | None]
    due_on: Mapped[date | None]
    provisional: Mapped[bool] = mapped_column(default=False)
    received: Mapped[int] = mapped_column(default=0)
    held: Mapped[int] = mapped_column(default=0, server_default="0")
    open: Mapped[bool] = mapped_column(default=True)
    cancelled_at: Mapped[datetime | None]
    pause: Mapped[Pause | None] = mapped_column(enum_column(Pause))
    extended_to: Mapped[date | None]
    excused_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    release: Mapped[Release] = relationship(lazy="raise_on_sql")
    rule_set: Mapped[AdoptedRuleSet] = relationship(lazy="raise_on_sql")
    depositor: Mapped[Organisation | None] = relationship(foreign_keys=depositor_id, lazy="raise_on_sql")
    depository: Mapped[Organisation] = relationship(foreign_keys=depository_id, lazy="raise_on_sql")

    @hybrid_property
    def handed_over(self) -> int:
        """Copies that the depositor has given away: received, or held for the depository by another."""
        return self.received + self.held


class UndecidedRule(Base):
    """A rule that asks for a fact of the release that is not known yet; shown, but no clock runs."""

    __tablename__ = "undecided_rule"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    rule_id: Mapped[str] = mapped_column(primary_key=True)
    rule_set_id: Mapped[int] = mapped_column(ForeignKey("adopted_rule_set.id"))
    missing: Mapped[list[str]]


class IdentifiedParty(Base):
    """Who owes in a role where the release itself names nobody: found out and entered by the authority."""

    __tablename__ = "identified_party"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    identified_at: Mapped[datetime]
    identified_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class ObligationChange(Base):
    """Something changed of what a depositor owes by one day: whoever keeps sums of it counts that day anew.

    A list to which acts only append, so that two acts on one day never wait for each other; whoever has
    counted takes the lines away. No keys to other tables, since it is no record of anything.
    """

    __tablename__ = "obligation_change"
    __table_args__ = (Index("ix_obligation_change_day", "due_on", "depositor_id", "id"),)

    id: Key
    depositor_id: Mapped[int] = mapped_column(BigInteger)
    due_on: Mapped[date]
