"""What followed notices of the demonstration: copies bought at a depositor's cost, and a case referred."""

from datetime import datetime

from sqlalchemy import select

from app.compliance.cases.models import Case, Outcome
from app.compliance.cases.purchases.buying import to_buy
from app.compliance.cases.purchases.paying import Payment, record_payment
from app.compliance.cases.purchases.services import Bought, BoughtCopies, record_purchase
from app.compliance.cases.queries.standing import standing_of
from app.compliance.cases.services.settling import settle_case
from app.deposits.photographs import Sent
from app.desks.demo.files import one_page
from app.desks.demo.people import person
from app.domain.actor import Actor
from app.infra import clock
from app.infra.db import session

SELLER = "“Namuna” kitob doʻkoni"
PRICE = 4_500_000
"""Hundredths of a soʻm."""
SILENT = "Ogohlantirish xatlariga javob boʻlmadi, nusxalar topshirilmadi"


def follow_up(*, at: datetime) -> None:
    """Buy a copy, paid in part, in one case in which more may be bought; refer the oldest other."""
    inspector = person("nazorat")
    cases = session().scalars(select(Case).where(Case.settled_at.is_(None)).order_by(Case.id)).all()
    bought = next((case for case in reversed(cases) if _buy(case, inspector, at)), None)
    for case in cases:
        standing = standing_of(case, clock.local_day(at))
        day = standing.referral.on
        others = case is not bought and case.depositor_id != person("lojuvard").organisation_id
        if others and standing.missing and day is not None and day <= clock.local_day(at):
            settle_case(case_id=case.id, outcome=Outcome.REFERRED, reason=SILENT, by=inspector, at=at)
            break


def _buy(case: Case, by: Actor, at: datetime) -> bool:
    lines = to_buy(case, today=clock.local_day(at))
    if sum(line.copies for line in lines) < 2:
        return False
    bought = Bought(
        lines=[BoughtCopies(lines[0].named.owed.id, 1, PRICE)],
        seller=SELLER,
        bought_on=clock.local_day(at),
        currency="UZS",
        language="uz",
        files=[Sent(one_page("chek.pdf"), "chek.pdf")],
    )
    purchase = record_purchase(case_id=case.id, bought=bought, by=by, at=at)
    paid = Payment(clock.local_day(at), PRICE // 3, "№ 117")
    record_payment(case_id=case.id, purchase_id=purchase.id, payment=paid, by=by, at=at)
    return True
