"""Signing in and out, and how long it holds."""

import time
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import SignInFailure, UserSession
from app.accounts.queries import account_with_password
from app.accounts.services.accounts import deactivate_account
from app.config import Mode
from app.domain.actor import SYSTEM, Role
from app.infra import clock
from app.infra.db import transaction
from tests.factories.accounts import PASSWORD, make_account, sign_in, signed_in_as


def test_signs_in_and_goes_where_the_person_was_going(client: FlaskClient, session: Session) -> None:
    account = make_account(email="karima@example.uz")
    asked = client.get("/account/sessions")
    assert asked.status_code == 302
    assert asked.location == "/sign-in?next=/account/sessions"

    answer = client.post(asked.location, data={"email": " KARIMA@example.uz", "password": PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/account/sessions")
    page = client.get("/account/sessions")
    assert page.status_code == 200
    assert account.name in page.text
    assert session.scalar(select(func.count()).select_from(SignInFailure)) == 0


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "\\/evil.example", "javascript:alert(1)",
     "/\t/evil.example", "/\n//evil.example", " //evil.example", "evil"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/sign-in", "/language/en"])
def test_never_leads_to_another_site(client: FlaskClient, target: str, path: str) -> None:
    data = {"email": make_account().email, "password": PASSWORD}
    send = client.post if path == "/sign-in" else client.get
    answer = send(path, query_string={"next": target}, data=data)
    assert (answer.status_code, answer.location) == (303, "/")


@pytest.mark.parametrize(
    ("email", "password"), [("known@example.uz", "wrong password"), ("nobody@example.uz", PASSWORD)]
)
def test_a_wrong_pair_says_the_same_for_known_and_unknown(
    client: FlaskClient, session: Session, email: str, password: str
) -> None:
    make_account(email="known@example.uz")
    client.get("/language/en")
    answer = client.post("/sign-in", data={"email": email, "password": password})
    assert answer.status_code == 422
    assert "The e-mail or the password is not right." in answer.text
    assert password not in answer.text
    assert session.scalar(select(func.count()).select_from(UserSession)) == 0


@pytest.mark.parametrize(
    "data",
    [{}, {"email": "x", "password": "y"}, {"email": "a@b.uz"},
     {"email": f"{300 * 'a'}@b.uz", "password": "y"}, {"email": "<script>@b.uz", "password": "y"}],
)  # fmt: skip
def test_a_form_not_in_order_is_shown_again(
    client: FlaskClient, session: Session, data: dict[str, str]
) -> None:
    answer = client.post("/sign-in", data=data)
    assert answer.status_code == 422
    assert "<script>@" not in answer.text
    assert session.scalar(select(func.count()).select_from(SignInFailure)) == 0


def test_guessing_one_account_stops_at_the_limit_and_may_go_on_later(
    client: FlaskClient, at: datetime
) -> None:
    account = make_account()
    client.get("/language/en")
    wrong, right = ({"email": account.email, "password": text} for text in ("a guess", PASSWORD))
    with time_machine.travel(at, tick=False) as traveller:
        assert [client.post("/sign-in", data=wrong).status_code for _ in range(5)] == [422] * 5
        refused = client.post("/sign-in", data=right)
        assert refused.status_code == 429
        assert "Try again after 23 November, 14:15." in refused.text.replace("\xa0", " ")
        assert refused.headers["Retry-After"] == "Mon, 23 Nov 2026 09:15:00 GMT"
        traveller.shift(timedelta(minutes=15))
        assert client.post("/sign-in", data=right).status_code == 303


def test_guessing_many_accounts_from_one_address_stops_at_the_limit(client: FlaskClient) -> None:
    statuses = [
        client.post("/sign-in", data={"email": f"p{number}@example.uz", "password": "a guess"}).status_code
        for number in range(31)
    ]
    assert statuses == [422] * 30 + [429]
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    data = {"email": "p99@example.uz", "password": "a guess"}
    assert client.post("/sign-in", data=data, environ_base=elsewhere).status_code == 422


def test_an_unknown_e_mail_takes_as_long_as_a_known_one(own_app: Flask) -> None:
    own_app.config["NUSXA"] = replace(own_app.config["NUSXA"], mode=Mode.DEVELOPMENT)  # hashes at full cost
    with own_app.app_context():
        make_account(email="known@example.uz")

        def once(email: str) -> float:
            started = time.process_time()
            assert account_with_password(email=email, password="a guess") is None
            return time.process_time() - started

        known, unknown = (min(once(f"{who}@example.uz") for _ in range(3)) for who in ("known", "unknown"))
    assert known > 0.005
    assert known / 3 < unknown < known * 3


def test_signing_in_gives_a_new_secret_and_signing_out_ends_it(client: FlaskClient, app: Flask) -> None:
    account = make_account()
    sign_in(client, account)
    first = client.get_cookie("session")
    sign_in(client, account)
    assert first is not None
    assert client.get_cookie("session") != first

    assert client.post("/sign-out").location == "/sign-in"
    assert client.get("/account").status_code == 302
    assert client.get("/sign-out").status_code == 405


def test_a_copied_cookie_is_worth_nothing_after_sign_out(client: FlaskClient) -> None:
    signed_in_as(client, Role.ADMINISTRATOR)
    cookie = client.get_cookie("session")
    assert cookie is not None
    client.post("/sign-out")
    client.set_cookie("session", cookie.value)
    assert client.get("/account").status_code == 302


def test_a_session_ends_after_its_hours(client: FlaskClient, at: datetime) -> None:
    with time_machine.travel(at, tick=False) as traveller:
        signed_in_as(client, Role.LIBRARIAN)
        traveller.shift(timedelta(hours=11, minutes=59))
        assert client.get("/account").status_code == 200
        traveller.shift(timedelta(minutes=1))
        assert client.get("/account").status_code == 302


def test_a_deactivated_person_is_signed_out_and_stays_out(client: FlaskClient) -> None:
    account = signed_in_as(client, Role.REGULATOR)
    with transaction():
        deactivate_account(account_id=account.id, by=SYSTEM, at=clock.now())
    assert client.get("/account").status_code == 302
    assert client.post("/sign-in", data={"email": account.email, "password": PASSWORD}).status_code == 422


def test_last_seen_moves_with_what_is_sent_not_with_looking(
    client: FlaskClient, session: Session, at: datetime
) -> None:
    with time_machine.travel(at, tick=False) as traveller:
        signed_in_as(client, Role.ADMINISTRATOR)
        traveller.shift(timedelta(minutes=6))
        client.get("/account")
        assert session.scalars(select(UserSession.last_seen_at)).all() == [at]
        client.post("/account", data={"language": "ru"})
        assert session.scalars(select(UserSession.last_seen_at)).all() == [at + timedelta(minutes=6)]


def test_the_language_follows_the_account_unless_chosen(client: FlaskClient) -> None:
    account = make_account(language="ru")
    sign_in(client, account)
    assert 'lang="ru"' in client.get("/account").text.split("<head>")[0]
    client.get("/language/en")
    client.post("/sign-out")
    sign_in(client, account)
    assert 'lang="en"' in client.get("/account").text.split("<head>")[0]
    assert client.get("/language/xx").status_code == 404
