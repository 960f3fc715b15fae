"""Whom a rule set asks for something, from the trade and the kinds of documents alone."""

import pytest

from app.domain.law import RuleSet
from app.domain.law_applicability import PERHAPS, ROLES, Depositing, concerns
from app.domain.publication import DepositorRole, Kind
from app.law import reading
from tests.factories.law import UZ_DRAFT


def bundled(name: str) -> RuleSet:
    return reading.read_rule_set((UZ_DRAFT.parent / f"{name}.yaml").read_text("utf-8"))


def found(name: str, who: Depositing, *kinds: Kind) -> dict[str, tuple[Kind, ...]]:
    return {concern.rule.id: concern.kinds for concern in concerns(bundled(name), who, kinds)}


def test_a_publisher_of_books_owes_under_the_rules_of_books() -> None:
    asked = found("uz-draft", Depositing.PUBLISHER, Kind.BOOK, Kind.NEWSPAPER)
    assert asked["uzd-book-natlib"] == (Kind.BOOK,)
    rules = bundled("uz-draft").rules
    assert {rules[name].depositor for name in asked} == {DepositorRole.PUBLISHER}


def test_an_author_who_publishes_is_asked_what_a_publisher_is() -> None:
    assert found("uz-draft", Depositing.AUTHOR_PUBLISHER, Kind.BOOK) == found(
        "uz-draft", Depositing.PUBLISHER, Kind.BOOK
    )


def test_a_publisher_of_books_is_not_asked_what_councils_are() -> None:
    council = found("uz-draft", Depositing.ACADEMIC_COUNCIL, *Kind)
    publisher = found("uz-draft", Depositing.PUBLISHER, *Kind)
    assert council
    assert council.keys().isdisjoint(publisher)


def test_nobody_is_asked_for_a_kind_that_no_rule_is_about() -> None:
    assert found("uz-draft", Depositing.PRINTER, Kind.BROADCAST) == {}


@pytest.mark.parametrize("name", ["uz-draft", "de", "ru", "fr", "gb", "no", "tr"])
def test_every_rule_with_a_trade_behind_it_concerns_somebody(name: str) -> None:
    rule_set = bundled(name)
    reached = {concern.rule.id for who in Depositing for concern in concerns(rule_set, who, Kind)}
    known = {*ROLES.values(), *PERHAPS}
    assert reached == {rule.id for rule in rule_set.rules.values() if rule.depositor in known}


def test_a_text_that_does_not_say_who_may_mean_anybody() -> None:
    unclear = [
        concern
        for name in ("de", "ru", "fr", "gb", "no", "tr", "kz", "kg", "ua", "pl", "by", "ee", "fi", "au")
        for concern in concerns(bundled(name), Depositing.PUBLISHER, Kind)
        if not concern.certain
    ]
    assert unclear
    assert {concern.rule.depositor for concern in unclear} <= set(PERHAPS)
