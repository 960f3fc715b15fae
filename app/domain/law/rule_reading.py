"""Reads rules, exemptions and totals of copies."""

from collections.abc import Mapping

from app.domain.law.condition_reading import read_condition
from app.domain.law.deadline_reading import RELEASE_EVENTS, read_citation, read_deadline
from app.domain.law.model import CopiesTotal, Exemption, HarvestFrequency, Rule, WhenMissing
from app.domain.law.reading import Place, read_code, read_copies, read_text
from app.domain.law.vocabulary import (
    Accompanying,
    Alternative,
    Confidence,
    CopiesLimit,
    CopiesScope,
    Cost,
    Effect,
    FileFormat,
    Form,
    Period,
    Quality,
    RequestForm,
    Strength,
    Trigger,
    WhenClosed,
)
from app.domain.publication import DepositorRole

CONFIDENT_FIELDS = ("existence", "kinds", "depositor", "recipients", "copies", "deadline", "cost")
"""What a rule may be more or less sure of than of the rest."""


def read_rule(place: Place) -> Rule:
    at = place.fields(
        "id title when depositor recipients copies form trigger deadline strength cost citation confidence",
        "delivered_by copies_scope copies_limit when_missing once_per_title request_window request_forms "
        "harvest_frequency when_closed quality accompanying formats alternative field_confidence notes",
    )
    place.only_with(at, "request_window", "trigger", Trigger.ON_REQUEST, "law.window_without_request")
    place.only_with(at, "harvest_frequency", "trigger", Trigger.HARVEST, "law.frequency_without_harvest")
    return Rule(
        id=at["id"].code(),
        title=at["title"].texts(),
        when=read_condition(at["when"]),
        depositor=at["depositor"].word(DepositorRole),
        delivered_by=at["delivered_by"].or_null(lambda item: item.word(DepositorRole)),
        recipients=at["recipients"].each_once(read_code, at_least=1),
        copies=at["copies"].or_null(read_copies),
        copies_scope=at["copies_scope"].or_null(lambda item: item.word(CopiesScope)) or CopiesScope.EACH,
        copies_limit=at["copies_limit"].or_null(lambda item: item.word(CopiesLimit)) or CopiesLimit.EXACT,
        when_missing=at["when_missing"].or_null(_read_when_missing),
        form=at["form"].word(Form),
        once_per_title=not at["once_per_title"].is_absent and at["once_per_title"].truth(),
        trigger=at["trigger"].word(Trigger),
        request_window=at["request_window"].or_null(lambda window: read_deadline(window, RELEASE_EVENTS)),
        request_forms=at["request_forms"].each(lambda item: item.word(RequestForm)),
        harvest_frequency=at["harvest_frequency"].or_null(_read_harvest_frequency),
        deadline=read_deadline(at["deadline"], RELEASE_EVENTS),
        when_closed=at["when_closed"].or_null(lambda item: item.word(WhenClosed)) or WhenClosed.UNCHANGED,
        strength=at["strength"].word(Strength),
        cost=at["cost"].word(Cost),
        quality=frozenset(at["quality"].each(lambda item: item.word(Quality))),
        accompanying=at["accompanying"].each(lambda item: item.word(Accompanying)),
        formats=frozenset(at["formats"].each(lambda item: item.word(FileFormat))),
        alternative=at["alternative"].or_null(lambda item: item.word(Alternative)),
        citation=read_citation(at["citation"]),
        confidence=at["confidence"].word(Confidence),
        field_confidence=at["field_confidence"].or_null(_read_field_confidence) or {},
        notes=at["notes"].or_null(read_text) or "",
    )


def _read_when_missing(place: Place) -> WhenMissing:
    at = place.fields("form copies")
    return WhenMissing(at["form"].word(Form, (Form.FILE,)), read_copies(at["copies"]))


def _read_harvest_frequency(place: Place) -> HarvestFrequency:
    at = place.fields("times period at_least")
    return HarvestFrequency(at["times"].number(1, 366), at["period"].word(Period), at["at_least"].truth())


def _read_field_confidence(place: Place) -> Mapping[str, Confidence]:
    at = place.fields("", " ".join(CONFIDENT_FIELDS))
    read = {name: at[name].or_null(lambda item: item.word(Confidence)) for name in CONFIDENT_FIELDS}
    return {name: confidence for name, confidence in read.items() if confidence is not None}


def read_exemption(place: Place) -> Exemption:
    at = place.fields("id title when effect citation confidence", "rules copies")
    when = read_condition(at["when"])
    rules = at["rules"].each_once(read_code)
    if not when.parts and not rules and not at["when"].is_absent:
        at["when"].refuse("law.exempts_everything")
    place.only_with(at, "copies", "effect", Effect.REDUCE, "law.reduced_to_what", always=True)
    return Exemption(
        id=at["id"].code(),
        title=at["title"].texts(),
        when=when,
        effect=at["effect"].word(Effect),
        rules=frozenset(rules),
        copies=at["copies"].or_null(read_copies),
        citation=read_citation(at["citation"]),
        confidence=at["confidence"].word(Confidence),
    )


def read_copies_total(place: Place) -> CopiesTotal:
    at = place.fields("when total citation confidence")
    return CopiesTotal(
        when=read_condition(at["when"]),
        total=read_copies(at["total"]),
        citation=read_citation(at["citation"]),
        confidence=at["confidence"].word(Confidence),
    )
