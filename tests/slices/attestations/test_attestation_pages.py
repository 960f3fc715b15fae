"""Statements and certificates over the pages: looked at, made, refused, downloaded, checked by anyone."""

import io
import re
from datetime import datetime
from html import unescape

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.attestations.models import Attestation
from app.deposits.obligations.models import UndecidedRule
from app.domain.actor import Role
from app.domain.documents import CertificatePaper
from app.domain.documents.storing import paper_of
from app.infra.papers import paper_html
from app.infra.storage import StoredFile, storage
from tests.factories.accounts import make_account, sign_in
from tests.factories.attestations import YEAR, Depositor, deliver, make_attestation, make_depositor
from tests.factories.receiving import new_key
from tests.slices.attestations.test_attesting import DUE, LATER, NEXT_DAY, THAT_EVENING

PRIVATE = ("Yoʻldoshev", "Namuna koʻchasi", "@example.uz")


@pytest.fixture
def depositor(session: Session, at: datetime) -> Depositor:
    return make_depositor(DUE, DUE, LATER)


def enter(client: FlaskClient, depositor: Depositor, role: Role) -> None:
    client.post("/sign-out")
    sign_in(client, make_account(role, depositor.world.publisher if role is Role.DEPOSITOR else None))


def make(client: FlaskClient, address: str, language: str = "en") -> str:
    answer = client.post(address, data={"language": language, "submission_key": new_key()})
    return answer.headers.get("Location") or answer.text


def test_from_a_refused_certificate_to_one_that_anyone_can_check(
    client: FlaskClient, depositor: Depositor, session: Session, at: datetime
) -> None:
    deliver(depositor, 0, opened=THAT_EVENING, confirmed=NEXT_DAY)
    page = f"/attestations/new/certificate/{depositor.id}"
    with time_machine.travel(at):
        enter(client, depositor, Role.DEPOSITOR)
        refused = client.get(page).text
        assert "1 obligation is overdue" in refused
        assert "Kitob 1" in refused
        assert "Kitob 0" not in refused.split("What is missing")[1].split("By library")[0]
        assert "Make the certificate" not in refused
        assert "No certificate is made" in make(client, page)
        deliver(depositor, 1, opened=NEXT_DAY, confirmed=NEXT_DAY)
        seen = client.get(page).text
        assert "Nothing is overdue." in seen
        assert "1 of them after the due day" in seen
        location = make(client, page)
        assert location.startswith("/attestations/"), location
        shown = client.get(location).text
        assert "Not superseded" in shown
        assert "Withdraw it" not in shown
        listed = client.get("/attestations?kind=certificate").text
        assert f'href="{location}"' in listed
        assert f'href="{location}"' not in client.get("/attestations?kind=statement").text
        paper = client.get(f"{location}/pdf")
        assert paper.mimetype == "application/pdf"
        assert "specimen-certificate-2026-000001.pdf" in paper.headers["Content-Disposition"]
        made = session.scalars(select(Attestation)).one()
        client.post("/sign-out")
        client.get("/language/en")
        check = f"/verify/{made.verification_code}"
        public = client.get(check).text
        for word in (
            "Specimen of a certificate",
            "2026-000001",
            "999000117",
            "Not superseded",
            "01.01.2026",
        ):
            assert word in public, word
        assert [word for word in PRIVATE if word in public] == []
        for content, said in ((paper.data, "bit by bit"), (paper.data + b" ", "differs from the one")):
            sent = client.post(f"{check}/file", data={"file": (io.BytesIO(content), "x.pdf")})
            assert said in sent.text
        enter(client, depositor, Role.REGULATOR)
        assert client.post(f"{location}/withdraw", data={"reason": ""}).status_code == 422
        assert client.post(f"{location}/withdraw", data={"reason": "Xato"}).status_code == 303
        assert "The authority has withdrawn it." in client.get(check).text


