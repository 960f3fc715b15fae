"""What a library holds: copies that were scanned, are in order or accepted, whose receipt stands, and that
were not given up afterwards."""

from sqlalchemy import ColumnElement, and_, exists, or_

from app.deposits.receiving.models import Arrival, Decision, ReceiptLine, Scan
from app.deposits.receiving.places import LIES
from app.deposits.receiving.queries import parcel_for
from app.domain.actor import Actor
from app.domain.receiving import Condition

KEPT = and_(
    LIES,
    Scan.release_id.is_not(None),
    or_(
        and_(Scan.condition == Condition.GOOD, Scan.decision.is_(None)),
        Scan.decision == Decision.ACCEPTED,
    ),
    ~exists().where(ReceiptLine.scan_id == Scan.id, ReceiptLine.held_for_id.is_not(None)),
)
"""The condition on scans that the library keeps the copy: it lies here, of a registered publication, good or
accepted, and was not taken in for another library."""


def kept_in(arrival: Arrival, actor: Actor) -> ColumnElement[bool]:
    """The condition on scans that they are of this arrival, at the actor's library, which keeps the copy.

    Before the receipt, which says for whom a copy is taken in, the reckoning of the open parcel says it.
    """
    here = and_(Scan.arrival_id == arrival.id, KEPT)
    if arrival.confirmed_at is not None:
        return here
    return and_(here, Scan.id.not_in(parcel_for(actor, arrival.id).tally.for_others))


def held_at(depository_id: int) -> ColumnElement[bool]:
    """The condition on scans joined with their arrivals that this library holds the copy.

    A reversed receipt undoes its scans, so that they are not held.
    """
    return and_(Arrival.depository_id == depository_id, Arrival.confirmed_at.is_not(None), KEPT)
