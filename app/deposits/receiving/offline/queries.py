"""Reads of scans that devices sent and the library could not take."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Exists, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Account
from app.deposits.receiving.models import Arrival
from app.deposits.receiving.offline.models import RefusedScan
from app.deposits.receiving.offline.whereabouts import Place, Whereabouts, label_in, whereabouts_of
from app.domain.actor import Actor
from app.infra.db import read

MOST_SHOWN = 100
"""Of one parcel; the record of acts has them all."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What was scanned, by whom, when it came, and why it did not count; of a label, where its copy is."""

    text: str
    name: str
    at: datetime
    reason: str
    copy: Whereabouts | None

    @property
    def lost(self) -> bool:
        """Whether it is a labelled copy that no scan has."""
        return self.copy is not None and self.copy.place is Place.NOWHERE


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
    rows = read(_REFUSED, of_parcel).all()
    copies = whereabouts_of(
        (row[0] for row in rows),
        arrival_id=arrival_id,
        consignment_id=consignment_id,
        library_id=actor.organisation_id,
    )
    return [
        Refused(text, name or "", at, reason, copies.get(label_in(text))) for text, name, at, reason in rows
    ]
