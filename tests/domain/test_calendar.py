from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import Calendar, DayKind, DayMark
from app.domain.errors import DomainError

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
days = st.dates(FIRST, LAST)
weeks = st.sampled_from((None, 5, 6))
marks = st.builds(DayMark, st.sampled_from(DayKind), st.just("x"), st.booleans(), weeks)
noted_days = st.dictionaries(days, marks, max_size=30)
calendars = st.builds(
    lambda noted, week: Calendar("UZ", FIRST, LAST, noted, week),
    noted_days,
    st.sampled_from((5, 6)),
)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 12, 8), False),
        (date(2026, 12, 12), True),
        (date(2026, 12, 31), False),
    ],
)
def test_working_days_of_the_five_day_week(calendar: Calendar, day: date, works: bool) -> None:
    assert calendar.is_working(day) is works


def test_saturday_works_in_a_six_day_week() -> None:
    six = Calendar("UZ", FIRST, LAST, {}, 6)
    assert six.is_working(date(2026, 11, 21))
    assert not six.is_working(date(2026, 11, 22))


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2027, 1, 1)])
def test_nothing_is_said_outside_the_range(calendar: Calendar, day: date) -> None:
    for ask in (calendar.is_working, calendar.mark, calendar.next_working_day):
        with pytest.raises(DomainError) as refused:
            ask(day)
        assert refused.value.code == "calendar.out_of_range"
        assert refused.value.params["last"] == date(2026, 12, 31)


def test_a_count_that_leaves_the_range_is_refused(calendar: Calendar) -> None:
    with pytest.raises(DomainError, match="out_of_range"):
        calendar.count_forward(date(2026, 12, 30), 1, start_counts=False)
    with pytest.raises(DomainError, match="out_of_range"):
        calendar.count_back(date(2026, 1, 1), 1, start_counts=False)


def test_a_calendar_must_be_in_order() -> None:
    with pytest.raises(DomainError, match="ends_before"):
        Calendar("UZ", LAST, FIRST, {}, 5)
    with pytest.raises(DomainError, match="out_of_range"):
        Calendar("UZ", FIRST, LAST, {date(2030, 1, 1): DayMark(DayKind.HOLIDAY, "x")}, 5)


@given(calendars, days, st.integers(1, 40), st.booleans())
def test_counting_forward_is_the_inverse_of_counting_between(
    calendar: Calendar, start: date, number: int, start_counts: bool
) -> None:
    first = start if start_counts else start + timedelta(days=1)
    try:
        end = calendar.count_forward(start, number, start_counts=start_counts)
    except DomainError:
        assert first > LAST or calendar.working_days_between(first, LAST) < number
        return
    assert calendar.is_working(end)
    assert calendar.working_days_between(first, end) == number


@given(calendars, days, st.integers(1, 40))
def test_counting_back_from_the_end_returns_to_a_working_start(
    calendar: Calendar, start: date, number: int
) -> None:
    if not calendar.is_working(start):
        return
    try:
        end = calendar.count_forward(start, number, start_counts=False)
    except DomainError:
        return
    assert calendar.count_back(end, number, start_counts=False) == start


@given(calendars, days, days)
def test_counts_agree_with_a_plain_walk(calendar: Calendar, one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    walked = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    assert calendar.working_days_between(first, last) == sum(map(calendar.is_working, walked))


def test_an_estimated_feast_is_felt_on_the_days_beside_it(calendar: Calendar) -> None:
    assert calendar.rests_on_estimate(date(2026, 3, 16), date(2026, 3, 19))
    assert calendar.rests_on_estimate(date(2026, 3, 21), date(2026, 3, 25))
    assert not calendar.rests_on_estimate(date(2026, 3, 10), date(2026, 3, 18))


def test_a_day_moved_for_one_week_leaves_the_other_as_it_is() -> None:
    monday, saturday = date(2026, 3, 23), date(2026, 3, 14)
    noted = {
        monday: DayMark(DayKind.DAY_OFF, "moved", working_week=5),
        saturday: DayMark(DayKind.WORKING_DAY, "worked", working_week=5),
    }
    five, six = (Calendar("UZ", FIRST, LAST, noted, week) for week in (5, 6))
    assert (five.is_working(monday), six.is_working(monday)) == (False, True)
    assert (five.is_working(saturday), six.is_working(saturday)) == (True, True)
    assert (five.mark(monday), six.mark(monday)) == (noted[monday], None)


@given(noted_days, st.sampled_from((5, 6)), days)
def test_what_is_said_for_the_other_week_is_as_if_unsaid(
    noted: dict[date, DayMark], week: int, day: date
) -> None:
    own = {on: mark for on, mark in noted.items() if mark.working_week in (None, week)}
    whole, bare = (Calendar("UZ", FIRST, LAST, said, week) for said in (noted, own))
    assert whole.mark(day) == bare.mark(day) == own.get(day)
    assert whole.is_working(day) is bare.is_working(day)
    assert whole.rests_on_estimate(day, day) is bare.rests_on_estimate(day, day)


@given(noted_days, days, days)
def test_who_works_six_days_works_no_less_where_nothing_is_said_for_one_week(
    noted: dict[date, DayMark], one: date, other: date
) -> None:
    said = {on: replace(mark, working_week=None) for on, mark in noted.items()}
    five, six = (Calendar("UZ", FIRST, LAST, said, week) for week in (5, 6))
    first, last = min(one, other), max(one, other)
    assert five.working_days_between(first, last) <= six.working_days_between(first, last)
