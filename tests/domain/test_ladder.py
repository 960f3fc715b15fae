"""The next step of the law: days to the day, in order, and never beyond what is known."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import Calendar, DayKind, DayMark
from app.domain.deadlines import Event, due_date
from app.domain.ladder import Clocks, Facts, NextStep, Obstacle, first_day_of, next_step, starts
from app.domain.law import RuleSet
from app.domain.law.procedure_vocabulary import ClaimAction
from tests.factories.law import uz_draft

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
FEAST = DayMark(DayKind.HOLIDAY, "Hayit", estimated=True)
HOLIDAY = DayMark(DayKind.HOLIDAY, "Navroʻz")
CALENDAR = Calendar("uz", FIRST, LAST, {date(2026, 3, 20): FEAST, date(2026, 9, 1): HOLIDAY}, 5)
DAYS = st.dates(FIRST - timedelta(days=5), LAST)


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return uz_draft()


def test_every_step_in_its_order_and_to_the_day(rules: RuleSet) -> None:
    """Friday 28 August 2026 was the last day; 1 September is a holiday."""
    facts, found = Facts(date(2026, 8, 28)), []
    days = [date(2026, 8, 31), date(2026, 9, 15), date(2026, 9, 29)]
    for number, day in enumerate(days, start=1):
        step = next_step(rules, facts, CALENDAR)
        found.append((step.claim.action if step.claim else None, step.on))
        assert step.on == day
        facts = replace(facts, taken={**facts.taken, number: day})
    assert next_step(rules, facts, CALENDAR).obstacle is Obstacle.NOT_BEGUN, "its notice was not served"
    facts = replace(facts, notice=Clocks(days[-1], date(2026, 10, 13), date(2026, 10, 20)))
    bought = next_step(rules, facts, CALENDAR)
    assert bought.claim is not None
    assert (bought.claim.action, bought.on) == (ClaimAction.PURCHASE_AT_DEPOSITOR_COST, date(2026, 11, 3))
    assert bought.claim.citation.locator == "14-modda, 4-bosqich"
    facts = replace(facts, taken={**facts.taken, 4: date(2026, 11, 3)})
    assert next_step(rules, facts, CALENDAR).on == date(2026, 11, 4)
    facts = replace(facts, taken={**facts.taken, 5: date(2026, 11, 4)})
    assert next_step(rules, facts, CALENDAR) == NextStep(None, obstacle=Obstacle.NO_STEP)


def test_a_step_further_on_is_reckoned_over_those_before_it(rules: RuleSet) -> None:
    facts = Facts(
        date(2026, 8, 28),
        taken={3: date(2026, 9, 29)},
        notice=Clocks(date(2026, 9, 29), date(2026, 10, 13), date(2026, 10, 20)),
    )
    last = {rules.claims[-1].action}
    assert first_day_of(last, rules, facts, CALENDAR).on == date(2026, 11, 4), "bought as early as may be"
    bought = replace(facts, taken={**facts.taken, 4: date(2026, 12, 1)})
    assert first_day_of(last, rules, bought, CALENDAR).on == date(2026, 12, 2)
    waits = first_day_of(last, rules, replace(facts, paused=True), CALENDAR)
    assert (waits.on, waits.obstacle) == (None, Obstacle.PAUSED)
    done = replace(facts, taken={5: date(2026, 12, 1)})
    assert first_day_of(last, rules, done, CALENDAR).obstacle is Obstacle.NO_STEP


@pytest.mark.parametrize(
    ("facts", "obstacle"),
    [
        (Facts(date(2026, 8, 28), paused=True), Obstacle.PAUSED),
        (Facts(date(2026, 8, 28), provisional=True), Obstacle.PROVISIONAL),
        (Facts(date(2026, 3, 19)), Obstacle.PROVISIONAL),
        (Facts(None), Obstacle.NOT_BEGUN),
        (Facts(date(2025, 12, 31)), Obstacle.OUTSIDE_CALENDAR),
        (Facts(date(2026, 12, 31)), Obstacle.OUTSIDE_CALENDAR),
    ],
)
def test_no_day_is_told_where_none_is_certain(rules: RuleSet, facts: Facts, obstacle: Obstacle) -> None:
    step = next_step(rules, facts, CALENDAR)
    assert (step.on, step.obstacle) == (None, obstacle)


def test_an_unknown_time_never_ends(rules: RuleSet) -> None:
    silent = replace(rules.claims[0], after=replace(rules.claims[0].after, value=None))
    step = next_step(replace(rules, claims=(silent,)), Facts(date(2026, 8, 28)), CALENDAR)
    assert step.obstacle is Obstacle.UNKNOWN_LAW
    assert starts(silent.after, CALENDAR, LAST) == ()


def test_a_step_that_was_passed_over_is_not_gone_back_to(rules: RuleSet) -> None:
    step = next_step(rules, Facts(date(2026, 8, 28), taken={3: date(2026, 9, 1)}), CALENDAR)
    assert step.claim is not None
    assert step.claim.step == 4


@given(day=DAYS, today=st.dates(FIRST, LAST), number=st.integers(0, 4))
def test_read_backwards_it_is_the_same_rule(day: date, today: date, number: int) -> None:
    rules = uz_draft()
    claim = rules.claims[number]
    spans = starts(claim.after, CALENDAR, today)
    taken = {claim.step - 1: day} if number and claim.after.event is Event.PREVIOUS_STEP else {}
    passed = {claim.step - 1: FIRST} if number else {}
    step = next_step(rules, Facts(day, taken=taken or passed, notice=Clocks(day, day, day)), CALENDAR)
    assert any(first <= day <= last for first, last in spans) == (step.on is not None and step.on <= today)


@given(day=st.dates(date(2026, 4, 1), date(2026, 10, 1)), later=st.integers(0, 40))
def test_a_later_start_never_ends_earlier(day: date, later: int) -> None:
    for claim in uz_draft().claims:
        first = due_date(claim.after, day, CALENDAR)
        second = due_date(claim.after, day + timedelta(days=later), CALENDAR)
        assert first is not None
        assert second is not None
        assert first.on <= second.on
