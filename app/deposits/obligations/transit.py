"""Where the copies are that left their depositor and do not count yet: in parcels that were sent or that a
library has opened, and scanned at its desk beyond what slips announced. The one place that says so."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    ScalarSelect,
    Select,
    Subquery,
    and_,
    case,
    cast,
    func,
    not_,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from app.deposits.consignments.models import Consignment, ConsignmentLine, Copy, PassedCopy
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Arrival, Decision, Scan
from app.deposits.receiving.places import LIES, SET_ASIDE, absent, current_line, scanned_since
from app.domain.law.vocabulary import Form
from app.domain.receiving import Condition
from app.infra.db import session
from app.organisations.models import Organisation

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

_meant, _own = aliased(Obligation), aliased(Obligation)
_before, _its_copy, _its_line = aliased(Scan), aliased(Copy), aliased(ConsignmentLine)


@cache  # as `beside_slips`
def in_transit() -> ColumnElement[int]:
    """The copies that left the depositor for an obligation and do not count yet, as a value of its row."""
    return in_parcels(ON_ITS_WAY) + beside_slips()


@cache
def may_be_moving() -> ColumnElement[int]:
    """1 where `in_transit` may give any, else 0, as a value of an obligation's row. For lists: two looks into
    indexes, where PostgreSQL needs longer to plan `in_transit` than to read fifty rows."""
    in_parcel = (
        select(ConsignmentLine.id)
        .join(Consignment, Consignment.id == ConsignmentLine.consignment_id)
        .where(ConsignmentLine.obligation_id == Obligation.id, BY_DEPOSITOR, ON_ITS_WAY)
    )
    on_desk = (
        select(Scan.id)
        .join(Arrival, Arrival.id == Scan.arrival_id)
        .where(Scan.release_id == Obligation.release_id, Arrival.is_open, LIES)
    )
    found = (each.correlate(Obligation).limit(1).scalar_subquery() for each in (in_parcel, on_desk))
    return case((func.coalesce(*found).is_not(None), 1), else_=0)


def at_desk() -> ColumnElement[int]:
    """Those of them that lie opened at a library."""
    return in_parcels(OPENED) + beside_slips()


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


@cache  # each list of duties asks for it, and to put it together takes longer than the database needs
def beside_slips() -> ScalarSelect[int]:
    """The copies scanned for an obligation at an open desk beyond what a slip announced, as a value of its
    row."""
    return _scanned(func.count()).where(_scanned_for_row()).correlate(Obligation).scalar_subquery()


def astray() -> ScalarSelect[int]:
    """The copies labelled for an obligation that another library set aside and that are on their way no
    longer, as a value of its row."""
    return _set_aside(func.count(Scan.id)).correlate(Obligation).scalar_subquery()


def libraries_astray(obligation_ids: Collection[int]) -> Mapping[int, Sequence[Organisation]]:
    """By obligation, the libraries at which such copies lie, the earliest first; of none nothing is asked."""
    found: defaultdict[int, list[Organisation]] = defaultdict(list)
    if obligation_ids:
        lying = (
            _set_aside(Obligation.id, Organisation, func.min(Scan.id))
            .join(Organisation, Organisation.id == Arrival.depository_id)
            .where(Obligation.id.in_(obligation_ids))
            .group_by(Obligation.id, Organisation.id)
            .order_by(func.min(Scan.id))
        )
        for obligation_id, library, _first in session().execute(lying):
            found[obligation_id].append(library)
    return found


def _set_aside(*asked: Any) -> Select[Any]:
    # Whose copy it is, is said by its label alone: such a scan takes no copy.
    return (
        select(*asked)
        .select_from(Scan)
        .join(Arrival, Arrival.id == Scan.arrival_id)
        .join(Copy, Copy.code == Scan.text)
        .join(ConsignmentLine, ConsignmentLine.id == Copy.line_id)
        .join(Consignment, Consignment.id == ConsignmentLine.consignment_id)
        .where(
            Scan.release_id == Obligation.release_id,
            ConsignmentLine.obligation_id == Obligation.id,
            SET_ASIDE,
            LIES,
            or_(Arrival.confirmed_at.is_not(None), not_(ON_ITS_WAY)),
            ~scanned_since(),
        )
    )


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
    """Scans that count once their arrival is finished, but for labels of its own slip: what lies in a parcel
    that is on its way is counted there."""
    return (
        select(*columns)
        .select_from(Scan)
        .join(Arrival, Arrival.id == Scan.arrival_id)
        .outerjoin(Copy, Copy.id == Scan.copy_id)
        .outerjoin(ConsignmentLine, ConsignmentLine.id == current_line())
        .outerjoin(Consignment, Consignment.id == ConsignmentLine.consignment_id)
        .outerjoin(_meant, _meant.id == ConsignmentLine.obligation_id)
        .where(
            Arrival.is_open,
            _counts(Scan),
            or_(
                ConsignmentLine.id.is_(None),
                Arrival.consignment_id.is_(None),
                ConsignmentLine.consignment_id != Arrival.consignment_id,
            ),
        )
    )


def _counts(row: type[Scan]) -> ColumnElement[bool]:
    """The condition on scans that a copy lies there and can meet an obligation."""
    good = and_(row.condition == Condition.GOOD, row.decision.is_(None))
    return and_(
        row.undone_at.is_(None), row.passed_on_at.is_(None), or_(good, row.decision == Decision.ACCEPTED)
    )


def _scanned_for_row() -> ColumnElement[bool]:
    """A scan is for an obligation as the desk allocates it: by its label, else (without one, or under that of
    another library, which binds nobody) by its book. Of several obligations each is told: which one it meets
    is decided when the arrival is finished. Only what a sender owes himself goes before what others owe."""
    by_book = or_(_meant.id.is_(None), _meant.depository_id != Arrival.depository_id)
    sender = or_(Arrival.depositor_id.is_(None), Arrival.depositor_id == Obligation.depositor_id)
    return and_(
        Scan.release_id == Obligation.release_id,
        or_(Arrival.depository_id == Obligation.depository_id, Obligation.id.in_(_named_by_slip())),
        Obligation.form != Form.FILE.value,
        or_(
            and_(ConsignmentLine.obligation_id == Obligation.id, not_(ON_ITS_WAY)),
            and_(by_book, _place_in_slip() >= _announced(), or_(sender, _place() >= _owed_by_sender())),
        ),
    )


def _named_by_slip() -> Select[int]:
    """What the slip of an arrival names, be it owed to a library for which this one collects."""
    lines = select(ConsignmentLine.obligation_id)
    return lines.where(ConsignmentLine.consignment_id == Arrival.consignment_id).correlate(Arrival)


def _place() -> ScalarSelect[int]:
    """How many copies of the book go before a scan in its arrival: those labelled for a parcel, and of what
    has no such label those scanned earlier."""
    return _scanned_before(or_(_its_copy.line_id.is_not(None), _before.id < Scan.id))


def _place_in_slip() -> ScalarSelect[int]:
    """How many of them go before it among what the slip of its arrival announced: copies labelled for another
    parcel to this library do not, since each is counted for itself, there or here."""
    of_slip = (
        select(ConsignmentLine.id)
        .outerjoin(PassedCopy, PassedCopy.line_id == ConsignmentLine.id)
        .where(
            ConsignmentLine.consignment_id == Arrival.consignment_id,
            or_(ConsignmentLine.id == _its_copy.line_id, PassedCopy.copy_id == _its_copy.id),
        )
        .correlate(Arrival, _its_copy)
    )
    of_another = select(_own.id).where(
        _own.id == _its_line.obligation_id, _own.depository_id == Arrival.depository_id
    )
    free = ~of_another.correlate(Arrival, _its_line).exists()
    return _scanned_before(or_(of_slip.exists(), and_(_before.id < Scan.id, free)))


def _scanned_before(goes_before: ColumnElement[bool]) -> ScalarSelect[int]:
    before = (
        select(func.count())
        .select_from(_before)
        .outerjoin(_its_copy, _its_copy.id == _before.copy_id)
        .outerjoin(_its_line, _its_line.id == _its_copy.line_id)
        .where(
            _before.arrival_id == Scan.arrival_id,
            _before.release_id == Scan.release_id,
            _before.id != Scan.id,
            _counts(_before),
            goes_before,
        )
    )
    return before.correlate(Scan, Arrival).scalar_subquery()


def _announced() -> ScalarSelect[int]:
    """How many copies of the book of a scan the slip of its arrival announced that have not come otherwise;
    none without a slip."""
    announced = select(func.coalesce(func.sum(ConsignmentLine.copies - absent()), 0)).where(
        ConsignmentLine.consignment_id == Arrival.consignment_id,
        ConsignmentLine.release_id == Scan.release_id,
    )
    return announced.correlate(Scan, Arrival).scalar_subquery()


def _owed_by_sender() -> ScalarSelect[int]:
    """How many copies of the book of a scan its sender owes the library himself."""
    owed = select(func.coalesce(func.sum(_own.copies - _own.received), 0)).where(
        _own.release_id == Scan.release_id,
        _own.depository_id == Arrival.depository_id,
        _own.depositor_id == Arrival.depositor_id,
        _own.received < _own.copies,
        _own.cancelled_at.is_(None),
        _own.form != Form.FILE.value,
    )
    return owed.correlate(Scan, Arrival).scalar_subquery()
