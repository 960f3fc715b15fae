"""Reads what follows a duty: reminders, claims, requests, sanctions, compensation."""

from collections.abc import Mapping
from functools import partial

from app.domain.deadlines import Event
from app.domain.law.condition_reading import read_condition
from app.domain.law.deadline_reading import PROCEDURE_EVENTS, RELEASE_EVENTS, read_citation, read_deadline
from app.domain.law.procedure import (
    Access,
    Claim,
    Compensation,
    CurePeriod,
    Imprint,
    Periodicals,
    ReceiptTerms,
    Reminder,
    RequestTerms,
    Sanction,
)
from app.domain.law.procedure_vocabulary import (
    Addressee,
    Authority,
    ClaimAction,
    Declaration,
    ImprintElement,
    Liable,
    Measure,
    Offence,
    RequestKind,
    SanctionKind,
)
from app.domain.law.reading import Place, read_code, read_number, read_texts, read_truth


def read_reminder(place: Place) -> Reminder:
    at = place.fields("id at citation")
    return Reminder(
        at["id"].code(), read_deadline(at["at"], frozenset({Event.DUE_DATE})), read_citation(at["citation"])
    )


def read_claim(place: Place) -> Claim:
    at = place.fields("step action addressee after citation", "countersigned")
    return Claim(
        step=at["step"].number(1, 99),
        action=at["action"].word(ClaimAction),
        addressee=at["addressee"].word(Addressee),
        after=read_deadline(at["after"], PROCEDURE_EVENTS | RELEASE_EVENTS),
        citation=read_citation(at["citation"]),
        countersigned=at["countersigned"].or_null(read_truth),
    )


def read_cure_period(place: Place) -> CurePeriod:
    at = place.fields("within citation")
    within = read_deadline(at["within"], frozenset({Event.NOTICE_SERVED}))
    return CurePeriod(within, read_citation(at["citation"]))


def read_requests(place: Place) -> Mapping[RequestKind, RequestTerms]:
    at = place.fields("", " ".join(RequestKind))
    read = {kind: at[kind].or_null(partial(_read_request, kind)) for kind in RequestKind}
    return {kind: terms for kind, terms in read.items() if terms is not None}


def _read_request(kind: RequestKind, place: Place) -> RequestTerms:
    place.shaped("request")
    at = place.fields("submit answer citation")
    return RequestTerms(
        kind=kind,
        submit=read_deadline(at["submit"], PROCEDURE_EVENTS),
        answer=read_deadline(at["answer"], frozenset({Event.REQUEST_SUBMITTED})),
        citation=read_citation(at["citation"]),
    )


def read_sanction(place: Place) -> Sanction:
    at = place.fields("id kind offences liable minimum maximum unit authority citation", "measure")
    return Sanction(
        id=at["id"].code(),
        kind=at["kind"].word(SanctionKind),
        offences=frozenset(at["offences"].each(lambda item: item.word(Offence), at_least=1)),
        liable=at["liable"].word(Liable),
        minimum=at["minimum"].or_null(read_number),
        maximum=at["maximum"].or_null(read_number),
        measure=at["measure"].or_null(lambda item: item.word(Measure)),
        unit=at["unit"].or_null(read_code),
        authority=at["authority"].or_null(lambda item: item.word(Authority)),
        citation=read_citation(at["citation"]),
    )


def read_compensation(place: Place) -> Compensation:
    at = place.fields("id title when unit_cost_min unit apply_within citation")
    return Compensation(
        id=at["id"].code(),
        title=at["title"].texts(),
        when=read_condition(at["when"]),
        unit_cost_min=at["unit_cost_min"].or_null(read_number),
        unit=at["unit"].or_null(read_code),
        apply_within=at["apply_within"].or_null(lambda item: read_deadline(item, RELEASE_EVENTS)),
        citation=read_citation(at["citation"]),
    )


def read_receipt(place: Place) -> ReceiptTerms:
    at = place.fields("required form citation")
    required = at["required"].or_null(read_truth)
    if required is not None and at["citation"].is_null:
        at["citation"].refuse("law.missing_citation")
    return ReceiptTerms(required, at["form"].or_null(read_texts), at["citation"].or_null(read_citation))


def read_imprint(place: Place) -> Imprint:
    at = place.fields("elements citation")
    elements = at["elements"].each(lambda item: item.word(ImprintElement))
    if elements and at["citation"].is_null:
        at["citation"].refuse("law.missing_citation")
    return Imprint(elements, at["citation"].or_null(read_citation))


def read_access(place: Place) -> Access:
    at = place.fields("premises_only readers_at_once embargo citation")
    return Access(
        premises_only=at["premises_only"].or_null(read_truth),
        readers_at_once=at["readers_at_once"].or_null(lambda item: item.number(1)),
        embargo=at["embargo"].or_null(lambda item: read_deadline(item, RELEASE_EVENTS | {Event.DELIVERED})),
        citation=read_citation(at["citation"]),
    )


def read_periodicals(place: Place) -> Periodicals:
    at = place.fields("grouped_declaration first_issue_declared citation")
    return Periodicals(
        grouped_declaration=at["grouped_declaration"].or_null(lambda item: item.word(Declaration)),
        first_issue_declared=at["first_issue_declared"].or_null(read_truth),
        citation=read_citation(at["citation"]),
    )
