"""Versions of one country's law follow one another."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import DomainError
from app.domain.law_effect import Adopted, Period, gaps, new_gap, superseded_by

DAY = date(2026, 1, 1)


def period(first: int, last: int | None = None) -> Period:
    return Period(DAY + timedelta(first), None if last is None else DAY + timedelta(last))


def adopted(*periods: Period) -> list[Adopted]:
    return [Adopted(number, f"set-{number}", "1", one) for number, one in enumerate(periods, start=1)]


def test_what_has_no_end_is_ended_by_what_follows() -> None:
    known = adopted(period(0, 9), period(10))
    assert superseded_by(known, period(20)) is known[1]
    assert superseded_by(known[:1], period(10)) is None


@pytest.mark.parametrize("new", [period(5), period(9), period(20), period(20, 25), period(30), period(0)])
def test_two_at_once_are_refused(new: Period) -> None:
    with pytest.raises(DomainError, match=r"law\.overlap"):
        superseded_by(adopted(period(0, 9), period(20, 30)), new)


def test_one_without_an_end_is_refused_while_another_begins_later() -> None:
    later = adopted(period(20))
    with pytest.raises(DomainError, match=r"law\.overlap"):
        superseded_by(later, period(5))
    assert superseded_by(later, period(5, 19)) is None


def test_one_that_never_comes_into_force_is_in_nobodys_way() -> None:
    repealed = adopted(period(10, 9))
    assert superseded_by(repealed, period(5)) is None
    with pytest.raises(DomainError, match=r"law\.ends_before_it_begins"):
        superseded_by([], period(10, 9))


def test_days_between_are_a_gap_once() -> None:
    before = [period(0, 9)]
    assert new_gap(before, [*before, period(12)]) == period(10, 11)
    assert new_gap(before, [*before, period(10)]) is None
    known = [period(0, 9), period(20)]
    assert new_gap(known, [*known, period(12, 15)]) is None, "less is left out than before"


PERIODS = st.builds(
    lambda first, length: period(first, None if length is None else first + length),
    st.integers(0, 60),
    st.none() | st.integers(0, 20),
)


@given(st.lists(PERIODS, max_size=6), st.integers(0, 90))
def test_a_day_is_in_a_gap_exactly_when_it_lies_between_and_none_is_in_force(
    periods: list[Period], day: int
) -> None:
    on = DAY + timedelta(day)
    covered = any(one.first <= on and (one.last is None or on <= one.last) for one in periods)
    before = any(one.last is not None and one.last < on for one in periods)
    after = any(one.first > on for one in periods)
    in_gap = any(gap.first <= on and gap.last is not None and on <= gap.last for gap in gaps(periods))
    assert in_gap is (before and after and not covered)
