"""The pages of requests: asked once however often it is sent, decided there, listed and sent as a file."""

from datetime import datetime

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.compliance.requests.models import DepositorRequest
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor, Role
from app.domain.requests import Outcome, RequestKind
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import Late
from tests.factories.requests import ask, decide


@pytest.mark.parametrize("kind", ["extension", "exemption", "objection"])
def test_asked_once_decided_and_listed(
    client: FlaskClient, session: Session, late: Late, rows: list[Obligation], at: datetime, kind: str
) -> None:
    with time_machine.travel(at):
        sign_in(client, make_account(Role.DEPOSITOR, late.publisher))
        assert "Olma" in client.get("/requests/new").text
        form = {"kind": kind, "line": rows[0].id, "words": "Pochta", "submission_key": f"k-{kind}"}
        form |= {"until-day": "31", "until-month": "12", "until-year": "2026"}
        first, again = (client.post("/requests/new", data=form) for _ in range(2))
        assert first.status_code == 303, first.text
        assert first.location == again.location
        assert session.scalar(select(func.count()).select_from(DepositorRequest)) == 1
        page = first.location
        assert client.get(page).status_code == 200
        refused = client.post("/requests/new", data={**form, "submission_key": "other"})
        assert refused.status_code == 422
        assert "waits for its answer already" in refused.text
        client.post("/sign-out")
        sign_in(client, make_account(Role.REGULATOR, late.authority))
        verdict = {"outcome": "granted", "reasons": "Asosli", "language": "uz", "submission_key": "d"}
        assert client.post(f"{page}/decide", data={**verdict, "reasons": " "}).status_code == 422
        assert client.post(f"{page}/decide", data=verdict).status_code == 303
        assert client.get(f"{page}/pdf").data.startswith(b"%PDF")
        assert "Asosli" in client.get(page).text
        assert "Olma" not in client.get(f"/late/{late.publisher.id}").text
        assert late.publisher.name in client.get("/requests/export.csv").text


def test_what_was_refused_before_is_told_before_anything_is_typed(
    client: FlaskClient, late: Late, clerk: Actor, colleague: Actor, rows: list[Obligation], at: datetime
) -> None:
    first = ask(rows[:1], clerk, RequestKind.EXTENSION)
    number = decide(first, colleague, Outcome.REFUSED).number
    with time_machine.travel(at):
        sign_in(client, make_account(Role.DEPOSITOR, late.publisher))
        shown = client.get(f"/requests/new?release={rows[0].release_id}").text
        assert number in shown.split("Refused before")[1]
        assert "Refused before" not in client.get(f"/requests/new?release={rows[1].release_id}").text
        page = client.get(f"/requests/{first.id}").text
        assert "Appeal until" in page
