"""On which days people are reminded."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import Calendar
from app.domain.deadlines import DayCount, Deadline, Direction, Event, Roll, Unit
from app.domain.law import Citation, Reminder
from app.domain.reminding import (
    DAY,
    Wishes,
    is_occasion,
    is_quiet,
    is_weekly_occasion,
    occasions,
    outlook,
)

DUE = date(2026, 12, 14)  # a Monday
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def reminder(value: int, count: DayCount, direction: Direction) -> Reminder:
    at = Deadline(value, Unit.DAY, count, Event.DUE_DATE, direction, False, Roll.NONE)
    return Reminder(f"{value}", at, Citation("law", "1"))


LAW = (
    reminder(10, DayCount.CALENDAR, Direction.NO_LATER_THAN),
    reminder(3, DayCount.WORKING, Direction.NO_LATER_THAN),
    reminder(2, DayCount.WORKING, Direction.AFTER),
)


def test_the_law_names_the_days_unless_the_person_does(calendar: Calendar) -> None:
    by_law = occasions(DUE, Wishes(), LAW, calendar)
    assert by_law == {date(2026, 12, 4), date(2026, 12, 10), date(2026, 12, 16)}
    own = occasions(DUE, Wishes(days_before=(30, 1)), LAW, calendar)
    assert own == {date(2026, 11, 14), date(2026, 12, 13), date(2026, 12, 16)}
    assert occasions(DUE, Wishes(days_before=(), after=False), LAW, calendar) == frozenset()


@pytest.mark.parametrize("law", [(), LAW])
def test_without_law_or_calendar_the_usual_days_hold(law: tuple[Reminder, ...]) -> None:
    usual = {date(2026, 11, 30), date(2026, 12, 7), date(2026, 12, 13), date(2026, 12, 15)}
    assert occasions(DUE, Wishes(), law, None) == usual


def test_outside_the_calendar_the_usual_days_hold(calendar: Calendar) -> None:
    far = date(2031, 5, 5)
    assert occasions(far, Wishes(), LAW, calendar) == occasions(far, Wishes(), (), None)


def test_a_digest_looks_as_far_as_the_earliest_reminder() -> None:
    assert outlook(Wishes(), ()) == 14
    assert outlook(Wishes(), LAW) == 14
    assert outlook(Wishes(), (reminder(15, DayCount.WORKING, Direction.NO_LATER_THAN),)) == 30
    assert outlook(Wishes(days_before=(60, 1)), LAW) == 60
    assert outlook(Wishes(days_before=()), LAW) == 14
    months = Deadline(12, Unit.MONTH, None, Event.DUE_DATE, Direction.NO_LATER_THAN, False, Roll.NONE)
    assert outlook(Wishes(), (Reminder("y", months, Citation("law", "1")),)) == 92


@given(due=DAYS, start=DAYS, gaps=st.lists(st.integers(1, 9), min_size=1, max_size=40))
def test_however_rarely_one_looks_each_occasion_is_met_once(due: date, start: date, gaps: list[int]) -> None:
    days = occasions(due, Wishes(), (), None)
    looks = [start]
    for gap in gaps:
        looks.append(looks[-1] + timedelta(days=gap))
    met = [
        is_occasion(days, known_on=date(2020, 1, 1), since=since, today=today)
        for since, today in pairwise(looks)
    ]
    expected = [any(since < day <= today for day in days) for since, today in pairwise(looks)]
    assert met == expected


def test_what_was_known_too_late_is_told_the_day_after() -> None:
    days = occasions(DUE, Wishes(), (), None)
    known = date(2026, 12, 10)
    looked = {"known_on": known, "since": known}
    assert not is_occasion(days, known_on=known, since=known - DAY, today=known)
    assert is_occasion(days, **looked, today=known + DAY)


def test_the_weekly_day_is_caught_up_with() -> None:
    monday = Wishes(weekly_on=0)
    assert is_weekly_occasion(monday, since=DUE - DAY, today=DUE)
    assert is_weekly_occasion(monday, since=DUE - DAY, today=DUE + 2 * DAY)
    assert not is_weekly_occasion(monday, since=DUE, today=DUE + 6 * DAY)
    assert not is_weekly_occasion(Wishes(weekly_on=None), since=DUE - 9 * DAY, today=DUE)


@pytest.mark.parametrize(
    ("start", "end", "quiet"),
    [(20, 8, {*range(20, 24), *range(8)}), (12, 14, {12, 13}), (7, 7, set())],
)
def test_quiet_hours_may_pass_midnight(start: int, end: int, quiet: set[int]) -> None:
    wishes = Wishes(quiet_from=start, quiet_until=end)
    assert {hour for hour in range(24) if is_quiet(hour, wishes)} == quiet
