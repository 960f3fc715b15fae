"""Forms of rules that no country's file fills with values: an invented law that uses each of them."""

from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import Calendar, DayKind, DayMark
from app.domain.deadlines import Event
from app.domain.explanations import explain, explain_exemption
from app.domain.law import RuleSet, RuleSetProblems, parse_rule_set
from app.domain.law.procedure_vocabulary import Declaration, Measure
from app.domain.law.vocabulary import Alternative, Confidence
from app.domain.obligations import Decision, decide
from app.domain.publication import Carrier, DepositorRole, EditionStatus, Kind, Origin, ReleaseFacts, Seat
from tests.domain.conftest import MARKS, read_document

Document = dict[str, Any]
WEEK = {"value": 7, "unit": "day", "day_count": "calendar", "event": "publication", "direction": "after",
        "start_day_counts": False, "roll": "none"}  # fmt: skip
CITED = {"instrument": "uzd", "locator": "1"}
THREE = {"id": "three", "title": {"uz": "a", "ru": "b", "en": "c"}, "role": "deposit_library_group",
         "group": ["lib-a", "lib-b", "lib-c"]}  # fmt: skip
TOWNS = {"id": "towns", "title": {"uz": "a", "ru": "b", "en": "c"}, "role": "local_library",
         "members": {"by": "depositor_municipality", "prefix": "town-"}}  # fmt: skip
MONDAY = date(2026, 11, 16)
BOOK = ReleaseFacts(
    Kind.BOOK,
    Carrier.PRINT,
    Origin.DOMESTIC,
    print_run=500,
    edition_status=EditionStatus.FIRST,
    restricted=False,
    depositor_region="1735",
    depositor_municipality="1726273",
    parties={"publisher": 7},
    events={"publication": MONDAY},
)


def rule(**changes: object) -> Document:
    return {
        "id": "only", "title": {"uz": "a", "ru": "b", "en": "c"}, "when": {"kind": {"any_of": ["book"]}},
        "depositor": "publisher", "recipients": ["three"], "copies": 2, "form": "physical",
        "trigger": "automatic", "deadline": WEEK, "strength": "mandatory", "cost": "depositor",
        "citation": CITED, "confidence": "hypothetical",
    } | changes  # fmt: skip


def document(*rules: Document, **changes: object) -> Document:
    whole = deepcopy(read_document("uz-draft")) | {"rules": list(rules), "exemptions": []} | changes
    whole["recipients"] = [*whole["recipients"], THREE, TOWNS]  # type: ignore[misc]  # a list
    return whole


def law(*rules: Document, **changes: object) -> RuleSet:
    return parse_rule_set(document(*rules, **changes))


def exemption(**changes: object) -> Document:
    return {
        "id": "ex", "title": {"uz": "a", "ru": "b", "en": "c"}, "when": {"restricted": True},
        "effect": "exempt", "citation": CITED, "confidence": "hypothetical",
    } | changes  # fmt: skip


def judged(rule_set: RuleSet, calendar: Calendar, **facts: Any) -> Decision:
    return decide(rule_set, replace(BOOK, **facts), calendar)


def copies(decision: Decision) -> list[tuple[str, int | None]]:
    return [(item.depository, item.copies) for item in decision.owed]


def refused(whole: Document) -> set[tuple[str, str]]:
    with pytest.raises(RuleSetProblems) as caught:
        parse_rule_set(whole)
    return {(problem.path, problem.code) for problem in caught.value.problems}


def test_each_library_of_a_group_is_owed(calendar: Calendar) -> None:
    assert copies(judged(law(rule()), calendar)) == [("lib-a", 2), ("lib-b", 2), ("lib-c", 2)]


def test_a_total_for_several_libraries_is_not_divided_by_guessing(calendar: Calendar) -> None:
    decision = judged(law(rule(copies=16, copies_scope="total")), calendar)
    assert copies(decision) == [("lib-a", None), ("lib-b", None), ("lib-c", None)]
    assert {item.in_total for item in decision.owed} == {16}
    one = judged(law(rule(copies=16, copies_scope="total", recipients=["natlib"])), calendar)
    assert [(item.copies, item.in_total) for item in one.owed] == [(16, None)]


def test_a_ceiling_counts_no_shortfall(calendar: Calendar) -> None:
    owed = judged(law(rule(copies_limit="at_most")), calendar).owed[0]
    assert (owed.copies, owed.at_most, owed.counted_copies) == (2, True, None)


def test_each_town_has_a_library_of_its_own(calendar: Calendar) -> None:
    towns = law(rule(recipients=["towns"]))
    decision = judged(towns, calendar)
    assert copies(decision) == [("town-1726273", 2)]
    chosen = explain(towns, decision.owed[0], BOOK).chosen_by
    assert chosen is not None
    assert (chosen.fact, chosen.expected) == ("depositor_municipality", ("1726273",))
    assert towns.recipients["towns"].stands_for("town-1")
    assert not towns.recipients["towns"].stands_for("lib-a")
    unknown = judged(towns, calendar, depositor_municipality=None)
    assert [item.missing for item in unknown.undecided] == [("depositor_municipality",)]


