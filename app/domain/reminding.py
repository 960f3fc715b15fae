"""On which days a person is reminded of what is owed, and at which hours nobody is written to.

A digest goes out on a day that is an occasion: so many days before a date or after it, or the person's day of
the week. Occasions since the last look are caught up with, so that a day on which nothing ran loses none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.calendar import Calendar
from app.domain.deadlines import DayCount, Deadline, Direction, Unit, due_date
from app.domain.errors import DomainError
from app.domain.law import Reminder

USUAL_DAYS_BEFORE = (14, 7, 1)
"""Where neither the person nor the law says anything else."""
OFFERED_DAYS = (60, 30, 14, 10, 7, 3, 1)
SHORTEST_OUTLOOK, LONGEST_OUTLOOK = 14, 92
"""How many days ahead a digest looks, at least and at most."""
DAY = timedelta(days=1)
_DAYS_IN = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 31}
_WITH_FREE_DAYS = 2
"""So many days are enough for one working day."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """When a person wants to be reminded.

    `days_before` None: on the days that the law names, or else on the usual ones; empty: not before a date.
    `after`: of what is late. `weekly_on`: a weekday, Monday is 0; None: no weekly digest. Nobody is written
    to from the hour `quiet_from` to the hour `quiet_until`; where both are the same no hour is quiet.
    """

    days_before: tuple[int, ...] | None = None
    after: bool = True
    weekly_on: int | None = 0
    quiet_from: int = 20
    quiet_until: int = 8


def is_quiet(hour: int, wishes: Wishes) -> bool:
    """Whether nobody is to be written to in this hour of the day."""
    start, end = wishes.quiet_from, wishes.quiet_until
    return start <= hour < end if start <= end else hour >= start or hour < end


def outlook(wishes: Wishes, law: Sequence[Reminder]) -> int:
    """How many days ahead a digest looks: as far as the earliest reminder."""
    days = wishes.days_before
    if days is None:
        spans = [_span(item.at) for item in law if item.at.direction is Direction.NO_LATER_THAN]
        days = tuple(spans) or USUAL_DAYS_BEFORE
    return min(max((*days, SHORTEST_OUTLOOK)), LONGEST_OUTLOOK)


def occasions(
    due_on: date, wishes: Wishes, law: Sequence[Reminder], calendar: Calendar | None
) -> frozenset[date]:
    """The days on which a person is reminded of what is due on a day, under a law with these reminders.

    Without a `calendar`, or outside it, the days that the law names cannot be reckoned: then the usual ones.
    """
    before, after = _by_law(due_on, law, calendar)
    if wishes.days_before is not None:
        before = _days_before(due_on, wishes.days_before)
    if not wishes.after:
        after = frozenset()
    return before | after


def is_occasion(days: frozenset[date], *, known_on: date, since: date, today: date) -> bool:
    """Whether one of the days has come since the last look.

    What became known when its day had come already is told on the day after: on the first its clerk saw it.
    """
    return any(since < max(day, known_on + DAY) <= today for day in days)


def is_weekly_occasion(wishes: Wishes, *, since: date, today: date) -> bool:
    """Whether the person's day of the week has come since the last look."""
    if wishes.weekly_on is None:
        return False
    return since < today - timedelta(days=(today.weekday() - wishes.weekly_on) % 7)


def _by_law(
    due_on: date, law: Sequence[Reminder], calendar: Calendar | None
) -> tuple[frozenset[date], frozenset[date]]:
    """The days before and after the date that the law names, else the usual ones."""
    before = _reckoned(due_on, law, Direction.NO_LATER_THAN, calendar)
    after = _reckoned(due_on, law, Direction.AFTER, calendar)
    return before or _days_before(due_on, USUAL_DAYS_BEFORE), after or frozenset({due_on + DAY})


def _reckoned(
    due_on: date, law: Sequence[Reminder], direction: Direction, calendar: Calendar | None
) -> frozenset[date]:
    if calendar is None:
        return frozenset()
    try:
        days = [due_date(item.at, due_on, calendar) for item in law if item.at.direction is direction]
    except DomainError:
        return frozenset()
    return frozenset(day.on for day in days if day is not None)


def _days_before(due_on: date, days: Sequence[int]) -> frozenset[date]:
    return frozenset(due_on - timedelta(days=number) for number in days)


def _span(deadline: Deadline) -> int:
    free_days = deadline.unit is Unit.DAY and deadline.day_count is not DayCount.CALENDAR
    return (deadline.value or 0) * (_WITH_FREE_DAYS if free_days else _DAYS_IN[deadline.unit])
