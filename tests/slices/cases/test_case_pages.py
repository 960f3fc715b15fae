"""The pages of a case, as an inspector goes from a notice to its archive."""

import html
import io
import zipfile
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.compliance.cases.amounts import amount_text, sanction_text
from app.compliance.cases.models import Case, SanctionProposal
from app.domain.actor import Role
from app.infra.db import transaction
from app.infra.i18n import force_locale
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import add_late, make_late_world, make_notice

LATER = datetime(2026, 12, 30, 9, 0, tzinfo=UTC)


@pytest.mark.documents
def test_an_inspector_works_in_a_case_and_its_depositor_reads_it(
    client: FlaskClient, session: Session, at: datetime
) -> None:
    with time_machine.travel(at):
        late = make_late_world()
        with transaction():
            line = add_late(late)
        make_notice(late, line)
        address = f"/cases/{session.scalars(select(Case.id)).one()}"
        sign_in(client, make_account(Role.REGULATOR, late.authority))
        assert "2026-000001" in client.get("/cases?state=open&days=0").text
        assert "2026-000001" in client.get("/cases.csv").text
        assert client.get(f"/late/{late.publisher.id}").text.count(address) == 1
        for act in ("inspector", "note", "file", "outcome", "sanction"):
            assert client.get(f"{address}/{act}").status_code == 200, act
        client.post(f"{address}/note", data={"text": "Telefon qilindi"})
        sanction = {"sanction": "uzd-fine-official", "words": ""}
        early = client.post(f"{address}/sanction", data=sanction)
        assert (early.status_code, "29" in early.text) == (422, True), "as early as the referral"
        early = client.post(
            f"{address}/outcome", data={"outcome": "referred", "reason": "x", "language": "uz"}
        )
        assert early.status_code == 422
        assert "29" in early.text, "the day is told"
        form, page = client.get(f"{address}/sanction").text, client.get(address).text
        assert ("29" in form, "uzd-fine-official" in form) == (True, False), "told before anything is sent"
        assert "29" in client.get(f"{address}/outcome").text
        assert (f"{address}/sanction" in page, page.count("29") > 1) == (False, True), "not offered before"
        assert "Telefon qilindi" in page
        archive = zipfile.ZipFile(io.BytesIO(client.post(f"{address}/archive").data))
        assert b"Telefon qilindi" in archive.read("acts.jsonl")
        sign_in(client, make_account(Role.DEPOSITOR, late.publisher))
        own = client.get(address)
        assert own.status_code == 200
        assert "Telefon qilindi" not in own.text
        assert client.post(f"{address}/archive").status_code == 403
    with time_machine.travel(LATER):
        sign_in(client, make_account(Role.REGULATOR, late.authority))
        assert f"{address}/sanction" in client.get(address).text
        page = client.post(f"{address}/sanction", data=sanction, follow_redirects=True).text
        assert "not known" in page, "nobody has entered what the unit is worth"
        with force_locale("en"):
            proposed = sanction_text(session.scalars(select(SanctionProposal.facts)).one())
        act = f"Sanction proposed in case 2026-000001: {proposed}"
        assert (act in html.unescape(page), "uzd-fine-official" in page) == (True, False)
        sign_in(client, make_account(Role.ADMINISTRATOR))
        assert client.get("/unit-values").status_code == 200


def test_what_a_unit_is_worth_is_told_in_the_script_of_the_reader(app: Flask) -> None:
    facts = {
        "unit": "BHM", "minimum": 3, "maximum": 5, "unit_value": 100_000, "unit_from": "2026-01-01",
        "unit_source": "Namuna uchun oʻylab topilgan qiymat", "unit_specimen": False,
    }  # fmt: skip
    with app.test_request_context():
        with force_locale("uz"):
            assert amount_text(facts).endswith(f"{facts['unit_source']})")
        with force_locale("uz_Cyrl"):
            assert amount_text(facts).endswith("Намуна учун ўйлаб топилган қиймат)")
