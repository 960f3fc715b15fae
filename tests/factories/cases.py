"""Acts of the one case there is; each in a transaction of its own."""

from datetime import UTC, datetime

from sqlalchemy import select

from app.compliance.cases.models import Case, Outcome
from app.compliance.cases.purchases.models import Purchase
from app.compliance.cases.purchases.services import Bought, BoughtCopies, record_purchase
from app.compliance.cases.services.settling import settle_case
from app.deposits.obligations.models import Obligation
from app.deposits.photographs import Sent
from app.desks.demo.files import one_page
from app.infra.db import session, transaction
from tests.factories.compliance import Late

# Objections until 14 December, ten working days to the purchase, one more to the referral.
EARLY, DUE, LATER = (datetime(2026, 12, day, 9, 0, tzinfo=UTC) for day in (27, 28, 30))


def case_now() -> Case:
    """The case as it is now."""
    return session().scalars(select(Case).execution_options(populate_existing=True)).one()


def buy(late: Late, *lines: tuple[Obligation, int], at: datetime = DUE) -> Purchase:
    """Record that so many copies of lines were bought."""
    bought = Bought(
        lines=[BoughtCopies(line.id, copies, 4_500_050) for line, copies in lines],
        seller="Kitob olami",
        bought_on=at.date(),
        currency="UZS",
        language="ru",
        files=[Sent(one_page("chek.pdf"), "chek.pdf")],
    )
    case_id = case_now().id
    with transaction():
        return record_purchase(case_id=case_id, bought=bought, by=late.inspector, at=at)


def refer(late: Late, case: Case) -> None:
    """Pass the case on with a letter in Uzbek."""
    with transaction():
        settle_case(
            case_id=case.id,
            outcome=Outcome.REFERRED,
            reason="Javob yoʻq",
            language="uz",
            by=late.inspector,
            at=LATER,
        )
