"""Copies of a slip that came to a library otherwise than in their parcel: they are not missing from it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.deposits.consignments.models import Consignment, ConsignmentLine, Copy, PassedCopy
from app.deposits.receiving.models import Arrival, Receipt, Scan
from app.deposits.receiving.places import LIES, SET_ASIDE, copies_in, current_line, scanned_since
from app.deposits.receiving.queries.parcels import Parcel
from app.infra.db import session
from app.organisations.models import Organisation
from app.publications.models import Publication, Release

_mine, _reversal = aliased(Scan), aliased(Receipt)


class CameOtherwise(NamedTuple):
    """A labelled copy of a slip's line that lies at a `library` by another arrival.

    `slip` is the parcel in which it came, None without one; `receipt` the number of that arrival's receipt,
    None while it is open. `set_aside`: it is addressed to another library and counts for nothing.
    `taken_back`: the number by which that receipt was taken back since, so that it proves nothing any more.
    """

    line_id: int
    code: str
    release: Release
    arrival_id: int
    library: Organisation
    slip: str | None
    receipt: str | None
    set_aside: bool
    taken_back: str | None


def came_otherwise(parcel: Parcel) -> Sequence[CameOtherwise]:
    """Return what of an opened parcel's slip lies here by another arrival, or by a receipt elsewhere."""
    slip = parcel.arrival.consignment
    if slip is None or not any(parcel.tally.gone.values()):
        return ()
    here = and_(LIES, current_line().in_([line.id for line in slip.lines]))
    return _lying(slip, and_(here, _left_parcel(slip, Arrival.confirmed_at.is_not(None))))


def came_before(receipt: Receipt) -> Sequence[CameOtherwise]:
    """Return what of its slip lay at the library by another arrival when a receipt was made, or by a receipt
    elsewhere, as what happened to the scans tells: it stays so, whatever happens later. Nothing in a
    reversal."""
    slip = receipt.consignment
    if slip is None or receipt.reverses_id is not None:
        return ()
    lay = and_(_lay_at(receipt.at), _left_parcel(slip, Arrival.confirmed_at <= receipt.at))
    return _lying(slip, lay, until=receipt.at)


def turned_up(receipt: Receipt, otherwise: Sequence[CameOtherwise]) -> Sequence[CameOtherwise]:
    """Return what did not come in the parcel of a receipt and lies at a library by another arrival now, but
    for what came `otherwise` when it was made (`came_before`) by a receipt that stands. `receipt` has its
    parcel loaded."""
    slip = receipt.consignment
    if slip is None:
        return ()
    came = select(_mine.copy_id).where(
        _mine.arrival_id == receipt.arrival_id, _mine.copy_id.is_not(None), _mine.undone_at.is_(None)
    )
    now = _lying(slip, and_(LIES, Arrival.depository_id != slip.depositor_id, Copy.id.not_in(came)))
    proved = {came.code for came in otherwise if came.taken_back is None}
    return [came for came in now if came.code not in proved]


def came_of(slip: Consignment, read: ColumnElement[bool]) -> Sequence[CameOtherwise]:
    """Return what bears a label of a parcel and is in it no longer, by an arrival that is open or whose
    receipt the reader may `read`; of a cancelled one, which is expected nowhere, all that lies at any
    library."""
    told = and_(LIES, Arrival.depository_id != slip.depositor_id, or_(Receipt.id.is_(None), read))
    if slip.cancelled_at is None:
        return _lying(slip, and_(told, _left_parcel(slip, Arrival.confirmed_at.is_not(None))))
    return _lying(slip, told)


def _left_parcel(slip: Consignment, received: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition on arrivals that what lies by them is in its parcel no longer, as `places.absent`."""
    elsewhere = and_(received, Arrival.depository_id != slip.depositor_id)
    return or_(Arrival.depository_id == slip.depository_id, elsewhere)


def _lay_at(at: datetime) -> ColumnElement[bool]:
    return and_(
        Scan.at <= at,
        or_(Scan.undone_at.is_(None), Scan.undone_at > at),
        or_(Scan.passed_on_at.is_(None), Scan.passed_on_at > at),
    )


def _lying(
    slip: Consignment, lying: ColumnElement[bool], *, until: datetime | None = None
) -> Sequence[CameOtherwise]:
    # What was set aside of a transfer lies with its sender, as all that did not come of it.
    set_aside = false() if slip.is_transfer else and_(SET_ASIDE, ~scanned_since(until))
    label = or_(Scan.copy_id == Copy.id, and_(Scan.text == Copy.code, set_aside))
    lines = select(ConsignmentLine.id).where(ConsignmentLine.consignment_id == slip.id)
    passed = and_(PassedCopy.copy_id == Copy.id, PassedCopy.line_id.in_(lines))
    statement = (
        select(
            func.coalesce(PassedCopy.line_id, Copy.line_id),
            Copy.code,
            Release,
            Arrival.id,
            Organisation,
            Consignment.code,
            Receipt.number,
            Scan.copy_id.is_(None),
            _reversal.number,
        )
        .select_from(Copy)
        .join(Release, Release.id == Copy.release_id)
        # The release is compared too, so that scans are found by its index and not by reading all of them.
        .join(Scan, and_(label, Scan.release_id == Copy.release_id))
        .join(Arrival, Arrival.id == Scan.arrival_id)
        .join(Organisation, Organisation.id == Arrival.depository_id)
        .outerjoin(Consignment, Consignment.id == Arrival.consignment_id)
        .outerjoin(Receipt, Receipt.arrival_id == Arrival.id)
        .outerjoin(_reversal, _reversal.reverses_id == Receipt.id)
        .outerjoin(PassedCopy, passed)
        .where(
            Copy.id.in_(copies_in(lines)),
            Arrival.consignment_id.is_distinct_from(slip.id),
            lying,
        )
        .options(
            joinedload(Release.publication).selectinload(Publication.contributors),
            joinedload(Release.publication).selectinload(Publication.identifiers),
        )
        .order_by(Copy.id)
    )
    return [CameOtherwise(*row) for row in session().execute(statement)]
