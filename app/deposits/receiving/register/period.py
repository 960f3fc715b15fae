"""The month or year of a register, by the calendar of the country's zone."""

from datetime import date, datetime, time, tzinfo
from typing import NamedTuple

WHOLE_YEAR = 0
"""In place of a month: all of them."""


class Period(NamedTuple):
    """A month, or a whole year (`month` None)."""

    year: int
    month: int | None

    def moments(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """The first moment of it, and the first after it."""
        first = date(self.year, self.month or 1, 1)
        after = self.following()
        return _midnight(first, zone), _midnight(date(after.year, after.month or 1, 1), zone)

    def following(self) -> "Period":
        """The period after it, of the same kind."""
        if self.month is None:
            return Period(self.year + 1, None)
        return Period(self.year + 1, 1) if self.month == 12 else Period(self.year, self.month + 1)

    def preceding(self) -> "Period":
        """The period before it, of the same kind."""
        if self.month is None:
            return Period(self.year - 1, None)
        return Period(self.year - 1, 12) if self.month == 1 else Period(self.year, self.month - 1)


def period_of(year: int | None, month: int | None, today: date) -> Period:
    """The period that is asked for: `month` 1 to 12, or `WHOLE_YEAR`.

    A year alone is all of it, a month alone one of this year; without either it is this month.
    """
    if month is None:
        month = WHOLE_YEAR if year else today.month
    return Period(year or today.year, None if month == WHOLE_YEAR else month)


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time.min, zone)
