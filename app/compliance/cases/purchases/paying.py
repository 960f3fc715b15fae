"""What the depositor paid of a claim for costs: recorded as acts of the case, corrected by another record."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.compliance.cases.acts import publish_act
from app.compliance.cases.models import Case
from app.compliance.cases.papers.models import CasePaper
from app.compliance.cases.purchases.models import Purchase, PurchasePayment
from app.compliance.cases.scope import case_to_keep
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.infra import clock
from app.infra.db import session
from app.infra.money import WHOLE


@dataclass(frozen=True, slots=True)
class Payment:
    """A sum in hundredths of the purchase's currency that came on a day; `reference` names it at the bank."""

    paid_on: date | None
    amount: int
    reference: str


def record_payment(
    *, case_id: int, purchase_id: int, payment: Payment, corrects: int | None = None, by: Actor, at: datetime
) -> PurchasePayment:
    """Record what was paid of the claim for a purchase, also after the case is settled.

    `corrects`: the payment instead of which it stands; it may be 0 then, for one that never came.

    Raises:
        NotFound: there is no such purchase or payment within reach.
        Conflict: `purchase.struck_already`: nothing is claimed any more; `payment.corrected`.
        DomainError: `payment.no_day`, `.early`, `purchase.in_future`, `purchase.whole`, `payment.no_amount`,
            `.too_much`, `.no_reference`.
    """
    case = case_to_keep(case_id, by)
    purchase = _purchase(case, purchase_id)
    replaced = _replaced(purchase, corrects)
    if replaced is None and purchase.struck_at is not None:
        raise Conflict("purchase.struck_already")
    _check(payment, purchase, replaced, clock.local_day(at))
    added = PurchasePayment(
        purchase_id=purchase.id,
        paid_on=payment.paid_on,
        amount=payment.amount,
        reference=payment.reference.strip(),
        at=at,
        by_id=by.account_id,
        corrects_id=corrects,
    )
    session().add(added)
    session().flush()
    paper = session().get_one(CasePaper, purchase.paper_id)
    told = {"claim": paper.number, **_told(added, purchase)}
    if replaced is None:
        publish_act("case.paid", case, by=by, at=at, after=told)
    else:
        name = "case.payment_corrected" if added.amount else "case.payment_never_came"
        publish_act(name, case, by=by, at=at, before=_told(replaced, purchase), after=told)
    return added


def _purchase(case: Case, purchase_id: int) -> Purchase:
    found = session().scalar(
        select(Purchase)
        .where(Purchase.id == purchase_id, Purchase.case_id == case.id)
        .options(selectinload(Purchase.lines), selectinload(Purchase.payments))
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound("not_found")
    return found


def _replaced(purchase: Purchase, corrects: int | None) -> PurchasePayment | None:
    if corrects is None:
        return None
    found = next((one for one in purchase.payments if one.id == corrects), None)
    if found is None:
        raise NotFound("not_found")
    if found not in purchase.payments_that_hold:
        raise Conflict("payment.corrected")
    return found


def _check(payment: Payment, purchase: Purchase, replaced: PurchasePayment | None, today: date) -> None:
    if payment.paid_on is None:
        raise DomainError("payment.no_day", field="paid_on")
    if payment.paid_on > today:
        raise DomainError("purchase.in_future", field="paid_on")
    if payment.paid_on < purchase.bought_on:
        raise DomainError("payment.early", field="paid_on", day=purchase.bought_on)
    if payment.amount <= 0 and replaced is None:
        raise DomainError("payment.no_amount", field="amount")
    if payment.amount % 100 and purchase.currency in WHOLE:
        raise DomainError("purchase.whole", field="amount", currency=purchase.currency)
    if payment.amount > purchase.total - purchase.paid + (replaced.amount if replaced else 0):
        raise DomainError("payment.too_much", field="amount")
    if not payment.reference.strip():
        raise DomainError("payment.no_reference", field="reference")


def _told(payment: PurchasePayment, purchase: Purchase) -> dict[str, object]:
    whole, hundredths = divmod(payment.amount, 100)
    return {
        "amount": f"{whole}.{hundredths:02}",
        "currency": purchase.currency,
        "day": payment.paid_on.isoformat(),
        "reference": payment.reference,
    }
