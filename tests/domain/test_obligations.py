from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import Calendar
from app.domain.closures import Closure
from app.domain.errors import DomainError
from app.domain.explanations import explain
from app.domain.law import Citation, Form, RuleSet
from app.domain.obligations import Changes, Owed, Standing, Status, Undecided, decide, reconcile, status
from app.domain.publication import Carrier, EditionStatus, Kind, Origin, ReleaseFacts

BOOK = ReleaseFacts(
    Kind.BOOK,
    Carrier.PRINT,
    Origin.DOMESTIC,
    languages=frozenset({"kaa", "uz"}),
    subjects=frozenset({"science"}),
    audiences=frozenset({"children"}),
    print_run=500,
    edition_status=EditionStatus.FIRST,
    restricted=False,
    depositor_region="1735",
    parties={"publisher": 7},
    events={"first_batch_released": date(2026, 11, 20)},
)
GERMAN = replace(
    BOOK,
    pages=200,
    print_on_demand=False,
    file_delivered=False,
    events={"first_distribution": date(2026, 11, 20)},
)


def owed_under(rule_set: RuleSet, facts: ReleaseFacts, calendar: Calendar) -> dict[str, Owed]:
    return {owed.rule_id: owed for owed in decide(rule_set, facts, calendar).owed}


def test_a_book_owes_under_every_rule_that_matches(uz_draft: RuleSet, calendar: Calendar) -> None:
    decision = decide(uz_draft, BOOK, calendar)
    assert {(owed.rule_id, owed.depository, owed.copies, owed.due_on) for owed in decision.owed} == {
        ("uzd-book-natlib", "uz-natlib", 2, date(2026, 12, 4)),
        ("uzd-book-chamber", "uz-kitob-palatasi", 1, None),
        ("uzd-book-regional", "uz-akm-1735", 1, date(2026, 12, 12)),
        ("uzd-kaa", "uz-akm-1735", 2, date(2026, 12, 12)),
        ("uzd-science", "uz-fa-asosiy", 1, date(2026, 12, 12)),
        ("uzd-children", "uz-bolalar", 1, date(2026, 12, 12)),
        ("uzd-file", "uz-natlib", 1, date(2026, 12, 18)),
    }
    assert (decision.undecided, decision.exempt) == ((), ())


def test_before_its_event_a_duty_is_a_forecast(uz_draft: RuleSet, calendar: Calendar) -> None:
    chamber = owed_under(uz_draft, BOOK, calendar)["uzd-book-chamber"]
    assert (chamber.event, chamber.event_on, chamber.due_on) == ("print_run_completed", None, None)
    assert (chamber.depositor_role, chamber.depositor_id) == ("printer", None)


def test_a_small_print_run_owes_one_copy(uz_draft: RuleSet, calendar: Calendar) -> None:
    owed = owed_under(uz_draft, replace(BOOK, print_run=49), calendar)
    assert owed["uzd-book-natlib-small"].copies == 1
    assert "uzd-book-natlib" not in owed


def test_unknown_facts_leave_rules_undecided(uz_draft: RuleSet, calendar: Calendar) -> None:
    facts = replace(BOOK, print_run=None, depositor_region=None, languages=None, subjects=None)
    assert set(decide(uz_draft, facts, calendar).undecided) == {
        Undecided("uzd-book-natlib", ("print_run",)),
        Undecided("uzd-book-natlib-small", ("print_run",)),
        Undecided("uzd-book-regional", ("depositor_region",)),
        Undecided("uzd-kaa", ("languages",)),
        Undecided("uzd-science", ("subjects",)),
    }


def test_a_region_without_a_library_is_undecided(uz_draft: RuleSet, calendar: Calendar) -> None:
    decision = decide(uz_draft, replace(BOOK, depositor_region="9999"), calendar)
    assert decision.undecided == (Undecided("uzd-book-regional", ("depositor_region",)),)


