"""The month or year of a register, by the calendar of the country's zone."""

from datetime import date, datetime, time, tzinfo
from typing import NamedTuple

EARLIEST = 1990


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


def period_of(year: str, month: str, today: date) -> Period:
    """The period that an address names: `month` is 1 to 12, or "whole" for the year.

    What it does not name, or names wrongly, is this year and month.
    """
    in_year = _number(year, EARLIEST, today.year)
    if month == "whole":
        return Period(in_year or today.year, None)
    return Period(in_year or today.year, _number(month, 1, 12) or today.month)


def _number(text: str, least: int, most: int) -> int | None:
    fits = text.isascii() and text.isdigit() and len(text) <= 4 and least <= int(text) <= most
    return int(text) if fits else None


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time.min, zone)
