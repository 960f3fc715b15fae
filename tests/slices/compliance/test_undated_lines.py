"""A notice names copies whose date the depositor has taken back: every page of it still opens."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.domain.actor import Role
from app.infra.db import transaction
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import Late, add_late, make_notice


def test_a_line_without_a_date_says_so(
    client: FlaskClient, late: Late, inspector: Account, session: Session
) -> None:
    with transaction():
        line = add_late(late, title="Sanasiz")
    notice = make_notice(late, line)
    with transaction():
        line.due_on, line.event_on = None, None
    client.get("/language/en")
    page = f"/notices/{notice.id}"
    answers = {
        page: client.get(page),
        "withdraw": client.post(f"{page}/withdraw", data={}),
        "replace": client.get(f"{page}/replace"),
        "case": client.get(f"/cases/{notice.case_id}"),
        "late": client.get(f"/late/{late.publisher.id}"),
        "release": client.get(f"/releases/{line.release_id}"),
    }
    client.post("/sign-out")
    sign_in(client, make_account(Role.DEPOSITOR, late.publisher))
    answers |= {
        f"{page} of the depositor": client.get(page),
        "ask": client.get(f"/requests/new?notice={notice.id}"),
        "verify": client.get(f"/verify/{notice.verification_code}"),
    }
    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code >= 500} == {}
    for answer in (answers[page], answers[f"{page} of the depositor"]):
        assert answer.status_code == 200
        assert "Sanasiz" in answer.text
        assert "no date yet" in answer.text
        missing = [label for label in ("Still missing", "In dispute") if label in answer.text]
        assert (missing, answer.text.count("2 of 2 copies")) == ([], 1)
