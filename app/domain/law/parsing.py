"""Turns a document in the format `deposit-rules/2` into a rule set, or refuses it with every problem."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from app.domain.law.checks import check
from app.domain.law.condition_reading import read_condition
from app.domain.law.deadline_reading import PROCEDURE_EVENTS, RELEASE_EVENTS, read_citation, read_deadline
from app.domain.law.model import (
    Exemption,
    Forward,
    Imprint,
    Instrument,
    ReceiptTerms,
    Recipient,
    Rule,
    RuleSet,
)
from app.domain.law.procedure_reading import (
    read_claim,
    read_compensation,
    read_cure_period,
    read_reminder,
    read_requests,
    read_sanction,
)
from app.domain.law.reading import Place, Problem, RuleSetProblems
from app.domain.law.vocabulary import (
    Alternative,
    ChosenBy,
    Confidence,
    Cost,
    Effect,
    FileFormat,
    Form,
    HowSeen,
    ImprintElement,
    Quality,
    RecipientRole,
    Strength,
    Trigger,
)
from app.domain.publication import DepositorRole

SCHEMA = "deposit-rules/2"
JURISDICTION = re.compile(r"[A-Z]{2}")
MEMBER = re.compile(r"[a-z0-9]{1,20}")
Identified = TypeVar("Identified", Instrument, Recipient, Rule, Exemption)


def parse_rule_set(document: Mapping[str, object]) -> RuleSet:
    """The rule set in `document`. Raises `RuleSetProblems` naming every place that is wrong and its mend."""
    problems: list[Problem] = []
    rule_set = _read_rule_set(Place(document, "", problems))
    if not problems:
        problems.extend(check(rule_set))
    if problems:
        raise RuleSetProblems(tuple(problems))
    return rule_set


def _read_rule_set(place: Place) -> RuleSet:
    at = place.fields(
        "schema id jurisdiction version title hypothetical confidence working_week instruments recipients "
        "rules exemptions reminders claims cure_period requests sanctions compensation receipt imprint "
        "unknowns",
        "notes",
    )
    if not at["schema"].is_absent and at["schema"].value != SCHEMA:
        at["schema"].refuse("law.unknown_schema", allowed=(SCHEMA,))
    return RuleSet(
        id=at["id"].code(),
        jurisdiction=at["jurisdiction"].code(JURISDICTION),
        version=at["version"].text(),
        title=at["title"].texts(),
        hypothetical=at["hypothetical"].truth(),
        confidence=at["confidence"].word(Confidence),
        working_week=6 if at["working_week"].number(5, 6) == 6 else 5,
        instruments=_by_id(at["instruments"], _read_instrument, at_least=1),
        recipients=_by_id(at["recipients"], _read_recipient, at_least=1),
        rules=_by_id(at["rules"], _read_rule, at_least=1),
        exemptions=_by_id(at["exemptions"], _read_exemption),
        reminders=at["reminders"].each(read_reminder),
        claims=at["claims"].each(read_claim),
        cure_period=at["cure_period"].or_null(read_cure_period),
        requests=read_requests(at["requests"]),
        sanctions=at["sanctions"].each(read_sanction),
        compensation=at["compensation"].each(read_compensation),
        receipt=_read_receipt(at["receipt"]),
        imprint=_read_imprint(at["imprint"]),
        unknowns=at["unknowns"].each(Place.text),
        notes=at["notes"].or_null(Place.text) or "",
    )


def _by_id(place: Place, read: Callable[[Place], Identified], at_least: int = 0) -> Mapping[str, Identified]:
    found: dict[str, Identified] = {}

    def keep(item: Place) -> None:
        value = read(item)
        if value.id in found:
            item.refuse("law.duplicate_id", id=value.id)
        found[value.id] = value

    place.each(keep, at_least)
    return found


def _read_instrument(place: Place) -> Instrument:
    at = place.fields("id title citation url how_seen")
    return Instrument(
        id=at["id"].code(),
        title=at["title"].texts(),
        citation=at["citation"].text(),
        url=at["url"].or_null(Place.text) or "",
        how_seen=at["how_seen"].word(HowSeen),
    )


def _read_recipient(place: Place) -> Recipient:
    at = place.fields("id title role", "depository members forwards_to")
    if at["depository"].is_null == at["members"].is_absent:
        place.refuse("law.recipient_without_depository", allowed=("depository", "members"))
    chosen_by, members = _read_members(at["members"])
    return Recipient(
        id=at["id"].code(),
        title=at["title"].texts(),
        role=at["role"].word(RecipientRole),
        depository=at["depository"].or_null(Place.code),
        chosen_by=chosen_by,
        members=members,
        forwards_to=at["forwards_to"].each(_read_forward),
    )


def _read_members(place: Place) -> tuple[ChosenBy | None, Mapping[str, str]]:
    if place.is_absent:
        return None, {}
    at = place.fields("by depositories")
    members = {}
    for value, depository in at["depositories"].entries():
        if not MEMBER.fullmatch(value):
            depository.refuse("law.not_a_code", pattern=MEMBER.pattern)
        members[value] = depository.code()
    if not members and not at["depositories"].is_absent:
        at["depositories"].refuse("law.too_few", at_least=1)
    return at["by"].word(ChosenBy), members


def _read_forward(place: Place) -> Forward:
    at = place.fields("recipient copies within")
    within = read_deadline(at["within"], PROCEDURE_EVENTS)
    return Forward(at["recipient"].code(), at["copies"].or_null(_read_copies), within)


def _read_copies(place: Place) -> int:
    return place.number(1, 10_000)


def _read_rule(place: Place) -> Rule:
    at = place.fields(
        "id title when depositor recipients copies form trigger deadline strength cost citation confidence",
        "once_per_title request_window quality formats alternative",
    )
    trigger = at["trigger"].word(Trigger)
    if trigger is Trigger.AUTOMATIC and not at["request_window"].is_null:
        at["request_window"].refuse("law.window_without_request", allowed=(Trigger.ON_REQUEST.value,))
    return Rule(
        id=at["id"].code(),
        title=at["title"].texts(),
        when=read_condition(at["when"]),
        depositor=at["depositor"].word(DepositorRole),
        recipients=_distinct(at["recipients"], at["recipients"].each(Place.code, at_least=1)),
        copies=at["copies"].or_null(_read_copies),
        form=at["form"].word(Form),
        once_per_title=not at["once_per_title"].is_absent and at["once_per_title"].truth(),
        trigger=trigger,
        request_window=at["request_window"].or_null(lambda window: read_deadline(window, RELEASE_EVENTS)),
        deadline=read_deadline(at["deadline"], RELEASE_EVENTS),
        strength=at["strength"].word(Strength),
        cost=at["cost"].word(Cost),
        quality=frozenset(at["quality"].each(lambda item: item.word(Quality))),
        formats=frozenset(at["formats"].each(lambda item: item.word(FileFormat))),
        alternative=at["alternative"].or_null(lambda item: item.word(Alternative)),
        citation=read_citation(at["citation"]),
        confidence=at["confidence"].word(Confidence),
    )


def _distinct(place: Place, codes: Iterable[str]) -> tuple[str, ...]:
    listed = tuple(codes)
    if len(set(listed)) != len(listed):
        place.refuse("law.duplicate_value")
    return listed


def _read_exemption(place: Place) -> Exemption:
    at = place.fields("id title when effect citation confidence")
    when = read_condition(at["when"])
    if not when.parts and not at["when"].is_absent:
        at["when"].refuse("law.exempts_everything")
    return Exemption(
        id=at["id"].code(),
        title=at["title"].texts(),
        when=when,
        effect=at["effect"].word(Effect),
        citation=read_citation(at["citation"]),
        confidence=at["confidence"].word(Confidence),
    )


def _read_receipt(place: Place) -> ReceiptTerms:
    at = place.fields("required form citation")
    required = at["required"].or_null(Place.truth)
    if required is not None and at["citation"].is_null:
        at["citation"].refuse("law.missing_citation")
    return ReceiptTerms(required, at["form"].or_null(Place.texts), at["citation"].or_null(read_citation))


def _read_imprint(place: Place) -> Imprint:
    at = place.fields("elements citation")
    elements = at["elements"].each(lambda item: item.word(ImprintElement))
    if elements and at["citation"].is_null:
        at["citation"].refuse("law.missing_citation")
    return Imprint(elements, at["citation"].or_null(read_citation))
