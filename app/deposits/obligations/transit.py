"""Where the copies are that left their depositor and do not count yet: in parcels that were sent or that a
library has opened, and scanned at a desk without a slip. The one place that says so."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    ScalarSelect,
    Select,
    Subquery,
    and_,
    cast,
    func,
    not_,
    or_,
    select,
    union_all,
)

from app.deposits.consignments.models import Consignment, ConsignmentLine, Copy
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Arrival, Decision, Scan
from app.deposits.receiving.places import absent
from app.domain.law.vocabulary import Form
from app.domain.receiving import Condition

BY_DEPOSITOR = Consignment.is_transfer.is_(False)
"""What a library passes on is counted as held until it has come."""

UNDELIVERED = and_(Consignment.confirmed_at.is_(None), Consignment.cancelled_at.is_(None))
"""A parcel whose copies are still to be counted, or to be counted anew."""

# A parcel that stands at the library left its sender, whether he marked it as sent or not.
ON_ITS_WAY = and_(UNDELIVERED, or_(Consignment.sent_at.is_not(None), Consignment.arrived_at.is_not(None)))
OPENED = and_(UNDELIVERED, Consignment.arrived_at.is_not(None))
PACKED = and_(UNDELIVERED, Consignment.sent_at.is_(None), Consignment.arrived_at.is_(None))

STILL_IN_IT = ConsignmentLine.copies - absent(counted=True)
"""The copies of a line in its parcel still: they neither travelled on nor were received otherwise."""


def in_transit() -> ColumnElement[int]:
    """The copies that left the depositor for an obligation and do not count yet, as a value of its row."""
    return in_parcels(ON_ITS_WAY) + without_slip()


def at_desk() -> ColumnElement[int]:
    """Those of them that lie opened at a library."""
    return in_parcels(OPENED) + without_slip()


def in_parcels(parcels: ColumnElement[bool]) -> ScalarSelect[int]:
    """The copies for an obligation in such parcels of its depositor, as a value of its row; what came to a
    library otherwise is in them no longer, once its receipt is made."""
    return (
        select(func.coalesce(func.sum(STILL_IN_IT), 0))
        .join(Consignment, Consignment.id == ConsignmentLine.consignment_id)
        .where(ConsignmentLine.obligation_id == Obligation.id, BY_DEPOSITOR, parcels)
        .correlate(Obligation)
        .scalar_subquery()
    )


def without_slip() -> ScalarSelect[int]:
    """The copies scanned for an obligation in an open arrival that has no slip, as a value of its row."""
    return _scanned(func.count()).where(_scanned_for_row()).correlate(Obligation).scalar_subquery()


def transit_by_obligation() -> Subquery:
    """The columns `obligation_id` and `copies`: what `in_transit` gives, of all that have any."""
    sent = (
        select(ConsignmentLine.obligation_id, STILL_IN_IT.label("copies"))
        .join(Consignment, Consignment.id == ConsignmentLine.consignment_id)
        .where(BY_DEPOSITOR, ON_ITS_WAY)
    )
    scanned = _scanned(Obligation.id.label("obligation_id"), cast(1, BigInteger).label("copies"))
    each = union_all(sent, scanned.join(Obligation, _scanned_for_row())).subquery()
    return (
        select(each.c.obligation_id, func.sum(each.c.copies).label("copies"))
        .group_by(each.c.obligation_id)
        .subquery()
    )


def _scanned(*columns: ColumnElement[Any]) -> Select[Any]:
    """Scans that count once their arrival without a slip is finished; what lies in a parcel that is on its
    way is counted there."""
    good = or_(
        and_(Scan.condition == Condition.GOOD, Scan.decision.is_(None)), Scan.decision == Decision.ACCEPTED
    )
    return (
        select(*columns)
        .select_from(Scan)
        .join(Arrival, Arrival.id == Scan.arrival_id)
        .outerjoin(Copy, Copy.id == Scan.copy_id)
        .outerjoin(ConsignmentLine, ConsignmentLine.id == Copy.line_id)
        .outerjoin(Consignment, Consignment.id == ConsignmentLine.consignment_id)
        .where(
            Arrival.consignment_id.is_(None),
            Arrival.is_open,
            Scan.undone_at.is_(None),
            Scan.passed_on_at.is_(None),
            good,
            not_(ON_ITS_WAY),
        )
    )


def _scanned_for_row() -> ColumnElement[bool]:
    """A scan is for an obligation by its label, else (without one, or under that of another library, which
    binds nobody) by its book and its sender. Of several obligations of one sender to one library each is
    told: which one it meets is decided when the arrival is finished."""
    return and_(
        Scan.release_id == Obligation.release_id,
        Arrival.depository_id == Obligation.depository_id,
        Obligation.form != Form.FILE.value,
        or_(
            ConsignmentLine.obligation_id == Obligation.id,
            and_(
                or_(ConsignmentLine.id.is_(None), Consignment.depository_id != Arrival.depository_id),
                or_(Arrival.depositor_id.is_(None), Arrival.depositor_id == Obligation.depositor_id),
            ),
        ),
    )
