"""Where each copy of a release is at this moment: at which library, or in which parcel between whom."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from app.deposits.consignments.models import Consignment, ConsignmentLine
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import within_reach
from app.deposits.obligations.transit import ON_ITS_WAY, STILL_IN_IT
from app.deposits.passing.taken import taken_under_way
from app.deposits.receiving.models import Receipt, ReceiptLine, Scan
from app.deposits.receiving.places import LIES, listed_to_go, scanned_since
from app.deposits.receiving.queries.receipts import on_a_side, own_lines
from app.domain.actor import Actor
from app.domain.receiving import DiscrepancyKind
from app.infra.db import session
from app.organisations.models import Organisation
from app.policy.permissions import Permission
from app.policy.table import may


class Whereabouts(NamedTuple):
    """So many copies in one place.

    `place` is the library where they lie, or to which `sender` sent them: in the parcel `code`, without one
    where it took what the sender offered. `owed_to` is the library they are for in the end, None for copies
    that count for nothing because of their `fault`. `since`: the oldest came in or was sent; what nobody
    marked as sent has left by the day on which it came.
    """

    place: Organisation
    owed_to: Organisation | None
    copies: int
    since: datetime | None
    code: str = ""
    sender: Organisation | None = None
    fault: str = ""


_SET_ASIDE = ReceiptLine.discrepancy == DiscrepancyKind.ADDRESSED_ELSEWHERE.value
_place, _owed_to, _sender = aliased(Organisation), aliased(Organisation), aliased(Organisation)


def whereabouts_of(actor: Actor, release_id: int) -> Sequence[Whereabouts]:
    """Where the copies are that were taken in or are on their way: those towards what is owed within reach,
    those that lie at the actor's library, left it or come to it, and those that count for nothing of which
    the actor may read in their receipt."""
    reach = within_reach(actor, Permission.OBLIGATION_READ)
    library_id = actor.organisation_id if may(actor, Permission.RECEIVING_WORK) else None
    here = or_(reach, Receipt.depository_id == library_id)
    way = or_(reach, Consignment.depository_id == library_id, Consignment.depositor_id == library_id)
    read_of = or_(on_a_side(actor, Permission.RECEIPT_READ), own_lines(actor, Permission.RECEIPT_READ))
    lying = (
        _taken_in(release_id, _owed_to, or_(LIES, listed_to_go()))
        .join(Obligation, Obligation.id == ReceiptLine.handed_over_for)
        .join(_owed_to, _owed_to.id == Obligation.depository_id)
        .where(here)
        .group_by(_place.id, _owed_to.id)
    )
    uncounted = (
        _taken_in(release_id, ReceiptLine.discrepancy)
        .where(ReceiptLine.handed_over_for.is_(None), read_of, or_(~_SET_ASIDE, ~scanned_since()))
        .group_by(_place.id, ReceiptLine.discrepancy)
    )
    return [
        *(Whereabouts(*row) for row in session().execute(_travelling(release_id, way))),
        *(
            Whereabouts(row.library, None, row.copies, row.since, sender=row.holder, fault=row.fault)
            for row in taken_under_way(release_id, read_of, library_id)
        ),
        *(Whereabouts(place, owed_to, *rest) for place, owed_to, *rest in session().execute(lying)),
        *(
            Whereabouts(place, None, copies, since, fault=fault)
            for place, fault, copies, since in session().execute(uncounted)
        ),
    ]


def _travelling(
    release_id: int, way: ColumnElement[bool]
) -> Select[Organisation, Organisation, int, datetime, str, Organisation]:
    """The copies of a release in parcels on their way: to whom, for whom, number, since when, which, from
    whom."""
    since = func.coalesce(Consignment.sent_at, Consignment.arrived_at)
    return (
        select(_place, _owed_to, STILL_IN_IT, since, Consignment.code, _sender)
        .select_from(ConsignmentLine)
        .join(Consignment, Consignment.id == ConsignmentLine.consignment_id)
        .join(Obligation, Obligation.id == ConsignmentLine.obligation_id)
        .join(_place, _place.id == Consignment.depository_id)
        .join(_owed_to, _owed_to.id == Obligation.depository_id)
        .join(_sender, _sender.id == Consignment.depositor_id)
        .where(ConsignmentLine.release_id == release_id, ON_ITS_WAY, way, STILL_IN_IT > 0)
        .order_by(since, Consignment.id)
    )


def _taken_in(release_id: int, told: Any, lies: ColumnElement[bool] = LIES) -> Select[Any]:
    """The copies of a release that lie where they came in: place, what is `told`, number, since when."""
    oldest = func.min(Receipt.at)
    return (
        select(_place, told, func.count(), oldest)
        .select_from(ReceiptLine)
        .join(Receipt, Receipt.id == ReceiptLine.receipt_id)
        .join(Scan, Scan.id == ReceiptLine.scan_id)
        .join(_place, _place.id == Receipt.depository_id)
        .where(
            ReceiptLine.release_id == release_id,
            ReceiptLine.copies > 0,
            lies,
        )
        .order_by(oldest)
    )
