"""In which parcels the copies of obligations lie that have not been counted yet."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from sqlalchemy import and_, case, null, select

from app.deposits.coming.lying import HeldElsewhere, held_elsewhere
from app.deposits.consignments.models import Consignment, ConsignmentLine
from app.deposits.consignments.queries import within_consignment_reach
from app.deposits.discrepancies.promises import Promised, promises_of
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.rows import ObligationRow
from app.deposits.obligations.transit import STILL_IN_IT, UNDELIVERED
from app.deposits.receiving.models import Arrival
from app.domain.actor import Actor
from app.infra.db import read

ROWS_AT_ONCE = 500


class ParcelWithCopies(NamedTuple):
    """A parcel, and how many copies towards one obligation lie in it.

    `sent_at` None: it is not marked as sent. `arrival_id`: it lies opened at the receiving desk.
    `via_id`: the collecting library to which it goes; None: it goes to the library that is owed.
    """

    obligation_id: int
    copies: int
    code: str
    created_at: datetime
    sent_at: datetime | None
    arrived_at: datetime | None
    carrier: str
    tracking: str
    arrival_id: int | None
    via_id: int | None

    @property
    def has_left(self) -> bool:
        """Whether its sender gave it away; what is only packed is known by its copies, not by its code."""
        return self.sent_at is not None or self.arrived_at is not None


Parcels = Mapping[int, Sequence[ParcelWithCopies]]

_opened = and_(Arrival.consignment_id == Consignment.id, Arrival.is_open)
_via = case((Consignment.depository_id != Obligation.depository_id, Consignment.depository_id), else_=null())
_PARCELS = (
    select(
        ConsignmentLine.obligation_id, STILL_IN_IT, Consignment.code, Consignment.created_at,
        Consignment.sent_at, Consignment.arrived_at, Consignment.carrier, Consignment.tracking, Arrival.id,
        _via,
    )
    .join(Obligation, Obligation.id == ConsignmentLine.obligation_id)
    .join(Consignment, Consignment.id == ConsignmentLine.consignment_id)
    .outerjoin(Arrival, _opened)
    .where(UNDELIVERED, STILL_IN_IT > 0)
    .order_by(Consignment.sent_at, Consignment.id)
)  # fmt: skip


def parcels_of(obligation_ids: Collection[int]) -> Parcels:
    """By obligation, the parcels that hold copies towards it and are not confirmed, in one statement.

    The caller has made sure that the obligations are within reach.
    """
    found: defaultdict[int, list[ParcelWithCopies]] = defaultdict(list)
    for row in read(_PARCELS.where(ConsignmentLine.obligation_id.in_(obligation_ids))).all():
        found[row[0]].append(ParcelWithCopies(*row))
    return found


def readable_parcels(actor: Actor, parcels: Parcels) -> Collection[str]:
    """Which of the parcels the actor may open, by their codes: a library's region is not its senders'."""
    codes = {parcel.code for several in parcels.values() for parcel in several}
    if not codes:
        return ()
    within = Consignment.code.in_(codes), within_consignment_reach(actor)
    return set(read(select(Consignment.code).where(*within)).scalars())


class Expected(NamedTuple):
    """A line with its parcels, what is promised for it, and at which collecting libraries its copies lie."""

    row: ObligationRow
    parcels: Sequence[ParcelWithCopies]
    promised: Promised | None
    lying: Sequence[HeldElsewhere]


def expected_with(actor: Actor, rows: Iterable[ObligationRow]) -> Iterator[Expected]:
    """Each row with all that is known of its copies, asked for a batch at a time, for an export."""
    remaining = iter(rows)
    while some := list(islice(remaining, ROWS_AT_ONCE)):
        ids = [row.id for row in some]
        parcels, promises, lying = parcels_of(ids), promises_of(actor, ids), held_elsewhere(some)
        for row in some:
            yield Expected(row, parcels.get(row.id, ()), promises.get(row.id), lying.get(row.id, ()))
