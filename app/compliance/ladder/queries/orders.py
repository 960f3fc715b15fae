"""Standing orders: those in reach, in whose name each is worked off, and what it has made."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, literal, or_, select

from app.accounts.models import Account
from app.compliance.batches.models import NoticeBatch
from app.compliance.issuers import as_issuer
from app.compliance.ladder.models import StandingOrder
from app.domain.actor import Actor
from app.infra.db import session


class OrderRow(NamedTuple):
    """An order with who gave it; it `rests` while that person may not issue notices there. `batch_id` is the
    latest batch of notices that it made."""

    order: StandingOrder
    name: str | None
    rests: bool
    batch_id: int | None


def standing_orders(actor: Actor) -> Sequence[OrderRow]:
    """Standing orders within reach, those in force first, then the latest first."""
    batch = (
        select(func.max(NoticeBatch.id))
        .where(NoticeBatch.order_id == StandingOrder.id)
        .correlate(StandingOrder)
        .scalar_subquery()
    )
    named = select(StandingOrder, Account, batch).outerjoin(
        Account, Account.id == StandingOrder.ordered_by_id
    )
    ordered = named.where(orders_within_reach(actor)).order_by(
        StandingOrder.revoked_at.is_not(None), StandingOrder.id.desc()
    )
    return [
        OrderRow(order, giver.name if giver else None, giver_of(order, giver) is None, batch_id)
        for order, giver, batch_id in session().execute(ordered)
    ]


def orders_within_reach(actor: Actor) -> ColumnElement[bool]:
    """Those of one's own region; all of them for who works for the whole country."""
    everywhere = literal(actor.region_soato is None)
    return or_(everywhere, StandingOrder.region_soato == actor.region_soato)


def giver_of(order: StandingOrder, account: Account | None) -> Actor | None:
    """In whose name an order is worked off, by the rights of this hour; None: it rests."""
    actor = as_issuer(account)
    return actor if actor is not None and actor.region_soato == order.region_soato else None
