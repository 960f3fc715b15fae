"""Copies bought at the depositor's cost: when the law lets it, once, claimed, and struck out in the open."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.compliance.cases.models import Outcome
from app.compliance.cases.papers.keeping import store_waiting_case_papers
from app.compliance.cases.papers.models import CasePaper, PaperKind
from app.compliance.cases.purchases.models import Purchase
from app.compliance.cases.purchases.services import (
    strike_purchase,
)
from app.compliance.cases.queries.next_steps import upcoming_steps
from app.compliance.cases.queries.standing import standing_of
from app.compliance.cases.services.settling import reopen_case, settle_case
from app.compliance.serving.models import Result
from app.compliance.serving.services import Statement, record_service
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.services import add_received
from app.desks.cases.verifying import verify_archive
from app.desks.demo.files import one_page
from app.domain.actor import Role
from app.domain.documents import Channel, ReferralPaper, RefundClaimPaper
from app.domain.documents.storing import paper_of
from app.domain.errors import Conflict, DomainError
from app.domain.ladder import Obstacle
from app.domain.law.procedure_vocabulary import ClaimAction
from app.domain.law.vocabulary import Form
from app.infra.db import transaction
from tests.factories.accounts import make_account, sign_in
from tests.factories.cases import DUE, EARLY, LATER, buy, case_now, refer
from tests.factories.compliance import TODAY, Late, add_late, make_late_world, make_notice
from tests.factories.requests import ask
from tests.support.uploads import multipart


@pytest.fixture
def late(session: Session) -> Late:
    return make_late_world()


@pytest.fixture
def lines(late: Late) -> list[Obligation]:
    """Two lines of two copies each, both noticed on 23 November."""
    with transaction():
        made = [add_late(late, title=title) for title in ("Oʻtkan kunlar", "Шум бола")]
    make_notice(late, *made)
    return made


def test_over_a_purchase_the_way_of_a_file_goes_on(late: Late, session: Session) -> None:
    with transaction():
        file = add_late(late, form=Form.FILE)
    make_notice(late, file)
    [upcoming] = upcoming_steps(case_now(), TODAY)
    assert upcoming.step.claim is not None
    assert (upcoming.step.claim.step, upcoming.step.on) == (5, date(2026, 12, 29))


def test_the_page_of_the_case_tells_the_next_step(
    late: Late, lines: list[Obligation], session: Session
) -> None:
    [upcoming] = upcoming_steps(case_now(), TODAY)
    assert upcoming.step.claim is not None
    assert (upcoming.step.claim.action, upcoming.step.on) == (
        ClaimAction.PURCHASE_AT_DEPOSITOR_COST, date(2026, 12, 28),
    )  # fmt: skip
    clerk = make_account(Role.DEPOSITOR, late.publisher).actor()
    ask(lines[:1], clerk)
    told = {
        one.step.obstacle: [line.owed.id for line in one.lines] for one in upcoming_steps(case_now(), TODAY)
    }
    assert told == {None: [lines[1].id], Obstacle.PAUSED: [lines[0].id]}
    notice_id = upcoming.lines[0].notice.id
    said = Statement(Channel.HAND, Result.SERVED, date(2026, 11, 30))
    with transaction():
        record_service(
            notice_id=notice_id, said=said, by=late.inspector, at=datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
        )
    first = upcoming_steps(case_now(), TODAY)[0].step.on
    assert first is not None
    assert first > date(2026, 12, 28), "a later service moves what follows"
    with transaction() as kept:
        kept.get_one(Obligation, lines[1].id).extended_to = date(2027, 1, 20)
    assert upcoming_steps(case_now(), TODAY)[0].step.on == date(2027, 1, 21)


def test_only_what_is_due_missing_and_undisputed_is_bought(
    late: Late, lines: list[Obligation], session: Session
) -> None:
    first, second = lines
    with pytest.raises(Conflict, match="not_due"):
        buy(late, (first, 1), at=EARLY)
    ask([second], make_account(Role.DEPOSITOR, late.publisher).actor())
    with pytest.raises(Conflict, match="not_due"):
        buy(late, (second, 1))
    with transaction() as kept:
        add_received(obligation=kept.get_one(Obligation, first.id), copies=1)
    with pytest.raises(DomainError, match="too_many_copies"):
        buy(late, (first, 2))
    buy(late, (first, 1))
    with pytest.raises(Conflict, match="bought_already"):
        buy(late, (first, 1))
    assert session.scalars(select(Obligation.open).where(Obligation.id == first.id)).one(), "it stays late"


def test_a_mistake_is_struck_out_and_its_claim_withdrawn(
    late: Late, lines: list[Obligation], session: Session
) -> None:
    made = buy(late, (lines[0], 2), (lines[1], 1))
    paper = session.scalars(select(CasePaper)).one()
    said = paper_of(RefundClaimPaper, paper.facts)
    assert (said.copies, said.total, said.clause) == (3, 3 * 4_500_050, "14.4")
    assert said.executor is not None
    assert said.executor.name == "С. М. Кодирова", "a Russian paper names an official in its letters"
    assert [one.step.claim.action.value for one in upcoming_steps(case_now(), TODAY) if one.step.claim] == [
        "purchase_at_depositor_cost", "refer_for_administrative_case",
    ]  # fmt: skip
    with transaction():
        strike_purchase(
            case_id=made.case_id, purchase_id=made.id, reason="Boshqa nashr", by=late.inspector, at=DUE
        )
    with pytest.raises(Conflict, match="struck_already"), transaction():
        strike_purchase(case_id=made.case_id, purchase_id=made.id, reason="x", by=late.inspector, at=DUE)
    assert session.scalars(select(CasePaper)).one().withdrawn_at == DUE
    buy(late, (lines[0], 2))
    numbers = session.scalars(select(CasePaper.number).order_by(CasePaper.id)).all()
    assert numbers == ["2026-000001", "2026-000002"]
    acts = session.scalars(
        select(AuditEvent).where(AuditEvent.name.startswith("case.purchase")).order_by(AuditEvent.id)
    ).all()
    assert [(act.name, act.after["claim"]) for act in acts] == [
        ("case.purchased", "2026-000001"),
        ("case.purchase_struck", "2026-000001"),
        ("case.purchased", "2026-000002"),
    ]


@pytest.fixture
def due(late: Late, lines: list[Obligation]) -> Iterator[None]:
    with time_machine.travel(DUE):
        yield


@pytest.mark.documents
def test_recorded_on_its_page_it_is_a_paper_that_anybody_checks(
    client: FlaskClient, late: Late, lines: list[Obligation], due: None, session: Session
) -> None:
    client.get("/language/en")
    sign_in(client, make_account(Role.REGULATOR, late.authority))
    address = f"/cases/{case_now().id}"
    assert f"{address}/purchase" in client.get(address).text
    typed = {
        f"copies-{lines[0].id}": "2", f"price-{lines[0].id}": "45 000,50", f"copies-{lines[1].id}": "0",
        f"price-{lines[1].id}": "", "seller": "Kitob olami", "bought_on-day": "28", "bought_on-month": "12",
        "bought_on-year": "2026", "currency": "uzs", "language": "uz",
    }  # fmt: skip
    wrong = client.post(f"{address}/purchase", **multipart({**typed, f"price-{lines[0].id}": "ikki ming"}))
    assert wrong.status_code == 422
    assert "for example 45000" in wrong.text
    assert "ikki ming" in wrong.text, "what was typed stays"
    for price in ("1e999999999", "1e3", "1_000", "12,345", "٥"):
        wrong = client.post(f"{address}/purchase", **multipart({**typed, f"price-{lines[0].id}": price}))
        assert "for example 45000" in wrong.text, price
    for currency, told in {
        "zzz": "a currency in use", "xxx": "a currency in use", "xts": "a currency in use",
        "jpy": "JPY has no hundredths", "kwd": "has thousandths",
    }.items():  # fmt: skip
        assert told in client.post(f"{address}/purchase", **multipart({**typed, "currency": currency})).text
    wrong = client.post(f"{address}/purchase", **multipart({**typed, f"copies-{lines[0].id}": "3"}))
    assert "at most 2 can be bought" in wrong.text
    without = client.post(f"{address}/purchase", **multipart(typed))
    assert "Add the receipt" in without.text
    chek = (one_page("chek.pdf"), "chek.pdf")
    done = client.post(f"{address}/purchase", **multipart(typed, files=chek))
    assert done.status_code == 303
    again = client.post(f"{address}/purchase", **multipart(typed, files=chek))
    assert "A colleague has recorded the purchase" in again.text, "nobody is told of the law"
    assert client.get(f"{address}/purchases/999/strike").status_code == 404
    paper = session.scalars(select(CasePaper)).one()
    page = client.get(address).text
    assert "90,001\xa0UZS" in page
    assert paper.number in page
    pdf = client.get(f"{address}/papers/{paper.id}/pdf").data
    assert pdf.startswith(b"%PDF")
    verified = client.get(f"/verify/{paper.verification_code}").text
    assert "Specimen of a claim for costs, without legal force" in verified
    compared = client.post(
        f"/verify/{paper.verification_code}/file", **multipart({}, file=(pdf, "talab.pdf"))
    )
    assert "the same as the one that was issued" in compared.text
    sign_in(client, make_account(Role.DEPOSITOR, late.publisher))
    assert paper.number in client.get(address).text, "it is the depositor's to read"
    assert client.get(f"{address}/purchase").status_code == 403


def test_a_letter_accuses_of_nothing_in_dispute_and_waits_for_its_day(
    late: Late, lines: list[Obligation], session: Session
) -> None:
    ask(lines[:1], make_account(Role.DEPOSITOR, late.publisher).actor())
    buy(late, (lines[1], 2))
    case = case_now()
    referral = standing_of(case, TODAY).referral.on
    assert referral == date(2026, 12, 29), "the day after the purchase, as the next step says"
    assert [one.step.on for one in upcoming_steps(case, TODAY)] == [referral, None]
    refer(late, case)
    letter = session.scalars(select(CasePaper).where(CasePaper.kind == PaperKind.REFERRAL)).one()
    said = paper_of(ReferralPaper, letter.facts)
    assert [(line.missing, line.work.title) for line in said.lines] == [(2, "Шум бола")]
    assert (said.missing, said.set_apart, len(said.requests)) == (2, 2, 1)


def test_while_everything_is_in_dispute_no_case_is_passed_on(
    late: Late, lines: list[Obligation], session: Session
) -> None:
    ask(lines, make_account(Role.DEPOSITOR, late.publisher).actor())
    with pytest.raises(DomainError, match="referral_unknown"), transaction():
        settle_case(case_id=case_now().id, outcome=Outcome.REFERRED, reason="x", by=late.inspector, at=LATER)


@pytest.mark.documents
def test_a_referred_case_leaves_with_a_letter_and_in_its_archive(
    client: FlaskClient, late: Late, lines: list[Obligation], session: Session, tmp_path: Path
) -> None:
    buy(late, (lines[0], 1))
    case = case_now()
    refer(late, case)
    bought = session.scalars(select(Purchase)).one()
    with pytest.raises(Conflict, match="settled_already"), transaction():
        strike_purchase(case_id=case.id, purchase_id=bought.id, reason="Xato", by=late.inspector, at=LATER)
    letter = session.scalars(select(CasePaper).where(CasePaper.kind == PaperKind.REFERRAL)).one()
    said = paper_of(ReferralPaper, letter.facts)
    assert (said.missing, said.clause, said.allowed_on) == (4, "14.5", date(2026, 12, 29))
    assert said.addressee == "Sud yoki qonunda koʻrsatilgan organ"
    assert [one.claim for one in said.purchases] == ["2026-000001"]
    with time_machine.travel(LATER):
        sign_in(client, make_account(Role.REGULATOR, late.authority))
        assert store_waiting_case_papers() == 2
        archive = client.post(f"/cases/{case.id}/archive").data
        verified = client.get(f"/verify/{letter.verification_code}").text
        sign_in(client, make_account(Role.DEPOSITOR, late.publisher))
        assert client.get(f"/cases/{case.id}/papers/{letter.id}/pdf").status_code == 404
    assert letter.number in verified
    path = tmp_path / "case.zip"
    path.write_bytes(archive)
    assert verify_archive(path, at=LATER).faults == []
    names = zipfile.ZipFile(io.BytesIO(archive)).namelist()
    assert "papers/specimen-referral-2026-000001.pdf" in names
    assert "papers/specimen-refund-claim-2026-000001.pdf" in names
    assert [name for name in names if name.startswith("purchases/")]
    with transaction():
        reopen_case(case_id=case.id, reason="Xato", by=late.inspector, at=LATER)
    assert session.get_one(CasePaper, letter.id, populate_existing=True).withdrawn_at == LATER
