import re
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import Calendar
from app.domain.deadlines import Deadline, Event, Unit, due_date
from app.domain.law import RequestKind, RuleSet, RuleSetProblems, Trigger, parse_rule_set
from app.domain.law.conditions import FACTS, AllOf, AnyOf, Is
from app.domain.publication import Carrier, Kind, Origin, ReleaseFacts
from tests.domain.conftest import read_document

Document = dict[str, Any]
UZ: Document = read_document("uz-draft")
REGIONS = ["1703", "1706", "1708", "1710", "1712", "1714", "1718"]
REGIONS += ["1722", "1724", "1726", "1727", "1730", "1733", "1735"]
GONE = object()
truths = st.sampled_from((True, False, None))


def problems(spoil: Callable[[Document], object], document: Document = UZ) -> list[tuple[str, str]]:
    spoiled = deepcopy(document)
    spoil(spoiled)
    with pytest.raises(RuleSetProblems) as refused:
        parse_rule_set(spoiled)
    return [(problem.path, problem.code) for problem in refused.value.problems]


def put(document: Document, place: str, value: object) -> None:
    """Sets what is at `place`, written like `rules[0].deadline.unit`; GONE removes it."""
    *path, last = [int(step) if step.isdigit() else step for step in re.findall(r"[^.\[\]]+", place)]
    target: Any = document
    for step in path:
        target = target[step]
    if value is GONE:
        del target[last]
    else:
        target[last] = value


def test_the_hypothetical_set_of_uzbekistan(uz_draft: RuleSet) -> None:
    assert (uz_draft.jurisdiction, uz_draft.version, uz_draft.hypothetical) == ("UZ", "0.1", True)
    assert len(uz_draft.rules) == 13
    assert uz_draft.working_week == 5
    assert dict(uz_draft.recipients["regional"].members) == {code: f"uz-akm-{code}" for code in REGIONS}
    assert uz_draft.rules["uzd-online"].trigger is Trigger.ON_REQUEST
    assert set(uz_draft.title) == {"uz", "ru", "en"}


def test_the_procedure_gives_the_dates_of_the_notice(uz_draft: RuleSet, calendar: Calendar) -> None:
    def on(deadline: Deadline, event_on: date) -> date | None:
        due = due_date(deadline, event_on, calendar)
        return due.on if due else None

    assert uz_draft.cure_period is not None
    cure = on(uz_draft.cure_period.within, date(2026, 11, 20))
    assert cure == date(2026, 12, 4)
    objection = uz_draft.requests[RequestKind.OBJECTION]
    assert on(objection.submit, date(2026, 11, 20)) == date(2026, 12, 12)
    assert on(uz_draft.requests[RequestKind.EXTENSION].submit, cure) == cure
    assert [claim.after.event for claim in uz_draft.claims[3:]] == [
        Event.OBJECTIONS_CLOSED,
        Event.PREVIOUS_STEP,
    ]


def test_what_german_law_leaves_open_stays_open(de: RuleSet) -> None:
    deadline = de.rules["de-physical"].deadline
    assert (deadline.value, deadline.unit, deadline.start_day_counts) == (1, Unit.WEEK, None)
    assert (de.cure_period, de.receipt.required, de.sanctions[0].minimum) == (None, None, None)


@pytest.mark.parametrize("name", ["uz-draft", "de"])
def test_reading_twice_gives_the_same_rule_set(name: str) -> None:
    assert parse_rule_set(read_document(name)) == parse_rule_set(read_document(name))


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        ("extra", 1, "law.unknown_key"),
        ("imprint", GONE, "law.missing_key"),
        ("schema", "deposit-rules/1", "law.unknown_schema"),
        ("jurisdiction", False, "law.not_a_code"),
        ("working_week", 7, "law.not_a_number"),
        ("rules", {}, "law.not_a_list"),
        ("rules", [], "law.too_few"),
        ("title.ru", GONE, "law.missing_key"),
        ("rules[0].citation", None, "law.missing_citation"),
        ("rules[0].citation", GONE, "law.missing_citation"),
        ("rules[0].depositor", "author", "law.unknown_word"),
        ("rules[0].copies", 0, "law.not_a_number"),
        ("rules[0].copies", True, "law.not_a_number"),
        ("rules[0].recipients", ["natlib", "natlib"], "law.duplicate_value"),
        ("rules[0].deadline.unit", "fortnight", "law.unknown_word"),
        ("rules[0].deadline.event", "notice_served", "law.event_out_of_place"),
        ("rules[0].deadline.value", "10", "law.not_a_number"),
        ("rules[0].deadline.start_day_counts", "no", "law.not_true_or_false"),
        ("rules[0].request_window", UZ["rules"][0]["deadline"], "law.window_without_request"),
        ("rules[0].when.weight", {"min": 1}, "law.unknown_fact"),
        ("rules[0].when.kind", {}, "law.empty_test"),
        ("rules[0].when.kind", {"any_of": ["book"], "none_of": ["map"]}, "law.two_tests"),
        ("rules[0].when.kind.any_of", ["book", "book"], "law.duplicate_value"),
        ("rules[0].when.kind.any_of[0]", "scroll", "law.unknown_word"),
        ("rules[0].when.print_run", {}, "law.empty_test"),
        ("rules[0].when.print_run", {"min": 9, "max": 1}, "law.empty_range"),
        ("rules[1].id", "uzd-book-natlib", "law.duplicate_id"),
        ("exemptions[0].when", {}, "law.exempts_everything"),
        ("recipients[2].members.depositories", {}, "law.too_few"),
        ("recipients[2].members.depositories", {1703: "a"}, "law.not_an_object"),
        ("recipients[2].members.depositories.A B", "a", "law.not_a_code"),
        ("receipt.citation", None, "law.missing_citation"),
        ("imprint.citation", None, "law.missing_citation"),
        ("rules[0].depositor", None, "law.no_word"),
        ("instruments[0].url", "javascript:alert(1)", "law.not_an_address"),
        ("unknowns[0]", "x" * 4001, "law.text_too_long"),
        ("unknowns[0]", " ", "law.not_text"),
    ],
)
def test_a_wrong_value_is_refused_at_its_place(place: str, value: object, code: str) -> None:
    at = place.removesuffix(".id")
    assert (at, code) in problems(lambda document: put(document, place, value))


