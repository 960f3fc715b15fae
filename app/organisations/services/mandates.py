"""Mandates: granted by one organisation, accepted by another, ended by either."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.domain.identifiers import parse_stir
from app.infra import clock
from app.infra.db import hold, session
from app.infra.events import publish
from app.organisations.models import NO_DEPOSITORS, Mandate, Organisation


@dataclass(frozen=True, slots=True)
class MandateTerms:
    """For whom, by STIR, for what and until which day, included."""

    stir: str
    registers: bool
    sends: bool
    until: date | None


def grant_mandate(*, terms: MandateTerms, by: Actor, at: datetime) -> Mandate:
    """Offer a mandate of one's own organisation to another; it holds once that accepts it.

    Raises:
        DomainError: `mandate.nothing`, `mandate.until_past`, `stir.malformed`, `mandate.unknown`,
            `mandate.oneself`, `mandate.given` while another to the same organisation is open.
    """
    if not (terms.registers or terms.sends):
        raise DomainError("mandate.nothing", field="registers")
    if terms.until is None or terms.until < clock.local_day(at):
        raise DomainError("mandate.until_past", field="until")
    hold(Mandate)
    mandator_id, mandatary = _own(by), _by_stir(parse_stir(terms.stir))
    if mandatary.id == mandator_id:
        raise DomainError("mandate.oneself", field="stir")
    open_ones = (Mandate.mandator_id == mandator_id) & (Mandate.mandatary_id == mandatary.id)
    open_ones &= Mandate.ended_at.is_(None) & (Mandate.until >= clock.local_day(at))
    if session().scalar(select(Mandate.id).where(open_ones)) is not None:
        raise DomainError("mandate.given", field="stir")
    granted = Mandate(
        mandator_id=mandator_id,
        mandatary_id=mandatary.id,
        registers=terms.registers,
        sends=terms.sends,
        until=terms.until,
        granted_at=at,
    )
    session().add(granted)
    session().flush()
    _tell("mandate.granted", granted, by, at)
    return granted


def accept_mandate(*, mandate_id: int, by: Actor, at: datetime) -> Mandate:
    """Accept a mandate that was offered to one's own organisation.

    Raises:
        NotFound: it was not offered to one's own.
        Conflict: `mandate.over`.
    """
    accepted = _locked(mandate_id, by)
    if accepted.mandatary_id != by.organisation_id:
        raise NotFound("not_found")
    if accepted.ended_at is not None or accepted.until < clock.local_day(at):
        raise Conflict("mandate.over")
    if accepted.accepted_at is None:
        accepted.accepted_at = at
        session().flush()
        _tell("mandate.accepted", accepted, by, at)
    return accepted


def end_mandate(*, mandate_id: int, by: Actor, at: datetime) -> Mandate:
    """Withdraw, decline or give up a mandate: either side may, at any time. Raises `NotFound`."""
    ended = _locked(mandate_id, by)
    if ended.ended_at is None:
        ended.ended_at = at
        session().flush()
        _tell("mandate.ended", ended, by, at)
    return ended


def _own(by: Actor) -> int:
    if by.organisation_id is None:
        raise NotFound("not_found")
    return by.organisation_id


def _by_stir(stir: str) -> Organisation:
    named = (Organisation.stir == stir) & Organisation.kind.not_in(NO_DEPOSITORS)
    found = session().scalar(select(Organisation).where(named, Organisation.closed_at.is_(None)))
    if found is None:
        raise DomainError("mandate.unknown", field="stir", stir=stir)
    if found.merged_into_id is not None:
        return session().get_one(Organisation, found.merged_into_id)
    return found


def _locked(mandate_id: int, by: Actor) -> Mandate:
    own = _own(by)
    either = or_(Mandate.mandator_id == own, Mandate.mandatary_id == own)
    found = session().scalar(select(Mandate).where(Mandate.id == mandate_id, either).with_for_update())
    if found is None:
        raise NotFound("not_found")
    return found


def _tell(name: str, mandate: Mandate, by: Actor, at: datetime) -> None:
    subjects = (
        Subject("mandate", mandate.id),
        Subject("organisation", mandate.mandator_id),
        Subject("organisation", mandate.mandatary_id),
    )
    facts = {"registers": mandate.registers, "sends": mandate.sends, "until": mandate.until.isoformat()}
    publish(Event(name, by, at, subjects, after=facts))
