"""Where a copy is: with the library whose scan of it stands and which it has not left, or in the parcel in
which it travelled last. A label counts where its copy lies, and nowhere else.

Who lets a copy leave a library, or come back, says it here: a transfer, a gift that the law orders, the desk
that returns it, the report by which it goes back or on.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import reduce
from operator import add

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    and_,
    cast,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from app.deposits.consignments.models import Consignment, ConsignmentLine, Copy, PassedCopy
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Arrival, Receipt, ReceiptLine, Scan
from app.domain.errors import Conflict
from app.domain.receiving import Condition, DiscrepancyKind
from app.infra.db import session

LIES = and_(Scan.undone_at.is_(None), Scan.passed_on_at.is_(None))
"""The condition on scans that the copy lies where it was scanned: its label counts there. A receipt that is
taken back undoes its scans."""

SET_ASIDE = and_(Scan.condition == Condition.ADDRESSED_ELSEWHERE, Scan.copy_id.is_(None))
"""The condition on scans of labels that the copy is addressed to another library and counts for nothing: such
a scan does not take the copy, which only its text names."""

AWAY = and_(Scan.undone_at.is_(None), Scan.passed_on_at.is_not(None))
"""The condition on scans that the copy was there and has left."""

_listed, _transfer = aliased(ConsignmentLine), aliased(Consignment)
_here, _later = aliased(PassedCopy), aliased(ConsignmentLine)
_again, _live = aliased(Scan), aliased(Scan)
_otherwise, _parcel = aliased(Arrival), aliased(Consignment)


def current_line() -> ColumnElement[int | None]:
    """The line of the parcel in which a labelled copy travelled last, as a value of its row: that for which
    its label was printed, or the last transfer's."""
    later = (
        select(func.max(PassedCopy.line_id))
        .join(ConsignmentLine, ConsignmentLine.id == PassedCopy.line_id)
        .join(Consignment, Consignment.id == ConsignmentLine.consignment_id)
        .where(PassedCopy.copy_id == Copy.id, Consignment.cancelled_at.is_(None))
        .correlate(Copy)
        .scalar_subquery()
    )
    return func.coalesce(later, Copy.line_id)


def listed_to_go() -> ColumnElement[bool]:
    """The condition on scans that the copy is on a transfer list that its library has not sent yet: it is
    free for no other parcel, and lies where it was scanned until another library receives it all the same."""
    library = select(Arrival.depository_id).where(Arrival.id == Scan.arrival_id).correlate(Scan)
    listed = (
        select(Copy.id)
        .join(_listed, _listed.id == current_line())
        .join(_transfer, _transfer.id == _listed.consignment_id)
        .where(
            Copy.id == Scan.copy_id,
            _transfer.depositor_id == library.scalar_subquery(),
            _transfer.is_transfer,
            _transfer.sent_at.is_(None),
            _transfer.arrived_at.is_(None),
            _transfer.cancelled_at.is_(None),
        )
    )
    received = (
        select(_live.id)
        .join(_otherwise, _otherwise.id == _live.arrival_id)
        .where(
            _live.copy_id == Scan.copy_id,
            _live.undone_at.is_(None),
            _live.passed_on_at.is_(None),
            _otherwise.confirmed_at.is_not(None),
        )
    )
    return and_(AWAY, exists(listed.correlate(Scan)), ~exists(received.correlate(Scan)))


def leave(scans: Iterable[Scan], at: datetime) -> None:
    """Let copies leave the library that scanned them; those that have left stay so."""
    for scan in scans:
        scan.passed_on_at = scan.passed_on_at or at
    session().flush()


def come_back(scans: Sequence[Scan]) -> None:
    """Let copies lie again where they were scanned.

    Raises:
        Conflict: `scan.counted_elsewhere`: the label of one counts by another scan.
    """
    left = [scan for scan in scans if scan.passed_on_at is not None]
    refuse_counted({scan.copy_id for scan in left if scan.copy_id is not None})
    for scan in left:
        scan.passed_on_at = None
    session().flush()


def refuse_counted(copy_ids: Collection[int]) -> None:
    """Lock copies, and let none of them be counted anew that lies somewhere.

    Raises:
        Conflict: `scan.counted_elsewhere`.
    """
    if not copy_ids:
        return
    copies = select(Copy.id).where(Copy.id.in_(copy_ids)).order_by(Copy.id)
    session().execute(copies.with_for_update())
    if session().scalar(select(Scan.id).where(Scan.copy_id.in_(copy_ids), LIES).limit(1)) is not None:
        raise Conflict("scan.counted_elsewhere")


def has_had(library_id: int | None, copy_id: int) -> bool:
    """Whether a copy came to this library and has left it: its label is addressed there no longer."""
    was_there = select(Scan.id).join(Arrival, Arrival.id == Scan.arrival_id)
    left = was_there.where(Scan.copy_id == copy_id, Arrival.depository_id == library_id, AWAY)
    return session().scalar(left.limit(1)) is not None


def copies_in(line_ids: Collection[int] | Select[int]) -> CompoundSelect[int]:
    """The labelled copies in these lines of parcels: labelled for them, or travelling on."""
    return (
        select(Copy.id)
        .where(Copy.line_id.in_(line_ids))
        .union(select(PassedCopy.copy_id).where(PassedCopy.line_id.in_(line_ids)))
    )


def travelling_in(line_id: int) -> Select[int]:
    """The labelled copies that travelled last in this line of a parcel."""
    return select(Copy.id).where(Copy.id.in_(copies_in([line_id])), current_line() == line_id)


