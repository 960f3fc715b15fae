"""How obligations came out, and what is counted of them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.attestation import OUTCOMES, Outcome, Owed, completed_on, outcome_of, tally

DUE, TODAY = date(2026, 11, 2), date(2026, 11, 23)
OWED = Owed(2, 0, 0, date(2026, 10, 20), DUE, provisional=False, cancelled=False)
CAME = replace(OWED, received=2, completed_on=DUE)
AFTER = DUE + timedelta(days=1)


@pytest.mark.parametrize(
    ("owed", "outcome"),
    [
        (CAME, Outcome.IN_TIME),
        (replace(CAME, completed_on=AFTER), Outcome.LATE),
        (replace(CAME, completed_on=AFTER, due_on=None), Outcome.IN_TIME),
        (OWED, Outcome.OVERDUE),
        (replace(OWED, received=1, in_transit=1), Outcome.OVERDUE),
        (replace(OWED, due_on=TODAY), Outcome.NOT_DUE),
        (replace(OWED, due_on=TODAY, received=1, in_transit=1), Outcome.UNDER_WAY),
        (replace(OWED, cancelled=True, received=1), Outcome.EXCUSED),
        (replace(OWED, copies=None), Outcome.UNKNOWN),
        (replace(OWED, event_on=None, due_on=None), Outcome.FORECAST),
        # A day that rests on an estimate accuses nobody.
        (replace(OWED, provisional=True), Outcome.UNKNOWN),
        (replace(CAME, completed_on=AFTER, provisional=True), Outcome.UNKNOWN),
        (replace(CAME, provisional=True), Outcome.IN_TIME),
    ],
)
def test_each_obligation_came_out_in_one_way(owed: Owed, outcome: Outcome) -> None:
    assert outcome_of(owed, TODAY) is outcome


def test_it_is_complete_on_the_day_of_the_last_copy_needed() -> None:
    days = [DUE + timedelta(days=number) for number in range(4)]
    assert completed_on(2, [(days[2], 1), (days[0], 1), (days[3], 1)]) == days[2]
    assert completed_on(2, [(days[1], 5)]) == days[1]
    assert completed_on(2, [(days[1], 1)]) is None
    assert completed_on(1, []) is None


OWEDS = st.builds(
    Owed,
    st.none() | st.integers(0, 5),
    st.integers(0, 6),
    st.integers(0, 3),
    st.none() | st.just(date(2026, 10, 20)),
    st.none() | st.dates(DUE, TODAY + timedelta(days=30)),
    st.booleans(),
    st.booleans(),
    st.none() | st.dates(DUE, TODAY),
)


@given(st.lists(OWEDS, max_size=8))
def test_all_but_forecasts_are_counted_once_and_no_copy_twice(owed: list[Owed]) -> None:
    came = [(one, outcome_of(one, TODAY)) for one in owed]
    counted = tally([(one, outcome, 1) for one, outcome in came])
    assert tally([(one, outcome, 2) for one, outcome in came]) == tally(
        [(one, outcome, 1) for one, outcome in came * 2]
    )
    assert counted.obligations == sum(outcome is not Outcome.FORECAST for _, outcome in came)
    assert 0 <= counted.received <= counted.copies
    for outcome in OUTCOMES:
        assert getattr(counted, outcome.value) == sum(found is outcome for _, found in came)