@pytest.mark.parametrize(
    ("place", "value", "problem"),
    [
        ("rules[0].recipients", ["nobody"], ("rules[uzd-book-natlib].recipients", "law.unknown_recipient")),
        ("rules[0].when.print_run.min", 40, ("rules[uzd-book-natlib-small].when", "law.overlap")),
        ("rules[0].when.print_run.min", 60, ("rules[uzd-book-natlib].when", "law.gap")),
        ("rules[0].when.print_run", GONE, ("rules[uzd-book-natlib-small].when", "law.overlap")),
        ("recipients[0].depository", GONE, ("recipients[0]", "law.recipient_without_depository")),
        ("recipients[2].depository", "uz-x", ("recipients[2]", "law.recipient_without_depository")),
        ("claims[1].step", 3, ("claims[1].step", "law.steps_out_of_order")),
        ("claims[0].countersigned", True, ("claims[0].countersigned", "law.countersigned_out_of_place")),
        (
            "sanctions[0].citation.instrument",
            "zzz",
            ("sanctions[uzd-fine-person].citation.instrument", "law.unknown_instrument"),
        ),
    ],
)
def test_parts_that_do_not_fit_together_are_refused(
    place: str, value: object, problem: tuple[str, str]
) -> None:
    assert problem in problems(lambda document: put(document, place, value))


@pytest.mark.parametrize(
    ("said", "asked"),
    [(True, True), (False, False), (None, False), (GONE, False)],
    ids=["yes", "no", "unknown", "unsaid"],
)
def test_a_notice_is_countersigned_only_where_the_text_says_so(said: object, asked: bool) -> None:
    document = read_document("uz-draft")
    if said is not GONE:
        put(document, "claims[2].countersigned", said)
        put(document, "claims[0].countersigned", False)
    rules = parse_rule_set(document)
    assert rules.countersigns_notices is asked
    assert rules.claims[2].countersigned is (None if said is GONE else said)
    assert problems(lambda wrong: put(wrong, "claims[2].countersigned", "yes")) == [
        ("claims[2].countersigned", "law.not_true_or_false")
    ]


def test_one_rule_must_not_name_one_library_twice() -> None:
    def twice(document: Document) -> None:
        put(document, "recipients[1].depository", "uz-natlib")
        put(document, "rules[0].recipients", ["natlib", "bookchamber"])

    assert problems(twice) == [("rules[uzd-book-natlib].recipients", "law.duplicate_depository")]


def test_libraries_must_not_pass_copies_on_in_a_ring() -> None:
    def pass_on(document: Document) -> None:
        within = document["rules"][0]["deadline"] | {"event": "delivered"}
        for giver, taker in ((0, "bookchamber"), (1, "natlib")):
            document["recipients"][giver]["forwards_to"] = [
                {"recipient": taker, "copies": 1, "within": within}
            ]

    assert problems(pass_on) == [
        ("recipients[natlib].forwards_to", "law.forwarded_in_a_ring"),
        ("recipients[bookchamber].forwards_to", "law.forwarded_in_a_ring"),
    ]


def test_every_problem_is_listed_at_once() -> None:
    found = problems(lambda d: (d.pop("imprint"), d.update(version=1), d["rules"][3].update(form="scroll")))
    assert {path for path, _ in found} == {"imprint", "version", "rules[3].form"}


