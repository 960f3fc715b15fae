"""Months, quarters and years, and the stretch of months that a page looks at."""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from app.infra.i18n import format_month, gettext

USUAL_MONTHS = 12


class Step(StrEnum):
    """How finely a stretch is cut."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    def begin(self, day: date) -> date:
        """The first day of the piece in which a day lies."""
        if self is Step.YEAR:
            return date(day.year, 1, 1)
        if self is Step.QUARTER:
            return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        return day.replace(day=1)

    def after(self, day: date) -> date:
        """The first day of the piece after that in which a day lies."""
        return moved(self.begin(day), {Step.MONTH: 1, Step.QUARTER: 3, Step.YEAR: 12}[self])

    def named(self, day: date) -> str:
        """What the piece in which a day lies is called."""
        if self is Step.YEAR:
            return str(day.year)
        if self is Step.QUARTER:
            return gettext("%(year)s, quarter %(number)s", year=day.year, number=(day.month + 2) // 3)
        return format_month(day)


class Stretch(NamedTuple):
    """Whole months, from the first day of one to the last day of another."""

    first: date
    last: date

    def pieces(self, step: Step) -> list[date]:
        """The first days of the pieces that lie in it, the earliest first."""
        found = [step.begin(self.first)]
        while (following := step.after(found[-1])) <= self.last:
            found.append(following)
        return found

    def within(self, step: Step, begin: date) -> "Stretch":
        """That part of it that lies in the piece beginning on a day."""
        return Stretch(max(self.first, begin), min(self.last, step.after(begin) - timedelta(days=1)))


def stretch_of(first: date | None, last: date | None, today: date) -> Stretch:
    """The stretch from one month to another, named in either order; by default a year until now."""
    until = last or max(first or today, today).replace(day=1)
    since = first or moved(until, 1 - USUAL_MONTHS)
    since, until = sorted((since.replace(day=1), until.replace(day=1)))
    return Stretch(since, moved(until, 1) - timedelta(days=1))


def moved(first: date, months: int) -> date:
    """The first day of a month that lies so many months later, or before."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)
