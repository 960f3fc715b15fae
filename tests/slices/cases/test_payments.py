"""What is paid of a claim for costs: recorded, corrected by another record, seen by head and depositor."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.compliance.cases.models import Case, Outcome
from app.compliance.cases.purchases.models import Purchase, PurchasePayment
from app.compliance.cases.purchases.paying import Payment, record_payment
from app.compliance.cases.purchases.queries import purchase_of
from app.compliance.cases.purchases.services import Bought, BoughtCopies, record_purchase, strike_purchase
from app.compliance.cases.queries.listing import CaseFilter, count_cases
from app.compliance.cases.queries.sums import unpaid_of_cases
from app.compliance.cases.queries.unpaid import Unpaid
from app.deposits.obligations.changes import note_changes_of
from app.deposits.photographs import Sent
from app.desks.demo.files import one_page
from app.domain.actor import Role
from app.domain.errors import Conflict, DomainError, NotFound
from app.infra.db import transaction
from app.oversight.jobs import count_all_changes
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import Late, add_late, make_late_world, make_notice

DUE = datetime(2026, 12, 28, 9, 0, tzinfo=UTC)
TODAY = DUE.date()
UNPAID = CaseFilter(unpaid=True)


@pytest.fixture
def late(session: Session) -> Iterator[Late]:
    with time_machine.travel(DUE):
        yield make_late_world()


@pytest.fixture
def bought(late: Late, session: Session) -> Purchase:
    """Two copies at 45 000.50 each."""
    with transaction():
        line = add_late(late)
        note_changes_of([line.release_id])
    make_notice(late, line)
    case_id = session.scalars(select(Case.id)).one()
    said = Bought(
        lines=[BoughtCopies(line.id, 2, 4_500_050)],
        seller="Kitob olami",
        bought_on=DUE.date(),
        currency="UZS",
        language="ru",
        files=[Sent(one_page("chek.pdf"), "chek.pdf")],
    )
    with transaction():
        return record_purchase(case_id=case_id, bought=said, by=late.inspector, at=DUE)


def pay(
    late: Late, bought: Purchase, amount: int, *, corrects: int | None = None, on: date | None = TODAY
) -> PurchasePayment:
    with transaction():
        return record_payment(
            case_id=bought.case_id,
            purchase_id=bought.id,
            payment=Payment(on, amount, "№ 117"),
            corrects=corrects,
            by=late.inspector,
            at=DUE,
        )


def unpaid(bought: Purchase, session: Session) -> int:
    session.expire_all()
    return purchase_of(session.get_one(Case, bought.case_id), bought.id).unpaid


def test_payments_add_up_and_a_wrong_one_is_corrected_by_another(
    late: Late, bought: Purchase, session: Session
) -> None:
    by = late.inspector
    assert unpaid_of_cases(by, UNPAID, at=DUE) == [Unpaid("UZS", 1, 0, 9_000_100, 0)]
    first = pay(late, bought, 4_000_000)
    with pytest.raises(DomainError, match="too_much"):
        pay(late, bought, 5_000_101)
    assert unpaid_of_cases(by, UNPAID, at=DUE) == [Unpaid("UZS", 1, 0, 9_000_100, 4_000_000)]
    pay(late, bought, 9_000_100, corrects=first.id)
    assert (unpaid(bought, session), unpaid_of_cases(by, UNPAID, at=DUE)) == (0, [])
    assert count_cases(by, UNPAID, at=DUE) == 0
    with pytest.raises(Conflict, match=r"payment\.corrected"):
        pay(late, bought, 1, corrects=first.id)
    last = session.scalars(select(PurchasePayment).order_by(PurchasePayment.id.desc())).first()
    assert last is not None
    pay(late, bought, 0, corrects=last.id)
    assert (unpaid(bought, session), count_cases(by, UNPAID, at=DUE)) == (9_000_100, 1), "it never came"
    acts = session.scalars(
        select(AuditEvent).where(AuditEvent.name.like("case.pa%")).order_by(AuditEvent.id)
    ).all()
    assert [(act.name, act.before.get("amount"), act.after["amount"]) for act in acts] == [
        ("case.paid", None, "40000.00"),
        ("case.payment_corrected", "40000.00", "90001.00"),
        ("case.payment_never_came", "90001.00", "0.00"),
    ]


def test_what_cannot_be_a_payment_is_refused(late: Late, bought: Purchase) -> None:
    for code, amount, on in (
        ("no_amount", 0, DUE.date()),
        ("no_day", 1, None),
        ("early", 1, date(2026, 12, 27)),
        ("in_future", 1, date(2026, 12, 29)),
    ):
        with pytest.raises(DomainError, match=code):
            pay(late, bought, amount, on=on)
    with pytest.raises(NotFound):
        pay(late, bought, 1, corrects=999)
    with transaction():
        strike_purchase(
            case_id=bought.case_id, purchase_id=bought.id, reason="Xato", by=late.inspector, at=DUE
        )
    with pytest.raises(Conflict, match="struck_already"):
        pay(late, bought, 1)
    assert unpaid_of_cases(late.inspector, UNPAID, at=DUE) == [], "nothing is claimed any more"


def test_heads_see_what_is_unpaid_however_the_case_stands(
    client: FlaskClient, late: Late, bought: Purchase, session: Session
) -> None:
    pay(late, bought, 4_000_000)
    client.get("/language/en")
    sign_in(client, make_account(Role.REGULATOR, late.authority))
    count_all_changes()
    for outcome in (None, *Outcome):
        with transaction():
            case = session.get_one(Case, bought.case_id, with_for_update=True)
            case.outcome, case.settled_at = outcome, DUE if outcome else None
        settled = int(outcome is not None)
        assert unpaid_of_cases(late.inspector, UNPAID, at=DUE) == [
            Unpaid("UZS", 1, settled, 9_000_100, 4_000_000)
        ]
        page = client.get("/oversight/cases").text
        [led_to] = re.findall(r'<a href="([^"]*unpaid=1[^"]*)"', page)
        assert f'data-l="of them in settled cases">{settled}<' in page, outcome
        assert ("50,001\xa0UZS" in page, case.number in client.get(unescape(led_to)).text) == (True, True)


def test_what_was_paid_for_a_withdrawn_claim_is_told_before_and_after(
    client: FlaskClient, late: Late, bought: Purchase
) -> None:
    client.get("/language/en")
    sign_in(client, make_account(Role.REGULATOR, late.authority))
    case, paid = f"/cases/{bought.case_id}", pay(late, bought, 9_000_100)
    strike = f"{case}/purchases/{bought.id}/strike"
    assert "has paid 90,001\xa0UZS: this is then to be given back" in client.get(strike).text
    assert client.post(strike, data={"reason": "Xato"}).status_code == 303
    page = client.get(case).text
    assert "Paid 90,001\xa0UZS for a claim that was withdrawn" in page
    assert "Paid in full" not in page
    [facts] = archived(client, case)["purchases"]
    assert (facts["unpaid_in_hundredths"], facts["to_give_back_in_hundredths"]) == (0, 9_000_100)
    pay(late, bought, 0, corrects=paid.id)
    page = client.get(case).text
    told = ("Nothing was paid for the claim", "Did not come, № 117", "Does not hold, it was corrected")
    assert [words in page for words in told] == [True, True, True]


def archived(client: FlaskClient, case: str) -> Any:
    """The facts in the archive of a case."""
    archive = zipfile.ZipFile(io.BytesIO(client.post(f"{case}/archive").data))
    return json.loads(archive.read("case.json").decode())


@pytest.mark.documents
def test_an_inspector_records_it_and_the_depositor_sees_it(
    client: FlaskClient, late: Late, bought: Purchase, session: Session
) -> None:
    client.get("/language/en")
    sign_in(client, make_account(Role.REGULATOR, late.authority))
    case = f"/cases/{bought.case_id}"
    address = f"{case}/purchases/{bought.id}/payment"
    assert address in client.get(case).text
    assert "90,001\xa0UZS of 90,001\xa0UZS are not paid" in client.get(address).text
    typed = {
        "paid_on-day": "28", "paid_on-month": "12", "paid_on-year": "2026", "amount": "40 000,50",
        "reference": "PO 117", "submission_key": "first", "corrects": "",
    }  # fmt: skip
    wrong = client.post(address, data=typed | {"amount": "90001,01"})
    assert (wrong.status_code, "90001,01" in wrong.text) == (422, True), "what was typed stays"
    for _twice in range(2):
        assert client.post(address, data=typed).status_code == 303
    session.expire_all()
    [payment] = session.scalars(select(PurchasePayment)).all()
    assert f"{address}?corrects={payment.id}" in client.get(case).text
    correcting = client.get(f"{address}?corrects={payment.id}").text
    assert all(f'value="{kept}"' in correcting for kept in (payment.id, "40000,50", "PO 117"))
    for number in ("x", "٣", "999", "1_0"):
        tampered = client.post(address, data=typed | {"corrects": number, "submission_key": number})
        assert tampered.status_code == 404, number
    assert session.scalar(select(func.count(PurchasePayment.id))) == 1, "none was taken as a new one"
    for amount in ("1e3", "1_000"):
        assert client.post(address, data=typed | {"amount": amount, "submission_key": "x"}).status_code == 422
    assert "40,000.50 UZS, PO 117" in client.get(case).text, "an act writes amounts as everything else"
    facts = archived(client, case)
    assert [one["amount_in_hundredths"] for one in facts["purchases"][0]["payments"]] == [4_000_050]
    count_all_changes()
    overseen = client.get("/oversight/cases").text
    assert all(one in overseen for one in ("90,001\xa0UZS", "40,000.50\xa0UZS", "50,000.50\xa0UZS"))
    assert "A claim for costs is not paid" in client.get("/cases?unpaid=1").text
    sign_in(client, make_account(Role.DEPOSITOR, late.publisher))
    assert "PO 117" in client.get(case).text
    assert client.get(address).status_code == 403
