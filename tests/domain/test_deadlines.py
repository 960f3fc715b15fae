from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import Calendar, DayKind, DayMark
from app.domain.deadlines import (
    DayCount,
    Deadline,
    Direction,
    Event,
    Roll,
    Unit,
    counts_working_days,
    due_date,
)
from app.domain.errors import DomainError
from app.domain.explanations import SkipReason, explain_due_date

WORKING = Deadline(
    10, Unit.DAY, DayCount.WORKING, Event.NOTICE_SERVED, Direction.AFTER, False, Roll.NEXT_WORKING_DAY
)
PLAIN = replace(WORKING, day_count=DayCount.CALENDAR, roll=Roll.NONE)
YEARS = Calendar(
    "UZ",
    date(2026, 1, 1),
    date(2027, 12, 31),
    {
        date(2026, 12, 8): DayMark(DayKind.HOLIDAY, "Konstitutsiya kuni"),
        date(2026, 12, 12): DayMark(DayKind.WORKING_DAY, "Ish shanbasi"),
        date(2027, 3, 9): DayMark(DayKind.HOLIDAY, "Roʻza hayiti", estimated=True),
    },
    5,
)
deadlines = st.builds(
    Deadline,
    st.integers(0, 30),
    st.sampled_from(Unit),
    st.sampled_from(DayCount),
    st.just(Event.PUBLICATION),
    st.sampled_from(Direction),
    st.booleans(),
    st.sampled_from((Roll.NONE, Roll.NEXT_WORKING_DAY)),
)
days = st.dates(YEARS.first, YEARS.last)


def answer(deadline: Deadline, event_on: date, calendar: Calendar = YEARS) -> date | None:
    due = due_date(deadline, event_on, calendar)
    return due.on if due else None


@pytest.mark.parametrize(("value", "due"), [(10, date(2026, 12, 4)), (15, date(2026, 12, 12))])
def test_the_clocks_of_the_notice(calendar: Calendar, value: int, due: date) -> None:
    assert answer(replace(WORKING, value=value), date(2026, 11, 20), calendar) == due


@pytest.mark.parametrize(
    ("deadline", "event_on", "due"),
    [
        (PLAIN, date(2026, 11, 20), date(2026, 11, 30)),
        (replace(PLAIN, start_day_counts=True), date(2026, 11, 20), date(2026, 11, 29)),
        (replace(PLAIN, value=0), date(2026, 11, 21), date(2026, 11, 21)),
        (replace(PLAIN, value=0, roll=Roll.NEXT_WORKING_DAY), date(2026, 11, 21), date(2026, 11, 23)),
        (replace(PLAIN, value=1, unit=Unit.WEEK), date(2026, 11, 20), date(2026, 11, 27)),
        (
            replace(PLAIN, value=1, unit=Unit.WEEK, start_day_counts=True),
            date(2026, 11, 20),
            date(2026, 11, 26),
        ),
        (replace(PLAIN, value=1, unit=Unit.MONTH), date(2026, 1, 31), date(2026, 2, 28)),
        (
            replace(PLAIN, value=1, unit=Unit.MONTH, start_day_counts=True),
            date(2026, 1, 31),
            date(2026, 2, 28),
        ),
        (
            replace(PLAIN, value=1, unit=Unit.MONTH, start_day_counts=True),
            date(2026, 3, 1),
            date(2026, 3, 31),
        ),
        (
            replace(PLAIN, value=1, unit=Unit.MONTH, start_day_counts=True),
            date(2026, 1, 15),
            date(2026, 2, 14),
        ),
        (replace(PLAIN, value=2, unit=Unit.MONTH), date(2026, 12, 31), date(2027, 2, 28)),
        (replace(PLAIN, value=3, direction=Direction.NO_LATER_THAN), date(2026, 11, 20), date(2026, 11, 17)),
        (
            replace(WORKING, value=3, direction=Direction.NO_LATER_THAN),
            date(2026, 11, 23),
            date(2026, 11, 18),
        ),
        (
            replace(
                PLAIN, value=1, unit=Unit.MONTH, direction=Direction.NO_LATER_THAN, start_day_counts=True
            ),
            date(2026, 3, 31),
            date(2026, 3, 1),
        ),
        (replace(WORKING, value=1, start_day_counts=True), date(2026, 11, 21), date(2026, 11, 23)),
        (
            replace(WORKING, day_count=DayCount.CALENDAR_EXCLUDING_NONWORKING),
            date(2026, 11, 20),
            date(2026, 12, 4),
        ),
    ],
)
def test_each_way_of_counting(deadline: Deadline, event_on: date, due: date) -> None:
    assert answer(deadline, event_on) == due


def test_an_unknown_value_gives_no_date() -> None:
    unknown = replace(WORKING, value=None)
    assert due_date(unknown, date(2026, 11, 20), YEARS) is None
    assert explain_due_date(unknown, date(2026, 11, 20), YEARS).unknown == ("value",)


