"""Tables of calendars of working days."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.calendar import DayKind
from app.infra.db import Base, enum_column


class CalendarRange(Base):
    """The span of days for which a jurisdiction's calendar is known; outside it no date is given.

    `digest` is the SHA-256 of its days: processes keep the calendar they have built until it changes.
    """

    __tablename__ = "calendar_range"

    jurisdiction: Mapped[str] = mapped_column(primary_key=True)
    first: Mapped[date]
    last: Mapped[date]
    digest: Mapped[str]


class CalendarDay(Base):
    """A day that differs from the plain week: a holiday, a moved day off, or a worked Saturday.

    `kind` None: an ordinary day although the `holidays` package knows another. `working_week` None: for both.
    """

    __tablename__ = "calendar_day"

    jurisdiction: Mapped[str] = mapped_column(ForeignKey("calendar_range.jurisdiction"), primary_key=True)
    on: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[DayKind | None] = mapped_column(enum_column(DayKind))
    name: Mapped[str]
    estimated: Mapped[bool]
    source: Mapped[str] = mapped_column(default="")
    working_week: Mapped[int | None]


class CalendarReview(Base):
    """That a person has looked through the days of a year.

    `digest` is the SHA-256 of the days looked at: once they differ, nobody has reviewed the year as it is.
    """

    __tablename__ = "calendar_review"

    jurisdiction: Mapped[str] = mapped_column(ForeignKey("calendar_range.jurisdiction"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str]
    reviewed_at: Mapped[datetime]
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