def test_a_possible_exemption_leaves_everything_undecided(uz_draft: RuleSet, calendar: Calendar) -> None:
    decision = decide(uz_draft, replace(BOOK, restricted=None), calendar)
    assert decision.owed == ()
    assert {undecided.missing for undecided in decision.undecided} == {("restricted",)}


def test_an_unchanged_reprint_is_exempt_once_the_original_was_deposited(
    uz_draft: RuleSet, calendar: Calendar
) -> None:
    reprint = replace(BOOK, edition_status=EditionStatus.UNCHANGED_REPRINT, original_deposited=True)
    decision = decide(uz_draft, reprint, calendar)
    assert (decision.owed, len(decision.exempt)) == ((), 7)
    assert decision.exempt[0].citation == Citation("uzd", "13-modda, 1-qism")
    assert len(decide(uz_draft, replace(reprint, original_deposited=False), calendar).owed) == 7


@pytest.mark.parametrize(
    ("requested_on", "event", "due_on"),
    [
        (None, "request_received", None),
        (date(2026, 2, 2), "request_received", date(2026, 3, 2)),
        (date(2026, 1, 12), "made_available", date(2026, 2, 9)),
    ],
)
def test_on_request_the_clock_starts_at_the_later_day(
    uz_draft: RuleSet, calendar: Calendar, requested_on: date | None, event: str, due_on: date | None
) -> None:
    events = {"made_available": date(2026, 1, 12)}
    if requested_on:
        events["request_received"] = requested_on
    facts = replace(BOOK, kind=Kind.ELECTRONIC_ONLINE, carrier=Carrier.ONLINE, events=events)
    online = owed_under(uz_draft, facts, calendar)["uzd-online"]
    assert (online.event, online.due_on) == (event, due_on)


def test_a_request_after_its_window_does_not_count(uz_draft: RuleSet) -> None:
    years = Calendar("UZ", date(2025, 1, 1), date(2027, 12, 31), {}, 5)
    events = {"made_available": date(2025, 6, 2), "request_received": date(2026, 6, 3)}
    facts = replace(BOOK, kind=Kind.ELECTRONIC_ONLINE, carrier=Carrier.ONLINE, events=events)
    assert owed_under(uz_draft, facts, years)["uzd-online"].event_on is None


def test_an_event_outside_the_calendar_is_refused_by_its_name(uz_draft: RuleSet, calendar: Calendar) -> None:
    with pytest.raises(DomainError) as refused:
        decide(uz_draft, replace(BOOK, events={"first_batch_released": date(2030, 1, 1)}), calendar)
    assert (refused.value.code, refused.value.field) == ("calendar.out_of_range", "first_batch_released")


def test_germany_owes_two_copies_and_gives_no_date(de: RuleSet, calendar: Calendar) -> None:
    owed = owed_under(de, GERMAN, calendar)
    assert set(owed) == {"de-physical"}
    assert (owed["de-physical"].copies, owed["de-physical"].event_on) == (2, date(2026, 11, 20))
    assert owed["de-physical"].due_on is None


@pytest.mark.parametrize(
    ("facts", "exemptions"),
    [
        (replace(GERMAN, print_run=24), ["de-x1"]),
        (replace(GERMAN, print_run=24, print_on_demand=True), []),
        (replace(GERMAN, print_run=24, print_on_demand=True, file_delivered=True), ["de-x2"]),
        (replace(GERMAN, pages=4), ["de-x3"]),
        (replace(GERMAN, print_run=25, pages=5), []),
    ],
)
def test_german_exemptions(
    de: RuleSet, calendar: Calendar, facts: ReleaseFacts, exemptions: list[str]
) -> None:
    decision = decide(de, facts, calendar)
    assert [item.exemption_id for item in decision.exempt] == exemptions
    assert len(decision.owed) == 1 - len(exemptions)


