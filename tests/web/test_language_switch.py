"""A page that answers a sent form is had in another language: nothing is done, and no word is lost."""

import re

import pytest
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.compliance.ladder.models import StandingOrder
from app.compliance.models import Notice
from app.compliance.wordings.models import NoticeWording
from app.domain.actor import Role
from app.infra.db import transaction
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import Late, add_late, make_late_world, make_notice

TYPED = "Sabab:\r\n<b>«Oltin»</b> & boshqalar"


@pytest.fixture
def late(session: Session) -> Late:
    return make_late_world()


@pytest.fixture
def inspector(client: FlaskClient, late: Late) -> Account:
    account = make_account(Role.REGULATOR, late.authority)
    sign_in(client, account)
    return account


def kept(page: str) -> dict[str, str]:
    """What the form of the language buttons sends, without its token."""
    form = re.search(r'<form id="sent-form" action="([^"]+)".*?</form>', page, re.DOTALL)
    assert form is not None
    pairs = re.findall(r'name="([^"]+)" value="([^"]*)"', form[0])
    return {"_action": form[1], **{name: text for name, text in pairs if name != "csrf_token"}}


def test_a_page_without_an_address_of_its_own_stays_and_nothing_is_withdrawn(
    client: FlaskClient, late: Late, inspector: Account, session: Session
) -> None:
    with transaction():
        line = add_late(late)
    address = f"/notices/{make_notice(late, line).id}/withdraw"
    refused = client.post(address, data={"reason": ""})
    assert refused.status_code == 422
    assert 'name="_language" value="ru"' in refused.text
    assert kept(refused.text) == {"_action": address, "reason": ""}
    other = client.post(address, data={"reason": TYPED, "_language": "ru"})
    assert (other.status_code, '<html lang="ru"' in other.text) == (200, True)
    assert kept(other.text)["reason"] == str(escape(TYPED))
    assert other.text.count(str(escape(TYPED))) == 2, "in the form that is shown, and in that of the buttons"
    assert session.query(Notice).one().withdrawn_at is None
    assert '<html lang="ru"' in client.get("/notices").text
    assert client.post(address, data={"reason": TYPED, "_language": "xx"}).status_code == 303


def test_what_was_wrong_is_told_in_the_other_language_and_nothing_is_ordered(
    client: FlaskClient, late: Late, inspector: Account, session: Session
) -> None:
    day = {"from_on-day": "24", "from_on-month": "11", "from_on-year": "2099"}
    sent = {"step": f"{late.rules.id}-1", "language": "uz", "reason": TYPED, "submission_key": "k", **day}
    answer = client.post("/steps/order", data={**sent, "_language": "en"})
    assert answer.status_code == 200
    assert kept(answer.text) == {"_action": "/steps/order", **sent, "reason": str(escape(TYPED))}
    wrong = client.post("/steps/order", data={**sent, "reason": "", "_language": "en"})
    assert (wrong.status_code, "Write why this is to be sent" in wrong.text) == (422, True)
    assert session.query(StandingOrder).count() == 0


def test_a_text_seen_on_paper_is_not_made(client: FlaskClient, late: Late, session: Session) -> None:
    sign_in(client, make_account(Role.ADMINISTRATOR))
    begun = client.post("/notice-texts", data={"language": "en"}).location
    address = begun.replace("/edit", "/preview")
    answer = client.post(address, data={"t_title": TYPED, "seen": "x", "_language": "ru"})
    assert answer.mimetype == "text/html"
    assert kept(answer.text) == {"_action": address, "t_title": str(escape(TYPED)), "seen": "x"}
    assert session.query(NoticeWording).one().texts["title"] == "Notice of non-compliance"


def test_a_password_is_not_written_into_the_page(client: FlaskClient, session: Session) -> None:
    answer = client.post("/sign-in", data={"email": "a@example.uz", "password": "maxfiy-soʻz"})
    assert kept(answer.text)["email"] == "a@example.uz"
    assert "maxfiy" not in answer.text
    assert "sent-form" not in client.get("/sign-in").text


def test_a_form_that_was_not_sent_yet_is_kept_and_not_told_off(client: FlaskClient, session: Session) -> None:
    page = client.get("/join").text
    assert "data-keeps-typed" in page
    assert "typed.js" in page
    assert 'data-language="ru"' in page
    typed = {"name": "Yangi nashr", "stir": "12", "licensed_on-day": "40", "_language": "ru"}
    other = client.post("/join", data={**typed, "_unsent": "yes"})
    assert (other.status_code, '<html lang="ru"' in other.text) == (200, True)
    assert 'value="Yangi nashr"' in other.text
    assert "nx-err" not in other.text
    assert kept(other.text)["_unsent"] == "yes", "nor in a third language"
    assert "nx-err" in client.post("/join", data=typed).text
