"""Reads of scans that devices sent and the library could not take."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Exists, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Account
from app.deposits.receiving.models import Arrival
from app.deposits.receiving.offline.models import RefusedScan
from app.domain.actor import Actor
from app.infra.db import read

MOST_SHOWN = 100
"""Of one parcel; the record of acts has them all."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What was scanned, by whom, when it came, and why it did not count."""

    text: str
    name: str
    at: datetime
    reason: str


_REFUSED = (
    select(RefusedScan.text, Account.name, RefusedScan.at, RefusedScan.reason)
    .join(Arrival, Arrival.id == RefusedScan.arrival_id)
    .outerjoin(Account, Account.id == RefusedScan.by_id)
    .where(
        or_(Arrival.id == bindparam("here"), Arrival.consignment_id == bindparam("parcel")),
        Arrival.depository_id == bindparam("library"),
    )
    .order_by(RefusedScan.id)
    .limit(MOST_SHOWN)
)
"""Without a parcel its part of the condition is of nothing, and holds for nothing."""


def some_refused() -> Exists:
    """Whether `refused_scans` finds any for an arrival: for statements that select from `Arrival`."""
    earlier = aliased(Arrival)
    same = or_(earlier.id == Arrival.id, earlier.consignment_id == Arrival.consignment_id)
    at_it = earlier.depository_id == Arrival.depository_id
    return exists().where(RefusedScan.arrival_id == earlier.id, same, at_it).correlate(Arrival)


def refused_scans(actor: Actor, arrival_id: int | None, consignment_id: int | None) -> Sequence[Refused]:
    """Return the scans refused in an arrival, or in an earlier one of the same parcel, in their order.

    Only the library at which it was opened reads them.
    """
    of_parcel = {"here": arrival_id, "parcel": consignment_id, "library": actor.organisation_id}
    return [Refused(text, name or "", at, reason) for text, name, at, reason in read(_REFUSED, of_parcel)]