@pytest.mark.parametrize(
    ("delivered", "expected"), [(None, 2), (True, 2), (False, 5)], ids=["not known", "given", "missing"]
)
def test_more_copies_are_owed_once_it_is_known_that_the_file_is_missing(
    calendar: Calendar, delivered: bool | None, expected: int
) -> None:
    more = law(rule(when_missing={"form": "file", "copies": 3}, recipients=["natlib"]))
    assert copies(judged(more, calendar, file_delivered=delivered)) == [("uz-natlib", expected)]


@pytest.mark.parametrize("alternative", list(Alternative))
def test_what_may_come_in_its_place_ends_the_duty_only_when_it_came(
    calendar: Calendar, alternative: Alternative
) -> None:
    fact = "harvested" if alternative.form == "harvest" else "file_delivered"
    replaced = law(rule(alternative=alternative.value))
    for known in (None, False):
        assert len(judged(replaced, calendar, **{fact: known}).owed) == 3
    decision = judged(replaced, calendar, **{fact: True})
    assert (decision.owed, [item.alternative for item in decision.substituted]) == ((), [alternative])


def test_an_exemption_may_make_fewer_copies_owed(calendar: Calendar) -> None:
    few = exemption(when={"print_run": {"max": 100}}, effect="reduce", copies=1)
    reduced = law(rule(), exemptions=[few])
    assert [item.reduced_by for item in judged(reduced, calendar).owed] == [None] * 3
    decision = judged(reduced, calendar, print_run=60)
    assert {(item.copies, item.reduced_by) for item in decision.owed} == {(1, "ex")}
    assert {item.copies for item in judged(law(rule(copies=None), exemptions=[few]), calendar).owed} == {None}
    assert judged(reduced, calendar, print_run=None).undecided[0].missing == ("print_run",)


def test_an_exemption_may_concern_some_rules_only(calendar: Calendar) -> None:
    other = rule(id="other", recipients=["natlib"], deadline=WEEK | {"event": "import"})
    narrow = exemption(when={"multi_medium": True}, effect="one_medium_only", rules=["other"])
    rules = law(rule(), other, exemptions=[narrow, exemption(id="general")])
    decision = judged(rules, calendar, multi_medium=True)
    assert {item.rule_id for item in decision.owed} == {"only"}
    assert [(item.exemption_id, item.rule_id) for item in decision.exempt] == [("ex", "other")]
    open_one = judged(rules, calendar)
    assert [(item.rule_id, item.missing) for item in open_one.undecided] == [("other", ("multi_medium",))]
    everything = judged(rules, calendar, multi_medium=False, restricted=True)
    assert {item.exemption_id for item in everything.exempt} == {"general"}
    reasons = explain_exemption(rules.exemptions["ex"], replace(BOOK, multi_medium=True))
    assert [(reason.fact, reason.actual) for reason in reasons] == [("multi_medium", True)]


def test_what_makes_one_rule_smaller_does_not_hide_what_sets_every_rule_aside(calendar: Calendar) -> None:
    few = exemption(id="few", when={"print_run": {"max": 900}}, effect="reduce", copies=1, rules=["only"])
    rules = law(rule(), exemptions=[few, exemption()])
    assert {item.reduced_by for item in judged(rules, calendar).owed} == {"few"}
    secret = judged(rules, calendar, restricted=True)
    assert (secret.owed, [item.exemption_id for item in secret.exempt]) == ((), ["ex"])
    assert judged(rules, calendar, restricted=None).undecided[0].missing == ("restricted",)


def test_each_depositor_is_judged_by_where_it_sits(calendar: Calendar) -> None:
    here = {"kind": {"any_of": ["book"]}, "depositor_region": {"any_of": ["1726"]}}
    printer = rule(id="printer", depositor="printer", when=here, deadline=WEEK | {"event": "defence"})
    away = exemption(when={"depositor_region": {"any_of": ["1735"]}})
    rules = law(rule(when=here), printer, exemptions=[away])
    seats = {DepositorRole.PUBLISHER: Seat("1735"), DepositorRole.PRINTER: Seat("1726", "1726273")}
    decision = judged(rules, calendar, seats=seats)
    assert {item.rule_id for item in decision.owed} == {"printer"}
    assert judged(rules, calendar, seats=seats, depositor_region="1726").owed == decision.owed
    assert BOOK.seen_from("publisher") is BOOK


