"""Opening a parcel, and putting back one that was opened by mistake."""

from datetime import datetime

from sqlalchemy import ColumnElement, select

from app.deposits.consignments.models import Box, Consignment, ConsignmentLine, Copy
from app.deposits.receiving.models import Arrival, Receipt, Scan
from app.deposits.receiving.places import current_line
from app.deposits.receiving.services.boxes import forget_boxes, note_box
from app.deposits.receiving.services.locking import locked_arrival, refuse_ended
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
        Arrival.consignment_id == consignment_id,
        Arrival.discarded_at.is_(None),
        Arrival.id.not_in(reversed_arrivals),
    )
    return session().scalar(statement.order_by(Arrival.id.desc()).limit(1))


def discard_arrival(*, arrival_id: int, by: Actor, at: datetime) -> None:
    """Put back a parcel that was opened by mistake: it is on its way again, as if nobody had opened it.

    Put back again, it stays so. A parcel that was received before, and whose receipt was taken back, has
    come all the same.

    Raises:
        NotFound: no such arrival within reach.
        DomainError: `arrival.not_empty`: a copy of it counts.
        Conflict: `arrival.confirmed`.
    """
    arrival = locked_arrival(arrival_id, by)
    if arrival.discarded_at is not None:
        return
    refuse_ended(arrival)
    standing = select(Scan.id).where(Scan.arrival_id == arrival.id, Scan.undone_at.is_(None))
    if session().scalar(standing.limit(1)) is not None:
        raise DomainError("arrival.not_empty")
    arrival.discarded_at, arrival.discarded_by_id = at, by.account_id
    if arrival.consignment is not None and _never_came(arrival.consignment.id):
        arrival.consignment.arrived_at = None
        forget_boxes(arrival.consignment.id)
    session().flush()
    publish(Event("arrival.discarded", by, at, _subjects(arrival)))


def _never_came(consignment_id: int) -> bool:
    """No receipt was ever made of a parcel."""
    made = select(Arrival.id).where(
        Arrival.consignment_id == consignment_id, Arrival.confirmed_at.is_not(None)
    )
    return session().scalar(made.limit(1)) is None


def _add(arrival: Arrival, by: Actor, at: datetime) -> Arrival:
    arrival.opened_at, arrival.opened_by_id = at, by.account_id
    session().add(arrival)
    session().flush()
    publish(Event("arrival.opened", by, at, _subjects(arrival)))
    return arrival


def _subjects(arrival: Arrival) -> tuple[Subject, ...]:
    concerned = (
        ("arrival", arrival.id),
        ("consignment", arrival.consignment_id),
        ("organisation", arrival.depositor_id),
    )
    return tuple(Subject(kind, key) for kind, key in concerned if key is not None)
