"""Tables of rejudgings: what is owed worked out anew, release by release, because something else changed."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, Key, enum_column


class Cause(StrEnum):
    """Why what is owed is worked out anew."""

    CALENDAR_CHANGED = "calendar_changed"
    LAW_RETROACTIVE = "law_retroactive"
    LIBRARY_CLOSED = "library_closed"


class Outcome(StrEnum):
    """What became of one obligation, if it did not simply stay as it was."""

    MOVED = "moved"
    """Its date was counted anew after a change of the calendar."""
    ADDED = "added"
    AMENDED = "amended"
    CANCELLED = "cancelled"
    """A law that reaches back makes it owed, makes it otherwise, or no longer."""
    KEPT = "kept"
    """Something else would be owed, or by another date, but it was received or a notice names it."""
    FAILED = "failed"
    """Nothing could be counted for its release; `problem` is the code of the refusal."""


class Rejudging(Base):
    """One run over the releases that a change may concern; its row is the truth about it.

    `first_day` and `last_day` bound the days that changed, or the events that the set `rule_set_id` reaches;
    None: every obligation is concerned. `depository_id`: only what is owed to that library is. `total` is how
    many obligations, or releases where a law reaches back, were concerned when it was asked for; `releases`
    how many were looked at. Releases are done in the order of their ids, up to `cursor`. A worker holds the
    run until `lease_until`, under `lease_key`; one that was killed falls silent, and so lets it go.
    """

    __tablename__ = "rejudging"

    id: Key
    cause: Mapped[Cause] = mapped_column(enum_column(Cause))
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    rule_set_id: Mapped[int | None] = mapped_column(ForeignKey("adopted_rule_set.id"))
    depository_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    total: Mapped[int]
    cursor: Mapped[int] = mapped_column(BigInteger, default=0)
    releases: Mapped[int] = mapped_column(default=0)
    moved: Mapped[int] = mapped_column(default=0)
    added: Mapped[int] = mapped_column(default=0)
    amended: Mapped[int] = mapped_column(default=0)
    cancelled: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    kept: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    lease_key: Mapped[str] = mapped_column(default="")
    lease_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None] = mapped_column(index=True)

    @property
    def by_law(self) -> bool:
        """Whether it writes what a law that reaches back makes of obligations, and not dates alone."""
        return self.cause is Cause.LAW_RETROACTIVE

    @property
    def done(self) -> int:
        """How many of `total` have been looked at."""
        if self.by_law:
            return self.releases
        return self.moved + self.unchanged + self.kept + self.failed


class RejudgedObligation(Base):
    """What one run did to one obligation, or could not do for a release (`obligation_id` None)."""

    __tablename__ = "rejudged_obligation"
    __table_args__ = (
        UniqueConstraint("rejudging_id", "obligation_id"),
        Index("ix_rejudged_obligation_outcome", "rejudging_id", "outcome", "id"),
    )

    id: Key
    rejudging_id: Mapped[int] = mapped_column(ForeignKey("rejudging.id"))
    outcome: Mapped[Outcome] = mapped_column(enum_column(Outcome))
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    obligation_id: Mapped[int | None] = mapped_column(ForeignKey("obligation.id"), index=True)
    due_before: Mapped[date | None]
    due_after: Mapped[date | None]
    copies_before: Mapped[int | None]
    copies_after: Mapped[int | None]
    provisional_before: Mapped[bool] = mapped_column(default=False)
    provisional_after: Mapped[bool] = mapped_column(default=False)
    problem: Mapped[str] = mapped_column(default="")
    problem_params: Mapped[dict[str, object]] = mapped_column(default=dict)
