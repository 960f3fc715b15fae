"""For which day the replacement of what an obligation lacks is promised."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, or_, select

from app.deposits.discrepancies.models import Discrepancy, ReplacementPromise, Settlement
from app.deposits.discrepancies.scope import (
    OF_TRANSFER,
    OPEN,
    PROMISE,
    SETTLEMENT,
    discrepancies_within_reach,
)
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Receipt
from app.domain.actor import Actor
from app.infra.db import read


class Promised(NamedTuple):
    """A day, and the number of the report in which it was promised."""

    day: date
    number: str


_SAME_COPIES = and_(
    Obligation.release_id == Discrepancy.release_id,
    Obligation.depository_id == Receipt.depository_id,
    or_(Obligation.depositor_id == Receipt.depositor_id, OF_TRANSFER),
)
_PROMISES = (
    select(Obligation.id, ReplacementPromise.promised_on, Receipt.number)
    .select_from(Discrepancy)
    .join(Receipt, Receipt.id == Discrepancy.receipt_id)
    .join(ReplacementPromise, PROMISE)
    .join(Obligation, _SAME_COPIES)
    .outerjoin(Settlement, SETTLEMENT)
    .where(OPEN, Obligation.open)
    .order_by(ReplacementPromise.promised_on, ReplacementPromise.id)
)


def promises_of(actor: Actor, obligation_ids: Collection[int]) -> Mapping[int, Promised]:
    """By obligation that is open, the last day promised for what it lacks, in one statement; only what stands
    in reports within the actor's reach."""
    statement = _PROMISES.where(Obligation.id.in_(obligation_ids), discrepancies_within_reach(actor))
    return {id_: Promised(day, number) for id_, day, number in read(statement).all()}
