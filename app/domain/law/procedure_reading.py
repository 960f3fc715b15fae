"""Reads what follows a duty: reminders, claims, requests, sanctions, compensation."""

from collections.abc import Mapping

from app.domain.deadlines import Event
from app.domain.law.condition_reading import read_condition
from app.domain.law.deadline_reading import PROCEDURE_EVENTS, RELEASE_EVENTS, read_citation, read_deadline
from app.domain.law.model import Claim, Compensation, CurePeriod, Reminder, RequestTerms, Sanction
from app.domain.law.reading import Place
from app.domain.law.vocabulary import (
    Addressee,
    Authority,
    ClaimAction,
    Liable,
    Offence,
    RequestKind,
    SanctionKind,
)


def read_reminder(place: Place) -> Reminder:
    at = place.fields("id at citation")
    return Reminder(
        at["id"].code(), read_deadline(at["at"], frozenset({Event.DUE_DATE})), read_citation(at["citation"])
    )


def read_claim(place: Place) -> Claim:
    at = place.fields("step action addressee after citation")
    return Claim(
        step=at["step"].number(1, 99),
        action=at["action"].word(ClaimAction),
        addressee=at["addressee"].word(Addressee),
        after=read_deadline(at["after"], PROCEDURE_EVENTS | RELEASE_EVENTS),
        citation=read_citation(at["citation"]),
    )


def read_cure_period(place: Place) -> CurePeriod:
    at = place.fields("within citation")
    within = read_deadline(at["within"], frozenset({Event.NOTICE_SERVED}))
    return CurePeriod(within, read_citation(at["citation"]))


def read_requests(place: Place) -> Mapping[RequestKind, RequestTerms]:
    at = place.fields("", " ".join(RequestKind))
    return {kind: _read_request(kind, at[kind]) for kind in RequestKind if not at[kind].is_null}


def _read_request(kind: RequestKind, place: Place) -> RequestTerms:
    at = place.fields("submit answer citation")
    return RequestTerms(
        kind=kind,
        submit=read_deadline(at["submit"], PROCEDURE_EVENTS),
        answer=read_deadline(at["answer"], frozenset({Event.REQUEST_SUBMITTED})),
        citation=read_citation(at["citation"]),
    )


def read_sanction(place: Place) -> Sanction:
    at = place.fields("id kind offences liable minimum maximum unit authority citation")
    return Sanction(
        id=at["id"].code(),
        kind=at["kind"].word(SanctionKind),
        offences=frozenset(at["offences"].each(lambda item: item.word(Offence), at_least=1)),
        liable=at["liable"].word(Liable),
        minimum=at["minimum"].or_null(Place.number),
        maximum=at["maximum"].or_null(Place.number),
        unit=at["unit"].code(),
        authority=at["authority"].word(Authority),
        citation=read_citation(at["citation"]),
    )


def read_compensation(place: Place) -> Compensation:
    at = place.fields("id title when unit_cost_min unit apply_within citation")
    return Compensation(
        id=at["id"].code(),
        title=at["title"].texts(),
        when=read_condition(at["when"]),
        unit_cost_min=at["unit_cost_min"].or_null(Place.number),
        unit=at["unit"].code(),
        apply_within=read_deadline(at["apply_within"], RELEASE_EVENTS),
        citation=read_citation(at["citation"]),
    )
