"""No act of the authority on a notice ends what a depositor asked about it, nor accuses what is disputed."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.compliance.models import Notice
from app.compliance.requests.queries.listing import requests_of
from app.compliance.services.replacing import replace_notice
from app.compliance.services.withdrawing import withdraw_notice
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor, Role
from app.domain.errors import Conflict
from app.domain.obligations.relief import Pause
from app.domain.requests import Outcome, RequestKind, Standing
from app.infra.db import transaction
from app.infra.mail import Message
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import AT, TODAY, Late, make_notice
from tests.factories.requests import ask, decide


def replaced(late: Late, notice: Notice) -> Notice:
    with transaction():
        return replace_notice(
            notice_id=notice.id, language="uz", reason="Xato", by=late.inspector, at=AT
        ).notice


def test_an_objection_outlives_its_notice_and_the_new_one_leaves_its_lines_out(
    session: Session, late: Late, clerk: Actor, colleague: Actor, rows: list[Obligation]
) -> None:
    notice = make_notice(late, *rows)
    objection = ask(rows[:2], clerk, notice_id=notice.id)
    assert [line.obligation_id for line in replaced(late, notice).lines] == [rows[2].id]
    (row,) = requests_of(clerk, obligation_ids=[rows[0].id])
    assert row.standing(TODAY) is Standing.WAITING
    said = select(Message.body).where(Message.body.contains(notice.number))
    assert len(session.scalars(said).all()) == 1
    decide(objection, colleague)
    assert [row.pause for row in rows] == [Pause.UPHELD, Pause.UPHELD, None]


def test_an_appeal_keeps_its_notice_from_being_replaced_and_outlives_its_withdrawal(
    session: Session, late: Late, clerk: Actor, colleague: Actor, rows: list[Obligation]
) -> None:
    notice = make_notice(late, *rows[:2])
    appeal = ask(rows[:1], clerk, RequestKind.APPEAL, notice_id=notice.id)
    with pytest.raises(Conflict, match=r"notice\.appeal_waits"):
        replaced(late, notice)
    session.rollback()
    with transaction():
        withdraw_notice(notice_id=notice.id, reason="Xato", by=late.inspector, at=AT)
    again = make_notice(late, *rows[:2])
    assert [line.obligation_id for line in again.lines] == [rows[1].id]
    with pytest.raises(Conflict, match=r"request\.own_act"):
        decide(appeal, late.inspector)
    decide(appeal, colleague, Outcome.REFUSED)
    assert rows[0].pause is None


def test_the_pages_warn_which_requests_are_touched(
    client: FlaskClient, late: Late, clerk: Actor, rows: list[Obligation]
) -> None:
    notice = make_notice(late, *rows)
    objection = ask(rows[:1], clerk, notice_id=notice.id)
    account: Account = make_account(Role.REGULATOR, late.authority)
    sign_in(client, account)
    client.get("/language/en")
    for page in (f"/notices/{notice.id}/replace", f"/notices/{notice.id}"):
        text = client.get(page).text
        assert "waits for an answer" in text
        assert f"Objection № {objection.id}" in text