def test_an_event_that_the_text_does_not_name_starts_no_clock(calendar: Calendar) -> None:
    owed = judged(law(rule(deadline=WEEK | {"event": None})), calendar).owed[0]
    assert (owed.event, owed.event_on, owed.due_on) == (Event.UNKNOWN, None, None)


def test_days_of_which_the_text_does_not_say_what_days_are_read_both_ways(calendar: Calendar) -> None:
    unknown = WEEK | {"day_count": None}
    assert judged(law(rule(deadline=unknown)), calendar).owed[0].due_on is None
    one = law(rule(deadline=unknown | {"value": 1}))
    assert judged(one, calendar).owed[0].due_on == date(2026, 11, 17)
    weeks = law(rule(deadline=unknown | {"value": 1, "unit": "week"}))
    assert judged(weeks, calendar).owed[0].due_on == date(2026, 11, 23)


def test_totals_over_all_rules_are_told_beside_what_is_owed(calendar: Calendar) -> None:
    total = {"when": {"print_run": {"min": 101}}, "total": 17, "citation": CITED, "confidence": "secondary"}
    rules = law(rule(copies=None), copies_totals=[total])
    assert [item.total for item in judged(rules, calendar).totals] == [17]
    assert judged(rules, calendar, print_run=100).totals == ()
    assert judged(rules, calendar, print_run=None).totals == ()


def test_what_is_said_around_a_duty_is_kept() -> None:
    whole = document(
        rule(
            trigger="harvest",
            form="harvest",
            harvest_frequency={"times": 2, "period": "year", "at_least": True},
            delivered_by="printer",
            accompanying=["manuals"],
            field_confidence={"copies": "inferred"},
            notes="A remark.",
        ),
        access={
            "premises_only": True,
            "readers_at_once": 1,
            "embargo": WEEK | {"value": 12, "unit": "month"},
            "citation": CITED,
        },
        periodicals={
            "grouped_declaration": "yearly_with_last_issue",
            "first_issue_declared": True,
            "citation": CITED,
        },
    )
    whole["sanctions"][0] |= {
        "measure": "cost_of_making_good",
        "maximum": None,
        "unit": None,
        "authority": None,
    }
    whole["compensation"][0] |= {"unit": None, "unit_cost_min": None, "apply_within": None}
    rules = parse_rule_set(whole)
    only = rules.rules["only"]
    assert (only.delivered_by, only.accompanying, only.notes) == ("printer", ("manuals",), "A remark.")
    assert only.field_confidence == {"copies": Confidence.INFERRED}
    assert only.harvest_frequency is not None
    assert only.harvest_frequency.times == 2
    assert rules.access is not None
    assert (rules.access.premises_only, rules.access.readers_at_once) == (True, 1)
    assert rules.access.embargo is not None
    assert rules.periodicals is not None
    assert rules.periodicals.grouped_declaration is Declaration.YEARLY_WITH_LAST_ISSUE
    assert rules.sanctions[0].measure is Measure.COST_OF_MAKING_GOOD
    assert (rules.sanctions[0].unit, rules.sanctions[0].authority) == (None, None)
    assert rules.compensation[0].apply_within is None


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"harvest_frequency": {"times": 1, "period": "year", "at_least": False}},
         ("rules[0].harvest_frequency", "law.frequency_without_harvest")),
        ({"when_missing": {"form": "physical", "copies": 1}},
         ("rules[0].when_missing.form", "law.unknown_word")),
        ({"copies_scope": "some"}, ("rules[0].copies_scope", "law.unknown_word")),
        ({"field_confidence": {"title": "inferred"}}, ("rules[0].field_confidence.title", "law.unknown_key")),
        ({"deadline": WEEK | {"event": "unknown"}}, ("rules[0].deadline.event", "law.event_out_of_place")),
        ({"recipients": ["three", "three"]}, ("rules[0].recipients", "law.duplicate_value")),
    ],
)  # fmt: skip
def test_a_rule_that_contradicts_itself_is_refused(changed: Document, problem: tuple[str, str]) -> None:
    assert refused(document(rule(**changed))) == {problem}


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"effect": "reduce"}, ("exemptions[0].copies", "law.reduced_to_what")),
        ({"copies": 1}, ("exemptions[0].copies", "law.reduced_to_what")),
        ({"when": {}}, ("exemptions[0].when", "law.exempts_everything")),
        ({"rules": ["none"]}, ("exemptions[ex].rules", "law.unknown_rule")),
    ],
)
def test_an_exemption_that_says_too_little_is_refused(changed: Document, problem: tuple[str, str]) -> None:
    assert refused(document(rule(), exemptions=[exemption(**changed)])) == {problem}


def test_an_exemption_from_some_rules_may_be_without_condition(calendar: Calendar) -> None:
    rules = law(rule(), exemptions=[exemption(when={}, rules=["only"], effect="separate_regime")])
    assert [item.exemption_id for item in judged(rules, calendar).exempt] == ["ex"]


