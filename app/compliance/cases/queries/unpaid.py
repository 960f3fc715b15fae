"""Claims for costs that are not paid in full."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import aliased

from app.compliance.cases.models import Case
from app.compliance.cases.purchases.models import Purchase, PurchaseLine, PurchasePayment
from app.infra.db import session


class Unpaid(NamedTuple):
    """So many claims in a currency of which something is not paid, `settled` of them in settled cases; sums
    in its hundredths."""

    currency: str
    claims: int
    settled: int
    claimed: int
    paid: int


_correction = aliased(PurchasePayment)

CLAIMED = (
    select(func.sum(PurchaseLine.copies * PurchaseLine.price))
    .where(PurchaseLine.purchase_id == Purchase.id)
    .correlate(Purchase)
    .scalar_subquery()
)
PAID = (
    select(func.coalesce(func.sum(PurchasePayment.amount), 0))
    .outerjoin(_correction, _correction.corrects_id == PurchasePayment.id)
    .where(PurchasePayment.purchase_id == Purchase.id, _correction.id.is_(None))
    .correlate(Purchase)
    .scalar_subquery()
)
_SETTLED = case((Case.settled_at.is_(None), 0), else_=1)
_UNPAID = (Purchase.struck_at.is_(None), CLAIMED > PAID)


def has_unpaid() -> ColumnElement[bool]:
    """The condition that something claimed in a case is not paid."""
    return Case.id.in_(select(Purchase.case_id).where(*_UNPAID))


def unpaid_in(cases: Select[int]) -> list[Unpaid]:
    """What is unpaid in these cases, currency by currency: amounts of different ones are never added up."""
    each = (
        select(Purchase.currency, _SETTLED.label("settled"), CLAIMED.label("claimed"), PAID.label("paid"))
        .join(Case, Case.id == Purchase.case_id)
        .where(Purchase.case_id.in_(cases), *_UNPAID)
        .subquery("each_claim")
    )
    added = [func.sum(column) for column in (each.c.settled, each.c.claimed, each.c.paid)]
    sums = select(each.c.currency, func.count(), *added).group_by(each.c.currency).order_by(each.c.currency)
    return [
        Unpaid(currency, claims, int(settled), int(claimed), int(paid))
        for currency, claims, settled, claimed, paid in session().execute(sums)
    ]
