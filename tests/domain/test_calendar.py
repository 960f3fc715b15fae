from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import Calendar, DayKind, DayMark
from app.domain.errors import DomainError

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
days = st.dates(FIRST, LAST)
marks = st.builds(DayMark, st.sampled_from(DayKind), st.just("x"), st.booleans())
calendars = st.builds(
    lambda noted, week: Calendar("UZ", FIRST, LAST, noted, week),
    st.dictionaries(days, marks, max_size=30),
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