@pytest.mark.parametrize(("hire_only", "copies"), [(True, 1), (False, 2)])
def test_hire_only_music_owes_one_copy_in_place_of_two(
    de: RuleSet, calendar: Calendar, hire_only: bool, copies: int
) -> None:
    music = decide(de, replace(GERMAN, kind=Kind.SHEET_MUSIC, hire_only=hire_only), calendar)
    assert [owed.copies for owed in music.owed] == [copies]


def test_the_explanation_gives_the_conditions_that_held(uz_draft: RuleSet, calendar: Calendar) -> None:
    owed = owed_under(uz_draft, BOOK, calendar)
    told = explain(uz_draft, owed["uzd-book-natlib"], BOOK)
    run = next(reason for reason in told.reasons if reason.fact == "print_run")
    assert (run.relation, run.expected, run.actual) == ("between", (50, None), 500)
    assert (told.copies, told.citation.locator, told.instrument.id) == (2, "6-modda, 1-qism", "uzd")
    assert told.chosen_by is None
    chosen = explain(uz_draft, owed["uzd-book-regional"], BOOK).chosen_by
    assert chosen is not None
    assert (chosen.fact, chosen.expected, chosen.actual) == ("depositor_region", ("1735",), "1735")


DUE = date(2026, 12, 4)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Status.DUE_SOON),
        ({"today": date(2026, 11, 23)}, Status.WAITING),
        ({"today": date(2026, 11, 24)}, Status.DUE_SOON),
        ({"today": DUE}, Status.DUE_SOON),
        ({"today": date(2026, 12, 5)}, Status.LATE),
        ({"today": date(2026, 12, 5), "noticed": True}, Status.NOTICED),
        ({"today": date(2026, 12, 5), "in_transit": 2}, Status.LATE),
        ({"in_transit": 2}, Status.IN_TRANSIT),
        ({"received": 1, "in_transit": 1}, Status.IN_TRANSIT),
        ({"received": 1}, Status.SHORT),
        ({"held": 2, "today": date(2026, 12, 5)}, Status.HELD),
        ({"received": 1, "held": 1, "today": date(2026, 12, 5)}, Status.HELD),
        ({"held": 1}, Status.SHORT),
        ({"held": 1, "in_transit": 1}, Status.IN_TRANSIT),
        ({"held": 1, "today": date(2026, 12, 5)}, Status.LATE),
        ({"received": 2, "today": date(2026, 12, 5)}, Status.RECEIVED),
        ({"cancelled": True, "received": 2}, Status.CANCELLED),
        ({"copies": None, "today": date(2027, 1, 1)}, Status.UNKNOWN),
        ({"event_on": None, "due_on": None}, Status.FORECAST),
        ({"due_on": None, "today": date(2030, 1, 1)}, Status.WAITING),
    ],
)
def test_status_is_derived(changes: dict[str, Any], expected: Status) -> None:
    given_facts: dict[str, Any] = {
        "copies": 2, "received": 0, "in_transit": 0, "due_on": DUE, "today": date(2026, 12, 1),
        "cancelled": False, "event_on": date(2026, 11, 20),
    }  # fmt: skip
    assert status(**(given_facts | changes)) is expected


owed_things = st.builds(
    Owed,
    st.sampled_from(("a", "b")),
    st.just("publisher"),
    st.sampled_from((None, 1, 2)),
    st.just("lib"),
    st.sampled_from(("x", "y")),
    st.integers(1, 3),
    st.just(Form.PHYSICAL),
    st.just("publication"),
    st.just(date(2026, 1, 5)),
    st.sampled_from((None, DUE)),
    st.booleans(),
    st.just(Citation("uzd", "1")),
)
decisions = st.lists(owed_things, max_size=4, unique_by=lambda owed: (owed.rule_id, owed.depository))


def standing(number: int, owed: Owed, received: int = 0) -> Standing:
    return Standing(
        number, owed.rule_id, owed.depositor_id, owed.depositor_role, owed.depository, owed.counted_copies,
        owed.form, owed.event_on, owed.due_on, owed.provisional, received, cancelled=False,
    )  # fmt: skip


