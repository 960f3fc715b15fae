"""How a due date was counted, day by day: in words, and as the weeks of a calendar."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.explanations import DayInSpan, DueDateExplanation, SkipReason
from app.infra.i18n import format_day, format_long, format_weekday, gettext, ngettext
from app.law.calendars.day_names import day_name
from app.law.wording import EVENTS, deadline_text, first_day_text

WIDEST = 10
"""Weeks that a calendar may have before it hides more than it shows."""

Week = list[dict[str, object]]


class About(StrEnum):
    """What a line of an explanation is about; a page links the basis and stresses the end."""

    RULE = "rule"
    BASIS = "basis"
    REASON = "reason"
    RECIPIENT = "recipient"
    NUMBER = "number"
    EFFECT = "effect"
    MISSING = "missing"
    PERIOD = "period"
    START = "start"
    COUNTED = "counted"
    SKIPPED = "skipped"
    WORKED = "worked"
    MOVED = "moved"
    END = "end"
    OPEN = "open"
    PROVISIONAL = "provisional"
    UNREVIEWED = "unreviewed"


@dataclass(frozen=True, slots=True)
class Point:
    """One line of an explanation: what it is about, its label, and what it says."""

    about: About
    label: str
    text: str


def count_points(counted: DueDateExplanation, *, at_home: bool = True) -> Iterator[Point]:
    """Why this date: the time allowed, its start, what was counted and what not, and the end.

    `at_home`: by the law of this country, whose clock the end is told by.
    """
    yield Point(About.PERIOD, gettext("Time allowed"), deadline_text(counted.deadline))
    event_day = f"{format_long(counted.event_on)}, {format_weekday(counted.event_on)}"
    start = f"{EVENTS[counted.deadline.event]}: {event_day}. {first_day_text(counted.start_day_counts)}"
    yield Point(About.START, gettext("Starts with"), start)
    if counted.on is None:
        yield from _left_open(counted)
        return
    yield from _days_told(counted)
    if counted.rolled_from is not None:
        moved = gettext(
            "from %(date)s, on which nobody works, to the next working day",
            date=format_day(counted.rolled_from),
        )
        yield Point(About.MOVED, gettext("Moved"), moved)
    yield Point(About.END, gettext("Ends"), last_moment(counted.on) if at_home else _last_day(counted.on))
    if counted.provisional:
        rests = gettext("The date rests on a feast whose day is not confirmed yet.")
        yield Point(About.PROVISIONAL, gettext("Provisional"), rests)


def unreviewed_points(counted: DueDateExplanation, unreviewed: Collection[int]) -> Iterator[Point]:
    """That the days were counted in years whose calendar nobody has reviewed."""
    last = counted.on or counted.event_on
    touched = range(min(counted.event_on, last).year, max(counted.event_on, last).year + 1)
    years = ", ".join(str(year) for year in touched if year in unreviewed)
    if years:
        text = gettext("not reviewed: nobody has compared %(years)s with the decrees yet", years=years)
        yield Point(About.UNREVIEWED, gettext("Calendar"), text)


def last_moment(on: date) -> str:
    """The end of a day of the country, such as "3 December 2026, Thursday, 24:00, Tashkent time"."""
    return gettext(
        "%(date)s, %(weekday)s, 24:00, Tashkent time", date=format_long(on), weekday=format_weekday(on)
    )


def _last_day(on: date) -> str:
    return gettext("%(date)s, %(weekday)s", date=format_long(on), weekday=format_weekday(on))


def weeks_of(counted: DueDateExplanation, today: date) -> list[Week] | None:
    """Whole weeks from the first day of the count to the last, as the macro `calendar` shows them."""
    if not counted.days:
        return None
    span = {day.on: day for day in counted.days}
    first, last = min(span), max(span)
    monday = first - timedelta(days=first.weekday())
    number = (last - monday).days // 7 + 1
    if number > WIDEST:
        return None
    return [
        [_cell(monday + timedelta(days=7 * week + day), span, counted, today) for day in range(7)]
        for week in range(number)
    ]


def _left_open(counted: DueDateExplanation) -> Iterator[Point]:
    no_clock = gettext("The text of the law leaves the date open, so no clock runs.")
    yield Point(About.OPEN, gettext("Date"), no_clock)
    if counted.possible:
        days = ", ".join(format_long(day) for day in counted.possible)
        yield Point(About.OPEN, gettext("Possible dates"), days)


def _days_told(counted: DueDateExplanation) -> Iterator[Point]:
    if counted.counted:
        days = [day.on for day in counted.counted]
        span = ngettext(
            "%(num)s day, from %(first)s to %(last)s",
            "%(num)s days, from %(first)s to %(last)s",
            len(days),
            first=format_long(days[0]),
            last=format_long(days[-1]),
        )
        yield Point(About.COUNTED, gettext("Counted"), span)
    free = [day for day in counted.skipped if day.number is None and day.skipped is not SkipReason.EVENT_DAY]
    if free:
        yield Point(About.SKIPPED, gettext("Not counted"), _days(free))
    worked = [day for day in counted.days if day.worked_by_decree]
    if worked:
        yield Point(About.WORKED, gettext("Worked by decree"), _days(worked))


def _days(days: Sequence[DayInSpan]) -> str:
    named = (
        f"{format_day(day.on)} ({day_name(day.name)})" if day.name else format_day(day.on) for day in days
    )
    number = ngettext("%(num)s day", "%(num)s days", len(days))
    return f"{number}: {', '.join(named)}"


def _cell(
    on: date, span: Mapping[date, DayInSpan], counted: DueDateExplanation, today: date
) -> dict[str, object]:
    day = span.get(on)
    number = "" if day is None or day.number is None else str(day.number)
    mark, note, say = "out", "", ""
    if on == counted.on:
        mark, note, say = "due", number, gettext("due date")
    elif on == counted.event_on:
        mark, note = "event", number or gettext("event")
    elif day is not None and day.skipped is not None:
        mark, note, say = "off", gettext("free"), day_name(day.name)
    elif day is not None:
        mark, note = "counted", number
    return {"day": on.day, "mark": mark, "note": note, "today": on == today, "say": say}
