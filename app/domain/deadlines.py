"""The day on which a duty must be done, and how it was counted.

How each part of a deadline is read:

* A number of days counts calendar days or working days, as `day_count` says. Weeks and months are periods
  of the calendar whatever `day_count` says: they end on the same weekday or the same day of the month, and
  on the month's last day where it has no such day (31 January and one month is 28 or 29 February).
* Where the day of the event counts it is day one, so the period ends a day earlier (in working days: only if
  people work on that day). Value 0 is the day of the event itself.
* `after` ends so much after the event and moves to the next working day where `roll` says so.
  `no_later_than` ends so much before the event, or on its day for 0, and never moves: moving forward would
  pass the event.
* What the law's text leaves unknown (`start_day_counts` or `day_count` None, `roll` unknown) is read both
  ways. A date is given only when every reading leads to the same day.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import product

from app.domain.calendar import Calendar


class Unit(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class DayCount(StrEnum):
    CALENDAR = "calendar"
    WORKING = "working"
    CALENDAR_EXCLUDING_NONWORKING = "calendar_excluding_nonworking"
    """Calendar days in the text, with weekends and holidays left out: counted as working days are."""


class Direction(StrEnum):
    AFTER = "after"
    NO_LATER_THAN = "no_later_than"


class Roll(StrEnum):
    NONE = "none"
    NEXT_WORKING_DAY = "next_working_day"
    UNKNOWN = "unknown"


class Event(StrEnum):
    """What a clock can start from: first what happens to a release, then steps of a procedure."""

    PUBLICATION = "publication"
    FIRST_BATCH_RELEASED = "first_batch_released"
    PRINT_RUN_COMPLETED = "print_run_completed"
    PRODUCTION_COMPLETED = "production_completed"
    FIRST_DISTRIBUTION = "first_distribution"
    PUT_INTO_CIRCULATION = "put_into_circulation"
    MADE_AVAILABLE = "made_available"
    IMPORT = "import"
    DEFENCE = "defence"
    REQUEST_RECEIVED = "request_received"
    """A library asked for the copy."""

    DUE_DATE = "due_date"
    NOTICE_SERVED = "notice_served"
    CURE_PERIOD_END = "cure_period_end"
    PREVIOUS_STEP = "previous_step"
    OBJECTIONS_CLOSED = "objections_closed"
    """The time to object ran out, or the last objection was answered."""
    REQUEST_SUBMITTED = "request_submitted"
    """A depositor asked for more time, objected or appealed."""
    ANSWER_SERVED = "answer_served"
    DELIVERED = "delivered"
    """A collecting library took the copy in."""

    UNKNOWN = "unknown"
    """The text does not say what the time counts from: no clock ever starts."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A period of law. None in `value`, `day_count` or `start_day_counts`: the text does not say."""

    value: int | None
    unit: Unit
    day_count: DayCount | None
    event: Event
    direction: Direction
    start_day_counts: bool | None
    roll: Roll


@dataclass(frozen=True, slots=True)
class DueDate:
    """The last day on which the duty is done in time.

    `provisional` dates rest on a feast whose day is only estimated, or on a closure that a library announced.
    """

    on: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a deadline, with nothing left unknown."""

    start_day_counts: bool
    rolls: bool
    working_days: bool
    """Whether free days are left out when the period is counted."""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A reading carried out: where the period ended, and the due day after moving."""

    reading: Reading
    ended: date
    due: DueDate


def due_date(deadline: Deadline, event_on: date, calendar: Calendar) -> DueDate | None:
    """The due date, or None when the law's text leaves it unknown (see the module's text).

    Raises `calendar.out_of_range` when the event or the date lies outside the calendar.
    """
    dates = {reckoning.due for reckoning in reckonings(deadline, event_on, calendar)}
    if len({due.on for due in dates}) != 1:
        return None
    return next((due for due in dates if due.provisional), next(iter(dates)))


def readings(deadline: Deadline) -> tuple[Reading, ...]:
    """Every way in which the deadline's text can be read; one, if it leaves nothing unknown."""
    counts = (deadline.start_day_counts,) if deadline.start_day_counts is not None else (False, True)
    rolls = (deadline.roll is Roll.NEXT_WORKING_DAY,) if deadline.roll is not Roll.UNKNOWN else (False, True)
    working = _ways_to_count(deadline)
    return tuple(
        Reading(start, roll, free_days) for start, roll, free_days in product(counts, rolls, working)
    )


def reckonings(deadline: Deadline, event_on: date, calendar: Calendar) -> tuple[Reckoning, ...]:
    """The outcome of every reading; none when the value is unknown. Raises `calendar.out_of_range`."""
    calendar.is_working(event_on)
    if deadline.value is None:
        return ()
    return tuple(
        _reckon(deadline, deadline.value, reading, event_on, calendar) for reading in readings(deadline)
    )


def counts_working_days(deadline: Deadline) -> bool:
    """Whether the text says that free days are left out when the period is counted."""
    return _ways_to_count(deadline) == (True,)


def _ways_to_count(deadline: Deadline) -> tuple[bool, ...]:
    """Whether free days are left out; both, where the text does not say of what days it speaks."""
    if deadline.unit is not Unit.DAY or deadline.day_count is DayCount.CALENDAR:
        return (False,)
    return (True,) if deadline.day_count is not None else (False, True)


def _reckon(
    deadline: Deadline, value: int, reading: Reading, event_on: date, calendar: Calendar
) -> Reckoning:
    ended = _end_of_period(deadline, value, reading, event_on, calendar)
    forward = deadline.direction is Direction.AFTER
    on = calendar.next_working_day(ended) if forward and reading.rolls else ended
    calendar.is_working(on)
    if reading.working_days and value:
        first, last = _counted_span(event_on, ended, reading.start_day_counts)
        provisional = calendar.rests_on_estimate(first, max(last, on))
    else:
        provisional = forward and reading.rolls and calendar.rests_on_estimate(ended, on)
    return Reckoning(reading, ended, DueDate(on, provisional))


def _counted_span(event_on: date, ended: date, start_day_counts: bool) -> tuple[date, date]:
    step = timedelta(days=0 if start_day_counts else 1)
    return (event_on + step, ended) if ended >= event_on else (ended, event_on - step)


def _end_of_period(
    deadline: Deadline, value: int, reading: Reading, event_on: date, calendar: Calendar
) -> date:
    if value == 0:
        return event_on
    start_day_counts = reading.start_day_counts
    forward = deadline.direction is Direction.AFTER
    if reading.working_days:
        count = calendar.count_forward if forward else calendar.count_back
        return count(event_on, value, start_counts=start_day_counts)
    if deadline.unit is Unit.MONTH:
        return _months_away(event_on, value if forward else -value, start_day_counts)
    days = value * (7 if deadline.unit is Unit.WEEK else 1) - start_day_counts
    return event_on + timedelta(days=days if forward else -days)


def _months_away(start: date, months: int, start_day_counts: bool) -> date:
    """The day of the same number `months` away; where the first day counts, the day before it (after it,
    going back). Both are taken by number first and cut to the month's length last, as civil codes do."""
    number = start.day if not start_day_counts else start.day - (1 if months > 0 else -1)
    month_index = start.year * 12 + start.month - 1 + months
    if number == 0:
        month_index, number = month_index - 1, 31
    elif months < 0 and number > monthrange(start.year, start.month)[1]:
        month_index, number = month_index + 1, 1
    year, month = divmod(month_index, 12)
    return date(year, month + 1, min(number, monthrange(year, month + 1)[1]))
