"""Opening a parcel."""

from datetime import datetime

from sqlalchemy import ColumnElement, select

from app.deposits.consignments.models import Box, Consignment, ConsignmentLine, Copy
from app.deposits.receiving.matching import current_line
from app.deposits.receiving.models import Arrival, Receipt
from app.deposits.receiving.services.boxes import note_box
from app.domain.actor import Actor
from app.domain.codes import CodeKind, ScannedCode, UnknownScan, classify_scan
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish
from app.organisations.models import Organisation, OrganisationKind
from app.policy.permissions import Permission
from app.policy.predicates import Parties
from app.policy.table import may_with

_OPENS = (CodeKind.CONSIGNMENT, CodeKind.BOX, CodeKind.COPY)
_NEVER_SENDS = (OrganisationKind.DEPOSITORY, OrganisationKind.AUTHORITY)


def open_arrival(
    *, consignment_code: str | None, depositor_id: int | None, by: Actor, at: datetime
) -> Arrival:
    """Open a parcel by the code of its slip, of one of its boxes or of a label in it, or copies that came
    without a slip. A box by which it is opened is noted as arrived.

    A parcel already opened is opened again, by whoever asks. One already received gives its confirmed
    arrival, which leads to the receipt; after a reversal it is opened anew. A parcel not marked as sent opens
    too: it is here. The first opening records the arrival of the consignment.

    Raises:
        NotFound: no such depositor; the actor works at no depository.
        DomainError: `arrival.not_a_slip`, `arrival.misread`, `arrival.no_such_parcel`.
        Conflict: `arrival.other_library`, `arrival.cancelled`, `arrival.box_late`.
    """
    if consignment_code is not None:
        return _open_parcel(consignment_code, by, at)
    if by.organisation_id is None:
        raise NotFound("not_found")
    if depositor_id is not None:
        depositor = session().get(Organisation, depositor_id)
        if depositor is None or depositor.kind in _NEVER_SENDS:
            raise NotFound("not_found")
    return _add(Arrival(depository_id=by.organisation_id, depositor_id=depositor_id), by, at)


def _open_parcel(code: str, by: Actor, at: datetime) -> Arrival:
    found = _code_of_parcel(code)
    consignment = _locked_consignment(found)
    library = Parties(depository_ids=frozenset({consignment.depository_id}))
    if not may_with(by, Permission.RECEIVING_WORK, library):
        raise Conflict("arrival.other_library", "code", parcel=consignment.code)
    if consignment.cancelled_at is not None:
        raise Conflict("arrival.cancelled", "code", parcel=consignment.code)
    opened = _standing_arrival(consignment.id) or _open_anew(consignment, by, at)
    note_box(opened, found, by=by, at=at)
    return opened


def _open_anew(consignment: Consignment, by: Actor, at: datetime) -> Arrival:
    consignment.arrived_at = consignment.arrived_at or at
    return _add(
        Arrival(
            depository_id=consignment.depository_id,
            depositor_id=consignment.depositor_id,
            consignment_id=consignment.id,
        ),
        by,
        at,
    )


def _code_of_parcel(code: str) -> ScannedCode:
    """A code of a slip, of a box or of a label in a parcel."""
    found = classify_scan(code)
    if isinstance(found, ScannedCode) and found.kind in _OPENS:
        return found
    misread = isinstance(found, UnknownScan) and found.reason == "code.check_character"
    raise DomainError("arrival.misread" if misread else "arrival.not_a_slip", "code", text=code)


def _locked_consignment(found: ScannedCode) -> Consignment:
    condition: ColumnElement[bool] = Consignment.code == found.text
    if found.kind is CodeKind.BOX:
        condition = Consignment.id.in_(select(Box.consignment_id).where(Box.code == found.text))
    elif found.kind is CodeKind.COPY:
        line = (
            select(ConsignmentLine.consignment_id)
            .select_from(Copy)
            .join(ConsignmentLine, ConsignmentLine.id == current_line())
        )
        condition = Consignment.id.in_(line.where(Copy.code == found.text))
    # Two librarians who scan one slip queue up here; the second gets the arrival that the first opened.
    statement = select(Consignment).where(condition).with_for_update()
    consignment = session().scalar(statement.execution_options(populate_existing=True))
    if consignment is None:
        raise DomainError("arrival.no_such_parcel", "code", parcel=found.text)
    return consignment


def _standing_arrival(consignment_id: int) -> Arrival | None:
    """The open arrival of a consignment, else the confirmed one whose receipt was not reversed."""
    reversals = select(Receipt.reverses_id).where(Receipt.reverses_id.is_not(None))
    reversed_arrivals = select(Receipt.arrival_id).where(
        Receipt.consignment_id == consignment_id, Receipt.arrival_id.is_not(None), Receipt.id.in_(reversals)
    )
    statement = select(Arrival).where(
        Arrival.consignment_id == consignment_id, Arrival.id.not_in(reversed_arrivals)
    )
    return session().scalar(statement.order_by(Arrival.id.desc()).limit(1))


def _add(arrival: Arrival, by: Actor, at: datetime) -> Arrival:
    arrival.opened_at, arrival.opened_by_id = at, by.account_id
    session().add(arrival)
    session().flush()
    subjects = [Subject("arrival", arrival.id)]
    if arrival.consignment_id is not None:
        subjects.append(Subject("consignment", arrival.consignment_id))
    if arrival.depositor_id is not None:
        subjects.append(Subject("organisation", arrival.depositor_id))
    publish(Event("arrival.opened", by, at, tuple(subjects)))
    return arrival
