"""What a library holds: copies that were scanned, are in order or accepted, and whose receipt stands."""

from sqlalchemy import ColumnElement, and_, exists, or_

from app.deposits.receiving.models import Arrival, Decision, ReceiptLine, Scan
from app.domain.receiving import Condition

KEPT = and_(
    Scan.undone_at.is_(None),
    Scan.release_id.is_not(None),
    or_(
        and_(Scan.condition == Condition.GOOD, Scan.decision.is_(None)),
        Scan.decision == Decision.ACCEPTED,
    ),
    ~exists().where(ReceiptLine.scan_id == Scan.id, ReceiptLine.held_for_id.is_not(None)),
)
"""The condition on scans that the library keeps the copy: of a registered publication, good or accepted, and
not taken in for another library."""


def held_at(depository_id: int) -> ColumnElement[bool]:
    """The condition on scans joined with their arrivals that this library holds the copy.

    A reversed receipt undoes its scans, so that they are not held.
    """
    return and_(Arrival.depository_id == depository_id, Arrival.confirmed_at.is_not(None), KEPT)
