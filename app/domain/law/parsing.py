"""Turns a document in the format `deposit-rules/2` into a rule set, or refuses it with every problem."""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from app.domain.law.checks import check
from app.domain.law.citations import Instrument
from app.domain.law.model import Exemption, Recipient, Rule, RuleSet
from app.domain.law.procedure_reading import (
    read_access,
    read_claim,
    read_compensation,
    read_cure_period,
    read_imprint,
    read_periodicals,
    read_receipt,
    read_reminder,
    read_requests,
    read_sanction,
)
from app.domain.law.reading import Place, Problem, RuleSetProblems, read_address, read_text
from app.domain.law.recipient_reading import read_recipient
from app.domain.law.rule_reading import read_copies_total, read_exemption, read_rule
from app.domain.law.vocabulary import Confidence, HowSeen

SCHEMA = "deposit-rules/2"
JURISDICTION = re.compile(r"[A-Z]{2}")
Identified = TypeVar("Identified", Instrument, Recipient, Rule, Exemption)


def parse_rule_set(document: Mapping[str, object]) -> RuleSet:
    """The rule set in `document`. Raises `RuleSetProblems` naming every place that is wrong and its mend."""
    problems: list[Problem] = []
    rule_set = read_rule_set(Place(document, "", problems))
    problems.extend(check(rule_set, problems))
    if problems:
        raise RuleSetProblems(tuple(problems))
    return rule_set


def read_rule_set(place: Place) -> RuleSet:
    """The rule set at a place; what is wrong is noted there and stood in for."""
    at = place.fields(
        "schema id jurisdiction version title hypothetical confidence working_week instruments recipients "
        "rules exemptions reminders claims cure_period requests sanctions compensation receipt imprint "
        "unknowns",
        "copies_totals access periodicals notes",
    )
    at["schema"].only(SCHEMA, "law.unknown_schema")
    return RuleSet(
        id=at["id"].code(),
        jurisdiction=at["jurisdiction"].code(JURISDICTION),
        version=at["version"].text(),
        title=at["title"].texts(),
        hypothetical=at["hypothetical"].truth(),
        confidence=at["confidence"].word(Confidence),
        working_week=6 if at["working_week"].number(5, 6) == 6 else 5,
        instruments=_by_id(at["instruments"], _read_instrument, at_least=1),
        recipients=_by_id(at["recipients"], read_recipient, at_least=1),
        rules=_by_id(at["rules"], read_rule, at_least=1),
        exemptions=_by_id(at["exemptions"], read_exemption),
        copies_totals=at["copies_totals"].each(read_copies_total),
        reminders=at["reminders"].each(read_reminder),
        claims=at["claims"].each(read_claim),
        cure_period=at["cure_period"].or_null(read_cure_period),
        requests=read_requests(at["requests"]),
        sanctions=at["sanctions"].each(read_sanction),
        compensation=at["compensation"].each(read_compensation),
        receipt=read_receipt(at["receipt"]),
        imprint=read_imprint(at["imprint"]),
        access=at["access"].or_null(read_access),
        periodicals=at["periodicals"].or_null(read_periodicals),
        unknowns=at["unknowns"].each(read_text),
        notes=at["notes"].or_null(read_text) or "",
    )


def _by_id(place: Place, read: Callable[[Place], Identified], at_least: int = 0) -> Mapping[str, Identified]:
    """The entries by their ids; one without an id of its own stands under its number, by which its place is
    named too."""
    found: dict[str, Identified] = {}

    def keep(item: Place) -> None:
        value = read(item)
        if value.id in found:
            item.refuse("law.duplicate_id", id=value.id)
        own = value.id and value.id not in found
        found[value.id if own else str(len(found))] = value

    place.each(keep, at_least)
    return found


def _read_instrument(place: Place) -> Instrument:
    at = place.fields("id title citation url how_seen")
    return Instrument(
        id=at["id"].code(),
        title=at["title"].texts(),
        citation=at["citation"].text(),
        url=at["url"].or_null(read_address) or "",
        how_seen=at["how_seen"].word(HowSeen),
    )