def test_rules_that_contradict_each_other_are_told_beside_parts_that_are_wrong() -> None:
    def spoil(document: Document) -> None:
        put(document, "rules[0].when.print_run", GONE)
        put(document, "rules[3].form", "scroll")
        put(document, "recipients[4].role", "attic")

    assert set(problems(spoil)) == {
        ("rules[uzd-book-natlib-small].when", "law.overlap"),
        ("rules[3].form", "law.unknown_word"),
        ("recipients[4].role", "law.unknown_word"),
    }
    twice = problems(lambda document: (spoil(document), document["rules"].append(document["rules"][1])))
    assert {("rules[13]", "law.duplicate_id"), ("rules[uzd-book-natlib-small].when", "law.overlap")} <= set(
        twice
    )
    assert problems(lambda document: (spoil(document), document.update(recipients=3)))


@pytest.mark.parametrize(
    ("place", "value", "problem"),
    [
        ("rules[0].recipients", ["ghost"], ("rules[uzd-book-natlib].recipients", "law.unknown_recipient")),
        ("rules[0].when.print_run.min", 60, ("rules[uzd-book-natlib].when", "law.gap")),
        ("rules[0].when.print_run.min", 40, ("rules[uzd-book-natlib-small].when", "law.overlap")),
        ("exemptions[0].rules", ["ghost"], ("exemptions[uzd-ex-reprint].rules", "law.unknown_rule")),
        ("claims[1].step", 3, ("claims[1].step", "law.steps_out_of_order")),
        ("sanctions[0].citation.instrument", "zzz",
         ("sanctions[uzd-fine-person].citation.instrument", "law.unknown_instrument")),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_told_beside_a_misspelt_word(
    place: str, value: object, problem: tuple[str, str]
) -> None:
    def spoil(document: Document) -> None:
        put(document, "rules[0].strength", "mandatry")
        put(document, "recipients[0].role", "attic")
        put(document, place, value)

    wrong = {("rules[0].strength", "law.unknown_word"), ("recipients[0].role", "law.unknown_word")}
    assert set(problems(spoil)) == {problem, *wrong}


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({"rules[0].recipients": ["ghost"], "recipients[1].id": None}, {"recipients[1].id"}),
        ({"rules[0].recipients": ["ghost"], "recipients": 3}, {"recipients"}),
        ({"rules[0].citation.instrument": "zzz", "instruments[0].id": "a b"}, {"instruments[0].id"}),
        ({"exemptions[0].rules": ["ghost"], "rules[1].id": None}, {"rules[1].id"}),
        ({"rules[0].when.print_run.min": 60, "rules[1].when.print_run.max": "many"},
         {"rules[1].when.print_run.max"}),
        ({"rules[0].when.print_run": GONE, "rules[1].form": "scroll"}, {"rules[1].form"}),
        ({"claims[1].step": "two"}, {"claims[1].step"}),
        ({"claims[2].action": "notice", "claims[2].countersigned": True}, {"claims[2].action"}),
        ({"claims[0].action": "notice", "claims[1].countersigned": True}, {"claims[0].action"}),
        ({"recipients[1].id": None, "recipients[2].id": None}, {"recipients[1].id", "recipients[2].id"}),
        ({"rules[0].recipients": ["NO WORD"]}, {"rules[0].recipients[0]"}),
    ],
)  # fmt: skip
def test_what_could_not_be_read_is_not_held_against_the_rest(
    changes: dict[str, object], places: set[str]
) -> None:
    def spoil(document: Document) -> None:
        for place, value in changes.items():
            put(document, place, value)

    assert {place for place, _code in problems(spoil)} == places


def test_a_problem_names_the_mend() -> None:
    with pytest.raises(RuleSetProblems) as refused:
        parse_rule_set(deepcopy(UZ) | {"confidence": "sure"})
    assert "hypothetical" in str(refused.value.problems[0].params["allowed"])


@pytest.mark.parametrize("document", [None, [], "x", {}])
def test_no_document_at_all_is_refused(document: Any) -> None:
    with pytest.raises(RuleSetProblems):
        parse_rule_set(document)


def test_every_fact_of_the_grammar_is_a_fact_of_a_release() -> None:
    assert set(FACTS) == set(ReleaseFacts.__dataclass_fields__) - {"parties", "events", "seats"}


@given(truths, truths)
def test_unknown_facts_combine_as_kleene_says(one: bool | None, other: bool | None) -> None:
    facts = ReleaseFacts(Kind.BOOK, Carrier.PRINT, Origin.DOMESTIC, restricted=one, hire_only=other)
    parts = (Is("restricted", True), Is("hire_only", True))
    rank = {False: 0, None: 1, True: 2}
    both, either = AllOf(parts).verdict(facts), AnyOf(parts).verdict(facts)
    assert rank[both] == min(rank[one], rank[other])
    assert rank[either] == max(rank[one], rank[other])
    for condition, verdict in ((AllOf(parts), both), (AnyOf(parts), either)):
        assert bool(condition.missing(facts)) is (verdict is None)