def carry_out(existing: list[Standing], changes: Changes) -> list[Standing]:
    amended = {item.standing_id: item.owed for item in changes.amend}
    cancelled = {item.standing_id for item in changes.cancel}
    kept = [
        standing(item.id, amended[item.id], item.received) if item.id in amended else item
        for item in existing
    ]
    kept = [replace(item, cancelled=True) if item.id in cancelled else item for item in kept]
    return kept + [standing(100 + len(kept) + number, owed) for number, owed in enumerate(changes.add)]


@given(st.lists(decisions, min_size=1, max_size=4))
def test_reconciling_reaches_what_is_owed_and_then_rests(history: list[list[Owed]]) -> None:
    kept: list[Standing] = []
    for owed in history:
        kept = carry_out(kept, reconcile(kept, owed))
        again = reconcile(kept, owed)
        assert (again.add, again.amend, again.cancel) == ((), (), ())
        alive = {replace(item, id=0) for item in kept if not item.cancelled}
        assert alive == {standing(0, item) for item in owed}


def test_what_was_received_stays_when_it_is_owed_no_longer(uz_draft: RuleSet, calendar: Calendar) -> None:
    owed = list(decide(uz_draft, BOOK, calendar).owed)
    existing = [standing(number, item, received=int(number == 0)) for number, item in enumerate(owed)]
    changes = reconcile(existing, owed[2:])
    assert [(item.standing_id, item.keeps_received) for item in changes.cancel] == [(0, True), (1, False)]
    revived = reconcile(carry_out(existing, changes), owed)
    assert [(item.standing_id, item.revived) for item in revived.amend] == [(0, True), (1, True)]
    assert revived.add == ()


def test_a_depositor_found_later_takes_the_duty_over(uz_draft: RuleSet, calendar: Calendar) -> None:
    before = [standing(1, owed_under(uz_draft, BOOK, calendar)["uzd-book-chamber"])]
    found = owed_under(uz_draft, replace(BOOK, parties={"printer": 9}), calendar)["uzd-book-chamber"]
    changes = reconcile(before, [found])
    assert [(item.standing_id, item.owed.depositor_id, item.revived) for item in changes.amend] == [
        (1, 9, False)
    ]
    assert (changes.add, changes.cancel) == ((), ())


def test_what_is_undecided_ends_no_duty(uz_draft: RuleSet, calendar: Calendar) -> None:
    """A fact that is known no longer ends nothing, whether copies came or not; what had ended stays ended."""
    owed = list(decide(uz_draft, BOOK, calendar).owed)
    existing = [standing(number, item, received=int(number == 0)) for number, item in enumerate(owed)]
    existing[-1] = replace(existing[-1], cancelled=True)
    decision = decide(uz_draft, replace(BOOK, restricted=None), calendar)
    assert decision.owed == ()
    rules = {item.rule_id for item in decision.undecided}
    changes = reconcile(existing, decision.owed, rules)
    assert changes == Changes((), (), (), (), waiting=tuple(item.id for item in existing[:-1]))
    known = reconcile(carry_out(existing[:-1], changes), owed[:-1])
    assert (known.keep, known.waiting) == (changes.waiting, ())


def test_a_closed_library_has_a_day_of_its_own_under_the_rules_that_heed_it(
    uz_draft: RuleSet, calendar: Calendar
) -> None:
    usual = decide(uz_draft, BOOK, calendar).owed
    [heeding] = [one for one in usual if one.rule_id == "uzd-book-regional"]
    assert heeding.due_on is not None
    closed = {heeding.depository: (Closure(heeding.due_on, heeding.due_on),)}
    moved = decide(uz_draft, BOOK, calendar, closed).owed
    assert [old for old, new in zip(usual, moved, strict=True) if old != new] == [heeding]
    [now] = [one for one in moved if one.rule_id == heeding.rule_id]
    assert now == heeding._replace(due_on=now.due_on, provisional=True)
    assert now.due_on is not None
    assert now.due_on > heeding.due_on
