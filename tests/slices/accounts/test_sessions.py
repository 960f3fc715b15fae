"""Sessions: listed, and ended from another device."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.devices import device_name
from app.accounts.models import Account, UserSession
from app.domain.actor import Role
from tests.factories.accounts import PASSWORD, make_account, sign_in, signed_in_as

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"


def open_elsewhere(client: FlaskClient, account: Account) -> FlaskClient:
    """Sign the same person in on another device."""
    other = type(client)(client.application, client.response_wrapper, use_cookies=True)
    data = {"email": account.email, "password": PASSWORD}
    assert other.post("/sign-in", data=data, headers={"User-Agent": FIREFOX}).status_code == 303
    return other


def ids_of(session: Session, account: Account) -> list[int]:
    mine = select(UserSession.id).where(UserSession.account_id == account.id).order_by(UserSession.id)
    return list(session.scalars(mine))


def test_lists_device_and_address(client: FlaskClient) -> None:
    account = signed_in_as(client, Role.LIBRARIAN)
    open_elsewhere(client, account)
    page = client.get("/account/sessions").text
    assert "Firefox, Windows" in page
    assert "127.0.0.1" in page
    assert page.count("This session") == 1


def test_ends_one_session_and_no_other(client: FlaskClient, session: Session) -> None:
    account = signed_in_as(client, Role.LIBRARIAN)
    other, third = open_elsewhere(client, account), open_elsewhere(client, account)
    second_id = ids_of(session, account)[1]
    assert client.post(f"/account/sessions/{second_id}/revoke").location == "/account/sessions"
    assert [c.get("/account").status_code for c in (client, other, third)] == [200, 302, 200]
    assert client.post(f"/account/sessions/{second_id}/revoke").status_code == 404


def test_ends_all_others(client: FlaskClient) -> None:
    account = signed_in_as(client, Role.DEPOSITOR)
    others = [open_elsewhere(client, account) for _ in range(2)]
    assert client.post("/account/sessions/revoke-others").status_code == 303
    assert [c.get("/account").status_code for c in (client, *others)] == [200, 302, 302]


def test_the_session_of_another_person_is_not_there(client: FlaskClient, session: Session) -> None:
    stranger = make_account(Role.ADMINISTRATOR)
    theirs = open_elsewhere(client, stranger)
    signed_in_as(client, Role.ADMINISTRATOR)
    assert client.post(f"/account/sessions/{ids_of(session, stranger)[0]}/revoke").status_code == 404
    assert theirs.get("/account").status_code == 200


def test_each_page_asks_who_it_is_once(client: FlaskClient, app: Flask) -> None:
    account = make_account(Role.DEPOSITOR)
    sign_in(client, account)
    page = client.get("/account").text
    assert account.name in page
    assert "Sinov" in page


def test_names_devices_people_know() -> None:
    edge = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit Chrome/142 Safari/537 Edg/142"
    android = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537 Chrome/142 Mobile Safari/537"
    found = [device_name(line) for line in (FIREFOX, edge, android, "curl/8", "")]
    assert found == ["Firefox, Windows", "Edge, macOS", "Chrome, Android", "", ""]
