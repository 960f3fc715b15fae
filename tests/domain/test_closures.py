"""A due date and a library that is closed on it: day by day, without the function under test."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import Calendar, DayKind, DayMark
from app.domain.closures import Closure, first_open_day, passed_over
from app.domain.errors import DomainError
from app.domain.law import Rule, RuleSet
from app.domain.law.vocabulary import WhenClosed
from app.domain.obligations.closing import at_library

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
DAY = timedelta(days=1)
HOLIDAYS = {
    date(2026, 3, 21): DayMark(DayKind.HOLIDAY, "x"),
    date(2026, 3, 28): DayMark(DayKind.WORKING_DAY, "y"),
}
CALENDAR = Calendar("UZ", FIRST, LAST, HOLIDAYS, 5)
DAYS = st.dates(date(2026, 2, 1), date(2026, 6, 30))
CLOSURES = st.lists(
    st.tuples(DAYS, st.integers(0, 40)).map(lambda pair: Closure(pair[0], pair[0] + pair[1] * DAY)),
    max_size=5,
)


def closed(day: date, closures: list[Closure]) -> bool:
    return any(one.first <= day <= one.last for one in closures)


@given(DAYS, CLOSURES)
def test_it_is_the_day_itself_or_the_next_working_day_on_which_the_library_is_open(
    day: date, closures: list[Closure]
) -> None:
    found, passed = passed_over(day, closures, CALENDAR)
    assert found == first_open_day(day, closures, CALENDAR)
    assert found >= day
    assert not closed(found, closures)
    assert bool(passed) is closed(day, closures)
    if found == day:
        return
    assert CALENDAR.is_working(found)
    between = (day + number * DAY for number in range((found - day).days))
    assert all(closed(one, closures) or not CALENDAR.is_working(one) for one in between)


@given(DAYS, CLOSURES, CLOSURES)
def test_one_closure_more_never_makes_it_earlier(
    day: date, closures: list[Closure], more: list[Closure]
) -> None:
    assert first_open_day(day, [*closures, *more], CALENDAR) >= first_open_day(day, closures, CALENDAR)


def test_outside_the_calendar_it_is_refused() -> None:
    with pytest.raises(DomainError, match=r"calendar\.out_of_range"):
        first_open_day(LAST, [Closure(LAST, LAST)], CALENDAR)


@pytest.fixture
def rule(uz_draft: RuleSet) -> Rule:
    return uz_draft.rules["uzd-book-regional"]


def test_only_a_rule_that_says_so_heeds_it_and_its_date_is_provisional_then(rule: Rule) -> None:
    monday = date(2026, 4, 6)
    week = [Closure(monday, monday + 4 * DAY)]
    assert at_library(rule, (monday, False), week, CALENDAR) == (monday + 7 * DAY, True)
    assert at_library(rule, (monday - 3 * DAY, False), week, CALENDAR) == (monday - 3 * DAY, False)
    assert at_library(rule, (None, False), week, CALENDAR) == (None, False)
    deaf = replace(rule, when_closed=WhenClosed.UNCHANGED)
    assert at_library(deaf, (monday, False), week, CALENDAR) == (monday, False)
    with pytest.raises(DomainError) as refused:
        at_library(rule, (LAST, False), [Closure(LAST, LAST)], CALENDAR)
    assert refused.value.field == "first_batch_released"


def test_a_set_heeds_closures_when_one_of_its_rules_does(uz_draft: RuleSet, rule: Rule) -> None:
    deaf = replace(rule, when_closed=WhenClosed.UNCHANGED)
    assert replace(uz_draft).heeds_closures
    assert not replace(uz_draft, rules={deaf.id: deaf}).heeds_closures