def lying_beside(fault: DiscrepancyKind, *lying: ColumnElement[bool]) -> ColumnElement[int]:
    """How many copies of the release lie with the library to which an obligation is owed and count for
    nothing because of this fault, as a value of its row."""
    beside = (
        select(func.coalesce(func.sum(ReceiptLine.copies), 0))
        .join(Receipt, Receipt.id == ReceiptLine.receipt_id)
        .join(Scan, Scan.id == ReceiptLine.scan_id)
        .where(
            Receipt.depository_id == Obligation.depository_id,
            ReceiptLine.release_id == Obligation.release_id,
            ReceiptLine.discrepancy == fault.value,
            ReceiptLine.handed_over_for.is_(None),
            ReceiptLine.copies > 0,
            LIES,
            *lying,
        )
    )
    return beside.correlate(Obligation).scalar_subquery()


def surplus_beside() -> ColumnElement[int]:
    """How many of them nobody owed when they came."""
    return lying_beside(DiscrepancyKind.SURPLUS)


def set_aside_beside() -> ColumnElement[int]:
    """How many of them are addressed to another library, and were not scanned anew since."""
    return lying_beside(DiscrepancyKind.ADDRESSED_ELSEWHERE, ~scanned_since())


def scanned_since(until: datetime | None = None) -> ColumnElement[bool]:
    """The condition on scans of labels that the label was scanned again later, now or as it stood at a
    moment: where the copy of another library was set aside it lies no longer."""
    stands: ColumnElement[bool] = _again.undone_at.is_(None)
    if until is not None:
        stands = and_(_again.at <= until, or_(stands, _again.undone_at > until))
    return exists().where(
        # The release is compared too, so that scans are found by its index and not by reading all of them.
        _again.release_id == Scan.release_id,
        _again.text == Scan.text,
        _again.id > Scan.id,
        stands,
    )


def absent(*, counted: bool = False) -> ColumnElement[int]:
    """How many labelled copies of a parcel's line are in it no longer, as a value of its row: they travelled
    again in a later parcel, or lie by another arrival, at its library or by a receipt at any other, be it set
    aside there; where `counted`, by a receipt alone. What did not come of a transfer lies with its sender,
    and is lacking."""
    gone = _gone(counted=counted)
    labelled = select(func.count(Copy.id)).where(Copy.line_id == ConsignmentLine.id, gone)
    passed = (
        select(func.count(Copy.id))
        .join(_here, _here.copy_id == Copy.id)
        .where(_here.line_id == ConsignmentLine.id, gone)
    )
    found = (each.correlate(ConsignmentLine).scalar_subquery() for each in (labelled, passed, _set_aside()))
    return cast(reduce(add, found), Integer)


_RECEIVED = and_(_otherwise.confirmed_at.is_not(None), _otherwise.depository_id != _parcel.depositor_id)


def _gone(*, counted: bool) -> ColumnElement[bool]:
    """The condition on copies of a line that they travelled again, or lie by another arrival."""
    went_on = (
        select(PassedCopy.line_id)
        .join(_later, _later.id == PassedCopy.line_id)
        .join(_parcel, _parcel.id == _later.consignment_id)
        .where(
            PassedCopy.copy_id == Copy.id,
            PassedCopy.line_id > ConsignmentLine.id,
            _parcel.cancelled_at.is_(None),
        )
    )
    came = (
        select(Scan.id)
        .join(_otherwise, _otherwise.id == Scan.arrival_id)
        .join(_parcel, _parcel.id == ConsignmentLine.consignment_id)
        .where(
            Scan.copy_id == Copy.id,
            LIES,
            _otherwise.consignment_id.is_distinct_from(_parcel.id),
            _RECEIVED if counted else or_(_RECEIVED, _otherwise.depository_id == _parcel.depository_id),
        )
    )
    # As values and no EXISTS, for which PostgreSQL may read all scans: each copy is asked for by its index.
    known = [found.correlate(Copy, ConsignmentLine).limit(1).scalar_subquery() for found in (went_on, came)]
    return func.coalesce(*known).is_not(None)


def _set_aside() -> Select[int]:
    """How many copies of a line another library received and set aside. Read once for a line, by its book:
    few scans are set aside, and each names its copy."""
    counts = select(_live.id).where(
        _live.copy_id == Copy.id, _live.undone_at.is_(None), _live.passed_on_at.is_(None)
    )
    return (
        select(func.count(Scan.id))
        .join(_otherwise, _otherwise.id == Scan.arrival_id)
        .join(_parcel, _parcel.id == ConsignmentLine.consignment_id)
        .join(Copy, Copy.code == Scan.text)
        .where(
            Scan.release_id == ConsignmentLine.release_id,
            SET_ASIDE,
            LIES,
            Copy.line_id == ConsignmentLine.id,
            _RECEIVED,
            _parcel.is_transfer.is_(False),
            counts.correlate(Copy).scalar_subquery().is_(None),
            ~scanned_since(),
        )
    )


def absent_from(parcels: Iterable[Consignment | None], *, counted: bool = False) -> Mapping[int, int]:
    """By line of parcels how many of its copies are in it no longer, as `absent`."""
    lines = [line.id for sent in parcels if sent is not None for line in sent.lines]
    statement = select(ConsignmentLine.id, absent(counted=counted)).where(ConsignmentLine.id.in_(lines))
    return dict(iter(session().execute(statement))) if lines else {}
