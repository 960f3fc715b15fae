"""Reads of scans that devices sent and the library could not take."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from app.accounts.models import Account
from app.deposits.receiving.models import Arrival
from app.deposits.receiving.offline.models import RefusedScan
from app.domain.actor import Actor
from app.infra.db import session

MOST_SHOWN = 100
"""Of one parcel; the record of acts has them all."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What was scanned, by whom, when it came, and why it did not count."""

    text: str
    name: str
    at: datetime
    reason: str


def refused_scans(actor: Actor, arrival_id: int | None, consignment_id: int | None) -> Sequence[Refused]:
    """Return the scans refused in an arrival, or in an earlier one of the same parcel, in their order.

    Only the library at which it was opened reads them.
    """
    opened = Arrival.id == arrival_id
    if consignment_id is not None:
        opened = or_(opened, Arrival.consignment_id == consignment_id)
    statement = (
        select(RefusedScan.text, Account.name, RefusedScan.at, RefusedScan.reason)
        .join(Arrival, Arrival.id == RefusedScan.arrival_id)
        .outerjoin(Account, Account.id == RefusedScan.by_id)
        .where(opened, Arrival.depository_id == actor.organisation_id)
        .order_by(RefusedScan.id)
        .limit(MOST_SHOWN)
    )
    return [Refused(text, name or "", at, reason) for text, name, at, reason in session().execute(statement)]
