"""Answers of a registration: kept as JSON, complete or not, and what they mean to the rules."""

from datetime import date

import pytest

from app.domain.errors import DomainError
from app.domain.publication import DepositorRole, Kind
from app.domain.registration import (
    NAMES,
    GivenIdentifier,
    Person,
    RegistrationAnswers,
    changed,
    of_next_release,
    parties,
)

BOOK = RegistrationAnswers(
    title="Oʻtkan kunlar",
    people=(Person("Abdulla Qodiriy", "author"),),
    language="uz",
    script="Latn",
    kind="book",
    origin="domestic",
    carrier="print",
    subjects=frozenset(),
    audiences=None,
    identifiers=(GivenIdentifier("isbn", "9789943725133", "978-9943-7251-3-3"),),
    print_run=3000,
    events={"first_batch_released": date(2026, 11, 19)},
)


def test_answers_survive_being_kept() -> None:
    assert RegistrationAnswers.from_json(BOOK.to_json()) == BOOK
    assert RegistrationAnswers.from_json({}) == RegistrationAnswers()


def test_unknown_and_none_of_those_stay_apart() -> None:
    kept = RegistrationAnswers.from_json(BOOK.to_json())
    assert kept.subjects == frozenset()
    assert kept.audiences is None


def test_what_a_later_version_asks_is_left_out() -> None:
    assert RegistrationAnswers.from_json({"title": "A", "colour": "red"}).title == "A"


def test_every_answer_has_a_json_value() -> None:
    assert tuple(BOOK.to_json()) == NAMES


@pytest.mark.parametrize("name", ["title", "language", "script", "kind", "origin", "carrier"])
def test_what_must_be_answered(name: str) -> None:
    with pytest.raises(DomainError) as refused:
        BOOK.merged({name: ""}).require_complete()
    assert (refused.value.code, refused.value.field) == ("registration.incomplete", name)


@pytest.mark.parametrize("name", ["print_run", "pages"])
def test_numbers_start_at_one(name: str) -> None:
    with pytest.raises(DomainError) as refused:
        BOOK.merged({name: 0}).require_complete()
    assert (refused.value.code, refused.value.field) == (f"registration.{name}", name)


def test_everything_else_may_be_unknown() -> None:
    RegistrationAnswers(
        title="A", language="uz", script="Latn", kind="book", origin="domestic", carrier="print"
    ).require_complete()


def test_facts_of_answers() -> None:
    facts = BOOK.facts(parties(7, "publisher", None))
    assert facts is not None
    assert (facts.kind, facts.print_run, facts.languages) == (Kind.BOOK, 3000, frozenset({"uz"}))
    assert (facts.subjects, facts.audiences, facts.pages) == (frozenset(), None, None)
    assert facts.parties[DepositorRole.PUBLISHER] == 7
    assert facts.parties[DepositorRole.PRINTER] is None
    assert facts.events == {"first_batch_released": date(2026, 11, 19)}


def test_no_facts_without_a_kind() -> None:
    assert BOOK.merged({"kind": ""}).facts({}) is None


def test_an_editorial_office_owes_as_one_too() -> None:
    named = parties(7, "editorial_office", 9)
    assert named[DepositorRole.EDITORIAL_OFFICE] == named[DepositorRole.PUBLISHER] == 7
    assert named[DepositorRole.PRINTER] == 9


def test_changes_name_only_what_differs() -> None:
    before, after = changed(BOOK, BOOK.merged({"print_run": 40, "title": BOOK.title}))
    assert (before, after) == ({"print_run": 3000}, {"print_run": 40})


def test_a_further_release_starts_from_the_title_alone() -> None:
    following = of_next_release(BOOK)
    assert (following.title, following.people) == (BOOK.title, BOOK.people)
    assert (following.identifiers, following.print_run, following.events) == ((), None, {})
