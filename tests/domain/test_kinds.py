"""The table of kinds: whole, in order, and what is asked of each and no more."""

from datetime import date

import pytest

from app.domain.deadlines import Event
from app.domain.errors import DomainError
from app.domain.kinds import DETAILS, KINDS, SERIALS, Detail, DetailType, Level
from app.domain.kinds.details import is_address
from app.domain.publication import Carrier, EditionStatus, Kind
from app.domain.registration import (
    ASKED_OF_SOME,
    NAMES,
    GivenIdentifier,
    RegistrationAnswers,
    of_next_release,
)
from tests.factories.kinds import everything, example_of

KIND_NAMES = list(Kind)


def test_the_serials_are_the_kinds_that_come_out_in_issues() -> None:
    assert {"journal", "newspaper", "bulletin", "continuing"} == SERIALS
    assert KINDS.keys() == {*Kind}


def test_every_detail_is_asked_of_some_kind() -> None:
    assert {name for row in KINDS.values() for name in row.asks if name in DETAILS} == DETAILS.keys()


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_a_kind_asks_each_thing_once_by_names_that_exist(kind: Kind) -> None:
    row = KINDS[kind]
    assert row.kind is kind
    assert len(row.asks) == len(set(row.asks))
    assert set(row.asks) <= {*DETAILS, *ASKED_OF_SOME.values()}
    assert row.carriers
    assert len(row.schemes) == len(set(row.schemes)) > 0
    for carrier in row.carriers:
        assert row.events_on(carrier)
        levels = [row.details(level, carrier) for level in Level]
        assert sorted(d.name for part in levels for d in part) == sorted(
            name for name in row.asked(carrier) if name in DETAILS
        )


@pytest.mark.parametrize("kind", KIND_NAMES)
@pytest.mark.parametrize("carrier", list(Carrier))
def test_only_what_is_asked_is_kept(kind: Kind, carrier: Carrier) -> None:
    row = KINDS[kind]
    kept = everything(kind, carrier).fitted()
    assert kept.carrier == (carrier if carrier in row.carriers else row.carriers[0])
    asked = row.asked(kept.carrier)
    assert {*kept.title_details, *kept.release_details} == {name for name in asked if name in DETAILS}
    for name, fact in ASKED_OF_SOME.items():
        if name == "edition_status":
            continue
        assert bool(getattr(kept, name)) == (fact in asked), name
    assert {given.scheme for given in kept.identifiers} == {*row.schemes}
    assert kept.fitted() == kept
    kept.require_complete()
    assert RegistrationAnswers.from_json(kept.to_json()) == kept
    facts = kept.facts({})
    assert facts is not None
    assert facts.edition_status is not None, "a kind without editions has no earlier one"


def test_fields_of_each_carrier() -> None:
    book = KINDS[Kind.BOOK]
    assert "printer" in book.asked(Carrier.PRINT)
    assert "url" not in book.asked(Carrier.PRINT)
    assert {"url", "file_formats"} <= {*book.asked(Carrier.ONLINE)}
    assert not {"printer", "size", "print_run"} & {*book.asked(Carrier.ONLINE)}
    assert book.asked("") == book.asks
    assert KINDS[Kind.DISSERTATION].events_on("") == (Event.DEFENCE,)
    assert book.events_on(Carrier.ONLINE) == (Event.MADE_AVAILABLE,)


def test_a_dissertation_has_no_print_run_and_a_map_has_a_scale() -> None:
    answers = everything(Kind.DISSERTATION, Carrier.PRINT).fitted()
    assert (answers.print_run, answers.printer_id, answers.series) == (None, None, "")
    assert answers.edition_status == EditionStatus.FIRST
    assert "degree" in answers.title_details
    assert everything(Kind.MAP, Carrier.PRINT).fitted().title_details["scale"] == 12


def test_answers_without_a_kind_stay_as_they_are() -> None:
    answers = RegistrationAnswers(title="A", print_run=4)
    assert answers.fitted() is answers
    assert answers.definition is None


def test_a_further_release_keeps_the_details_of_the_title_alone() -> None:
    answers = everything(Kind.TEXTBOOK, Carrier.ONLINE).fitted()
    following = of_next_release(answers)
    assert following.title_details == answers.title_details
    assert following.release_details == {}


@pytest.mark.parametrize("where", ["title_details", "release_details"])
@pytest.mark.parametrize(("name", "value"), [("scale", 0), ("colour", "pink"), ("nothing", "x")])
def test_a_detail_that_cannot_be_so_is_refused(where: str, name: str, value: object) -> None:
    answers = everything(Kind.MAP, Carrier.PRINT).fitted().merged({where: {name: value}})
    with pytest.raises(DomainError) as refused:
        answers.require_complete()
    assert (refused.value.code, refused.value.field) == ("registration.detail", name)


@pytest.mark.parametrize(
    ("name", "typed", "read"),
    [
        ("scale", "1:100000", "100000"), ("scale", "1 : 100 000", "100 000"), ("scale", "200000", "200000"),
        ("scale", "2:1", "2:1"), ("grade", "1:7", "1:7"),
    ],
)  # fmt: skip
def test_of_a_scale_what_stands_after_the_one_is_read(name: str, typed: str, read: str) -> None:
    assert DETAILS[name].number_in(typed) == read


@pytest.mark.parametrize("name", DETAILS)
def test_a_detail_takes_its_example_and_nothing_of_another_type(name: str) -> None:
    detail = DETAILS[name]
    assert detail.accepts(example_of(detail))
    for wrong in (None, True, 0, -1, "", [], {}, 1.5, ["nothing"], "x" * 3000, date(2026, 1, 1)):
        assert not detail.accepts(wrong), wrong


def test_the_borders_of_details() -> None:
    number = Detail("n", type=DetailType.NUMBER, most=12)
    assert [number.accepts(n) for n in (1, 12, 13)] == [True, True, False]
    codes = DETAILS["edition_changes"]
    assert codes.accepts(["cover", "price"])
    assert not codes.accepts(["price", "cover"]), "kept in one order, so that the same answers are equal"
    assert not codes.accepts(["cover", "cover"])
    assert not DETAILS["specialty_code"].accepts("10.0.2")
    assert not DETAILS["taken_on"].accepts("2026-02-30")
    assert not DETAILS["taken_on"].accepts("20260201")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("https://nusxa.example/a?b=1", True),
        ("http://kutubxona.uz", True),
        ("nusxa.example", False),
        ("javascript:alert(1)", False),
        ("https://nusxa", False),
        ("https://nusxa.example/a b", False),
        ("https://[nusxa", False),
    ],
)
def test_addresses(text: str, *, whole: bool) -> None:
    assert is_address(text) is whole


def test_names_of_answers_stay_apart() -> None:
    assert not DETAILS.keys() & {*NAMES}
    given = GivenIdentifier("isbn", "9789943725133", "978-9943-7251-3-3")
    assert RegistrationAnswers(identifiers=(given,)).to_json()["identifiers"] == [
        {"scheme": "isbn", "value": "9789943725133", "printed": "978-9943-7251-3-3", "reason": ""}
    ]