def test_unknown_readings_give_a_date_only_where_they_agree() -> None:
    open_text = replace(PLAIN, value=1, unit=Unit.WEEK, start_day_counts=None, roll=Roll.UNKNOWN)
    asked = explain_due_date(open_text, date(2026, 11, 20), YEARS)
    assert (asked.on, asked.unknown) == (None, ("start_day_counts", "roll"))
    assert asked.possible == (date(2026, 11, 26), date(2026, 11, 27))
    rolled = replace(open_text, roll=Roll.NEXT_WORKING_DAY)
    assert answer(rolled, date(2026, 11, 22)) == date(2026, 11, 30)
    assert explain_due_date(rolled, date(2026, 11, 22), YEARS).on == date(2026, 11, 30)


def test_only_a_text_that_leaves_free_days_out_counts_working_days() -> None:
    assert counts_working_days(WORKING)
    assert not counts_working_days(PLAIN)
    assert not counts_working_days(replace(WORKING, day_count=None))
    assert not counts_working_days(replace(WORKING, unit=Unit.WEEK))


def test_dates_that_rest_on_an_estimated_feast_are_provisional() -> None:
    def provisional(deadline: Deadline, event_on: date) -> bool:
        due = due_date(deadline, event_on, YEARS)
        assert due is not None
        return due.provisional

    assert provisional(WORKING, date(2027, 3, 1))
    assert not provisional(WORKING, date(2027, 3, 10))
    assert not provisional(PLAIN, date(2027, 3, 1)), "calendar days that do not move rest on no feast"
    rolling = replace(PLAIN, value=1, roll=Roll.NEXT_WORKING_DAY)
    assert provisional(rolling, date(2027, 3, 8))


def test_the_explanation_names_what_was_skipped() -> None:
    told = explain_due_date(replace(WORKING, value=15), date(2026, 11, 20), YEARS)
    assert [day.on for day in told.skipped if day.skipped is SkipReason.HOLIDAY] == [date(2026, 12, 8)]
    assert told.days[0].skipped is SkipReason.EVENT_DAY
    last = told.days[-1]
    assert (last.on, last.number, last.worked_by_decree) == (date(2026, 12, 12), 15, True)
    assert told.rolled_from is None


def test_the_explanation_tells_the_move_to_a_working_day() -> None:
    told = explain_due_date(replace(PLAIN, value=1, roll=Roll.NEXT_WORKING_DAY), date(2026, 11, 20), YEARS)
    assert (told.rolled_from, told.on) == (date(2026, 11, 21), date(2026, 11, 23))
    assert [(day.number, day.skipped) for day in told.days] == [
        (None, SkipReason.EVENT_DAY),
        (1, SkipReason.WEEKEND),
        (None, SkipReason.WEEKEND),
        (None, None),
    ]


@given(deadlines, days)
def test_the_explanation_adds_up_to_the_date_and_never_leaves_the_range(
    deadline: Deadline, event_on: date
) -> None:
    try:
        due = due_date(deadline, event_on, YEARS)
    except DomainError:
        return
    assert due is not None
    assert YEARS.covers(due.on)
    told = explain_due_date(deadline, event_on, YEARS)
    assert (told.on, told.provisional) == (due.on, due.provisional)
    assert {told.days[0].on, told.days[-1].on} == {event_on, due.on}
    numbers = [day.number for day in told.counted]
    forward = deadline.direction is Direction.AFTER
    assert sorted(numbers, reverse=not forward) == numbers
    if deadline.unit is Unit.DAY:
        assert len(numbers) == deadline.value
    if numbers and forward:
        assert told.counted[-1].on == (told.rolled_from or due.on)


@given(deadlines, days)
def test_a_rolled_date_is_a_working_day(deadline: Deadline, event_on: date) -> None:
    rolling = replace(deadline, roll=Roll.NEXT_WORKING_DAY, direction=Direction.AFTER)
    try:
        due = answer(rolling, event_on)
    except DomainError:
        return
    assert due is not None
    assert YEARS.is_working(due)


@given(deadlines, days, st.integers(0, 20))
def test_a_later_event_or_a_longer_period_is_never_due_earlier(
    deadline: Deadline, event_on: date, more: int
) -> None:
    forward = replace(deadline, direction=Direction.AFTER)
    try:
        due = answer(forward, event_on)
        later = answer(forward, event_on + timedelta(days=more))
        longer = answer(replace(forward, value=(forward.value or 0) + more), event_on)
    except DomainError:
        return
    assert due is not None
    assert later is not None
    assert longer is not None
    assert later >= due
    assert longer >= due


@given(deadlines, days)
def test_a_first_day_that_counts_never_makes_the_date_later(deadline: Deadline, event_on: date) -> None:
    forward = replace(deadline, direction=Direction.AFTER)
    try:
        counted = answer(replace(forward, start_day_counts=True), event_on)
        left_out = answer(replace(forward, start_day_counts=False), event_on)
    except DomainError:
        return
    assert counted is not None
    assert left_out is not None
    assert counted <= left_out