@pytest.mark.parametrize(
    "members", [{"by": "languages"}, {"by": "languages", "prefix": "x-", "depositories": {"uz": "a"}}]
)
def test_members_say_in_one_way_which_library_is_meant(members: Document) -> None:
    whole = document(rule())
    whole["recipients"][-1] = TOWNS | {"members": members}
    place = f"recipients[{len(whole['recipients']) - 1}].members"
    assert refused(whole) == {(place, "law.members_without_library")}


@given(st.integers(1, 50), st.integers(0, 50), st.integers(0, 40), st.integers(0, 40))
def test_more_copies_or_days_in_the_law_never_ask_for_fewer_or_sooner(
    number: int, more: int, days: int, later: int
) -> None:
    calendar = Calendar("UZ", date(2026, 1, 1), date(2026, 12, 31), MARKS, 5)

    def owed(copies: int, value: int) -> tuple[int, date]:
        deadline = WEEK | {"value": value, "roll": "next_working_day"}
        found = judged(
            law(rule(copies=copies, deadline=deadline)), calendar, events={"publication": date(2026, 9, 1)}
        )
        assert found.owed[0].copies is not None
        assert found.owed[0].due_on is not None
        return found.owed[0].copies, found.owed[0].due_on

    fewer, sooner = owed(number, days)
    greater, after = owed(number + more, days + later)
    assert fewer <= greater
    assert sooner <= after


@given(st.sampled_from(["map", "film", "journal"]), st.integers(1, 9))
def test_a_rule_about_something_else_changes_nothing(kind: str, number: int) -> None:
    calendar = Calendar("UZ", date(2026, 1, 1), date(2026, 12, 31), MARKS, 5)
    unrelated = rule(id="unrelated", when={"kind": {"any_of": [kind]}}, copies=number)
    assert judged(law(rule(), unrelated), calendar) == judged(law(rule()), calendar)


def test_a_rule_that_is_set_aside_is_not_asked_about(calendar: Calendar) -> None:
    when = {"kind": {"any_of": ["book"]}, "subjects": {"any_of": ["science"]}}
    decision = judged(law(rule(when=when), exemptions=[exemption()]), calendar, restricted=True)
    assert (decision.owed, decision.undecided, decision.exempt) == ((), (), ())


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ({"kind": {"any_of": ["book"]}}, {"kind": {"any_of": ["map"]}}, False),
        ({"kind": {"none_of": ["book"]}}, {"kind": {"none_of": ["map"]}}, True),
        ({"kind": {"none_of": ["book"]}}, {"kind": {"any_of": ["book"]}}, False),
        ({"kind": {"any_of": ["book"]}}, {"kind": {"none_of": ["map"]}}, True),
        ({"restricted": True}, {"restricted": False}, False),
        ({"restricted": True}, {"hire_only": False}, True),
        ({"any": [{"restricted": True}, {"hire_only": True}]}, {}, False),
    ],
)
def test_two_rules_for_one_duty_must_be_told_apart(one: Document, other: Document, overlap: bool) -> None:
    both = document(rule(when=one), rule(id="other", when=other))
    if overlap:
        assert refused(both) == {("rules[other].when", "law.overlap")}
    else:
        assert len(parse_rule_set(both).rules) == 2


def test_the_libraries_named_one_by_one_are_listed() -> None:
    named = law(rule()).depositories()
    assert {"lib-a", "lib-b", "lib-c", "uz-natlib", "uz-akm-1703"} <= named
    assert not any(code.startswith("town-") for code in named)
    assert law(rule()).recipients["natlib"].stands_for("uz-natlib")


def test_of_alternatives_only_those_that_held_are_told(calendar: Calendar) -> None:
    either = {"any": [{"print_run": {"max": 10}}, {"print_run": {"min": 100}}]}
    rules = law(rule(when=either))
    reasons = explain(rules, judged(rules, calendar).owed[0], BOOK).reasons
    assert [(reason.fact, reason.expected) for reason in reasons] == [("print_run", (100, None))]


def test_readings_that_agree_on_a_day_give_it_though_one_of_them_is_provisional() -> None:
    feast = {date(2026, 11, 19): DayMark(DayKind.HOLIDAY, "Feast", estimated=True)}
    calendar = Calendar("UZ", date(2026, 1, 1), date(2026, 12, 31), MARKS | feast, 5)
    owed = judged(law(rule(deadline=WEEK | {"value": 1, "day_count": None})), calendar).owed[0]
    assert (owed.due_on, owed.provisional) == (date(2026, 11, 17), False)
    near = judged(law(rule(deadline=WEEK | {"value": 2, "day_count": None})), calendar).owed[0]
    assert (near.due_on, near.provisional) == (date(2026, 11, 18), True)
