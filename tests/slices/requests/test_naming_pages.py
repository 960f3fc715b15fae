"""The pages of naming: who may open them, what they refuse, and what is opened to who is named."""

from datetime import datetime

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.compliance.cases.models import Case
from app.compliance.requests.models import DepositorRequest
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor, Role
from app.domain.requests import RequestKind
from app.infra.db import transaction
from app.infra.mail import Message
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import Late, add_late, make_notice
from tests.factories.law import add_region
from tests.factories.obligations import add_organisation
from tests.factories.requests import ask


@pytest.fixture
def appeal(late: Late, clerk: Actor, rows: list[Obligation]) -> DepositorRequest:
    """An appeal against a notice of the only official of the country."""
    return ask(rows, clerk, RequestKind.APPEAL, notice_id=make_notice(late, *rows).id)


@pytest.fixture
def far(late: Late) -> Account:
    """An official of another region, who signs in."""
    with transaction():
        add_region("1718")
    return make_account(Role.REGULATOR, late.authority, region_soato="1718")


def status(client: FlaskClient, *addresses: str) -> list[int]:
    return [client.get(address).status_code for address in addresses]


def test_named_on_a_page_and_opened_to_the_one_who_is_named(
    client: FlaskClient, session: Session, late: Late, appeal: DepositorRequest, far: Account, at: datetime
) -> None:
    with transaction():
        other = add_late(late, depositor=add_organisation(name="Boshqa nashriyot"))
        head = session.get_one(Account, late.inspector.account_id)
        head.password_hash, head.language = far.password_hash, "en"
    strange = make_notice(late, other)
    case_id = session.scalar(select(Case.id).where(Case.depositor_id == late.publisher.id))
    page, notice = f"/requests/{appeal.id}", f"/notices/{appeal.notice_id}"
    opened = (page, notice, f"/cases/{case_id}")
    form = {"decider": far.id, "reason": "Boshqa xodim yoʻq", "seen": "", "submission_key": "a"}
    with time_machine.travel(at):
        sign_in(client, far)
        assert status(client, *opened, f"{page}/decider") == [404, 404, 404, 403]
        assert client.post(f"{page}/decider", data=form).status_code == 403
        client.post("/sign-out")
        sign_in(client, head)
        assert "Nobody who works for these records may decide it" in client.get(page).text
        assert "1 request waits that nobody may decide" in client.get("/requests").text
        assert "Requests that nobody may decide" in client.get("/").text
        unchosen = client.post(f"{page}/decider", data={**form, "decider": "", "submission_key": "a0"})
        assert (unchosen.status_code, "Choose who decides" in unchosen.text) == (422, True)
        wrong = {"decider": head.id, "submission_key": "b"}
        refused = client.post(f"{page}/decider", data={**form, **wrong})
        assert (refused.status_code, "Choose one of the answers offered" in refused.text) == (422, True)
        first, again = (client.post(f"{page}/decider", data=form) for _ in range(2))
        assert (first.status_code, first.location) == (303, again.location)
        letter = session.scalars(select(Message).where(Message.to == far.email)).one()
        assert "named you to decide" in letter.body
        assert f"/requests/{appeal.id}" in letter.body
        late_head = client.post(f"{page}/decider", data={**form, "submission_key": "c"})
        assert (late_head.status_code, f"named {far.name} to decide" in late_head.text) == (422, True)
        client.post("/sign-out")
        sign_in(client, far)
        assert "Named to decide" in client.get("/").text
        assert status(client, *opened, "/requests?named=1") == [200] * 4
        assert status(client, f"/notices/{strange.id}", f"{notice}/service") == [404, 404]
        assert client.post(f"{notice}/withdraw", data={"reason": "x"}).status_code == 404
        assert client.post(f"/cases/{case_id}/archive").status_code == 404
        shown = client.get(f"/cases/{case_id}").text
        assert session.get_one(Case, case_id).number in shown
        assert (f'href="{notice}"' in shown, "/late/" in shown) == (True, False)
        verdict = {"outcome": "granted", "reasons": "Asosli", "language": "uz", "submission_key": "d"}
        assert client.post(f"{page}/decide", data=verdict).status_code == 303
        assert status(client, *opened) == [200, 404, 404]
