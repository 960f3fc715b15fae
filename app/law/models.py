"""Tables of adopted rule sets and of the calendar."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.calendar import DayKind
from app.infra.db import Base, Key, enum_column


class AdoptedRuleSet(Base):
    """A rule set as adopted: its text never changes, and its dates of effect belong to the adoption."""

    __tablename__ = "adopted_rule_set"
    __table_args__ = (UniqueConstraint("code", "version"),)

    id: Key
    code: Mapped[str]
    jurisdiction: Mapped[str] = mapped_column(index=True)
    version: Mapped[str]
    hypothetical: Mapped[bool]
    text: Mapped[str]
    sha256: Mapped[str]
    effective_from: Mapped[date]
    effective_to: Mapped[date | None]
    adopted_at: Mapped[datetime]
    adopted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class CalendarRange(Base):
    """The span of days for which a jurisdiction's calendar is known; outside it no date is given.

    `digest` is the SHA-256 of its days: processes keep the calendar they have built until it changes.
    """

    __tablename__ = "calendar_range"

    jurisdiction: Mapped[str] = mapped_column(primary_key=True)
    first: Mapped[date]
    last: Mapped[date]
    reviewed: Mapped[bool]
    digest: Mapped[str]


class CalendarDay(Base):
    """A day that differs from the plain week: a holiday, a moved day off, or a worked Saturday."""

    __tablename__ = "calendar_day"

    jurisdiction: Mapped[str] = mapped_column(ForeignKey("calendar_range.jurisdiction"), primary_key=True)
    on: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[DayKind] = mapped_column(enum_column(DayKind))
    name: Mapped[str]
    estimated: Mapped[bool]
    source: Mapped[str] = mapped_column(default="")
