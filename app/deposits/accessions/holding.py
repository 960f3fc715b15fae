"""What a library holds: copies that were scanned, are in order or accepted, whose receipt stands, and that
were not given up afterwards."""

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

from app.deposits.discrepancies.models import Discrepancy, Settlement
from app.deposits.receiving.models import Arrival, Decision, Receipt, ReceiptLine, Scan
from app.domain.discrepancies import GIVEN_UP
from app.domain.receiving import Condition

_receipt, _line = aliased(Receipt), aliased(ReceiptLine)
GONE = exists().where(
    _receipt.arrival_id == Scan.arrival_id,
    _line.receipt_id == _receipt.id,
    _line.scan_id == Scan.id,
    _line.obligation_id.is_(None),
    Discrepancy.receipt_id == _receipt.id,
    Discrepancy.release_id == Scan.release_id,
    Discrepancy.kind == _line.discrepancy,
    Settlement.discrepancy_id == Discrepancy.id,
    Settlement.ended_at.is_(None),
    Settlement.outcome.in_(GIVEN_UP),
)
"""The condition on scans that a surplus went back to its sender, or on to another library. What is only
offered lies here until somebody takes it."""

KEPT = and_(
    Scan.undone_at.is_(None),
    Scan.passed_on_at.is_(None),
    Scan.release_id.is_not(None),
    or_(
        and_(Scan.condition == Condition.GOOD, Scan.decision.is_(None)),
        Scan.decision == Decision.ACCEPTED,
    ),
    ~exists().where(ReceiptLine.scan_id == Scan.id, ReceiptLine.held_for_id.is_not(None)),
    ~GONE,
)
"""The condition on scans that the library keeps the copy: of a registered publication, good or accepted, not
taken in for another library, not given up and not given away as the law orders."""


def held_at(depository_id: int) -> ColumnElement[bool]:
    """The condition on scans joined with their arrivals that this library holds the copy.

    A reversed receipt undoes its scans, so that they are not held.
    """
    return and_(Arrival.depository_id == depository_id, Arrival.confirmed_at.is_not(None), KEPT)