def test_a_certificate_says_at_its_head_what_is_undecided(
    client: FlaskClient, depositor: Depositor, session: Session, at: datetime
) -> None:
    for place in (0, 1):
        deliver(depositor, place, opened=THAT_EVENING, confirmed=THAT_EVENING)
    rules = depositor.world.obligations[0].rule_set_id
    for rule in ("r", "s"):
        release_id = depositor.world.releases[2].id
        session.add(UndecidedRule(release_id=release_id, rule_id=rule, rule_set_id=rules, missing=["x"]))
    session.commit()
    with time_machine.travel(at):
        enter(client, depositor, Role.DEPOSITOR)
        page = f"/attestations/new/certificate/{depositor.id}"
        head = client.get(page).text.split("The certificate would say:")[1].split("</ul>")[0]
        make(client, page)
        made = session.scalars(select(Attestation)).one()
        session.query(UndecidedRule).delete()
        session.commit()
        client.get("/language/en")
        public = client.get(f"/verify/{made.verification_code}").text
        statement = make(client, f"/attestations/new/statement/{depositor.id}")
        code = session.scalars(select(Attestation.verification_code).order_by(Attestation.id.desc())).first()
        later = client.get(f"/verify/{code}").text
    assert "When it was made, 2 duties could not be decided: facts were not known." in public, "as kept in it"
    assert "Not superseded" in public
    assert (statement.startswith("/attestations/"), "could not be decided" in later) == (True, False)
    assert "Of 2 rules it is not decided whether they ask for anything" in head
    paper = paper_of(CertificatePaper, made.facts)
    finding = paper_html(paper, "en").split('class="says"')[1].split("</div>")[0]
    text = unescape(re.sub(r"<[^>]+>", "", finding))
    assert "Of 2 rules it is not decided whether they ask for anything: facts are not known." in text


def test_a_depositor_need_not_search_for_itself(
    client: FlaskClient, depositor: Depositor, at: datetime
) -> None:
    with time_machine.travel(at):
        enter(client, depositor, Role.DEPOSITOR)
        page = client.get("/attestations/new").text
    assert (f"/attestations/new/statement/{depositor.id}" in page, "Name or TIN" in page) == (True, False)


def test_a_regulator_finds_a_depositor_and_makes_a_statement_in_its_language(
    client: FlaskClient, depositor: Depositor, session: Session, at: datetime
) -> None:
    with time_machine.travel(at):
        enter(client, depositor, Role.REGULATOR)
        found = client.get(f"/attestations/new?q={depositor.world.publisher.stir}").text
        page = f"/attestations/new/statement/{depositor.id}"
        assert f'href="{page}"' in found
        assert "3 obligations" in client.get(f"{page}?year=2026").text
        wrong = client.get(f"{page}?year=1850")
        assert (wrong.status_code, "2026" in wrong.text) == (200, True)
        assert "Choose one of the answers offered" in make(client, page, "xx")
        assert depositor.world.publisher.name not in client.get("/attestations/new?q=%25").text
        location = make(client, f"{page}?year=2026", "ru")
        made = session.scalars(select(Attestation)).one()
        kept = session.get_one(StoredFile, made.file_id)
        assert client.get(f"{location}/pdf").data == storage().get(kept.sha256)
        waits = f"/attestations/{make_attestation(depositor, made.kind, YEAR, at=at).id}"
        assert "Its file is being made" in client.get(waits).text
        assert client.get(f"{waits}/pdf").status_code == 302
        enter(client, depositor, Role.LIBRARIAN)
        assert client.get(location).status_code == 403


def test_a_period_that_lies_ahead_is_said_at_its_field(client: FlaskClient, depositor: Depositor) -> None:
    enter(client, depositor, Role.DEPOSITOR)
    asked = "first-day=1&first-month=1&first-year=2026&last-day=1&last-month=1&last-year=2090"
    page = client.get(f"/attestations/new/certificate/{depositor.id}?{asked}").text
    assert "That lies ahead" in page
    assert 'value="2090"' in page
    assert "Make the certificate" not in page
