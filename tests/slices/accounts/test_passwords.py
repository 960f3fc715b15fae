"""Changing a password, and setting one through a link."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account, PasswordReset
from app.accounts.password_rules import check_password
from app.domain.actor import Role
from app.domain.errors import DomainError
from app.infra.jobs import run_job
from app.infra.mail import Message
from tests.factories.accounts import PASSWORD, make_account, sign_in, signed_in_as

NEW = "besh qorovul toʻrt eshik"


def link_in_mail(session: Session, account: Account) -> str:
    """Return the path of the link last sent to this person."""
    body = session.scalars(
        select(Message.body).where(Message.to == account.email).order_by(Message.id.desc())
    ).first()
    found = re.search(r"https://nusxa\.test(/reset-password/\S+)", body or "")
    assert found is not None
    return found[1]


def can_sign_in(client: FlaskClient, account: Account, password: str) -> bool:
    data = {"email": account.email, "password": password}
    return client.post("/sign-in", data=data).status_code == 303


def test_changes_the_password_and_ends_other_sessions(client: FlaskClient) -> None:
    account = signed_in_as(client, Role.DEPOSITOR)
    other = type(client)(client.application, client.response_wrapper, use_cookies=True)
    sign_in(other, account)
    data = {"present_password": PASSWORD, "new_password": NEW, "repeated": NEW}
    assert client.post("/account/password", data=data).location == "/account"
    assert client.get("/account").status_code == 200
    assert other.get("/account").status_code == 302
    assert can_sign_in(other, account, NEW)
    assert not can_sign_in(other, account, PASSWORD)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"present_password": "wrong"}, "This is not your present password."),
        ({"new_password": "short", "repeated": "short"}, "Use at least 10 characters"),
        ({"repeated": "another one"}, "The two passwords differ."),
        ({"new_password": "1234567890", "repeated": "1234567890"}, "easily guessed"),
        ({"new_password": "x" * 201, "repeated": "x" * 201}, "Use at most 200 characters."),
        ({"new_password": ""}, "Write the new password."),
        ({"new_password": PASSWORD, "repeated": PASSWORD}, "This is your present password."),
    ],
)
def test_a_refused_change_changes_nothing(client: FlaskClient, changed: dict[str, str], said: str) -> None:
    account = signed_in_as(client, Role.DEPOSITOR)
    answer = client.post(
        "/account/password",
        data={"present_password": PASSWORD, "new_password": NEW, "repeated": NEW} | changed,
    )
    assert answer.status_code == 422
    assert said in answer.text
    assert can_sign_in(client, account, PASSWORD)


def test_guessing_the_present_password_is_stopped_too(client: FlaskClient) -> None:
    signed_in_as(client, Role.DEPOSITOR)
    data = {"present_password": "a guess", "new_password": NEW, "repeated": NEW}
    assert [client.post("/account/password", data=data).status_code for _ in range(6)] == [422] * 5 + [429]


def test_the_right_present_password_is_no_guess_whatever_the_new_one_lacks(client: FlaskClient) -> None:
    account = signed_in_as(client, Role.DEPOSITOR)
    data = {"present_password": PASSWORD, "new_password": "short", "repeated": "short"}
    assert [client.post("/account/password", data=data).status_code for _ in range(7)] == [422] * 7
    assert can_sign_in(client, account, PASSWORD)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("123456789", "password.short"),
        ("Karima@Example.uz", "password.is_email"),
        ("aaaaaaaaaabb", "password.common"),
        ("PASSWORD1234", "password.common"),
    ],
)
def test_refuses_what_is_easily_guessed(password: str, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        check_password(password, email="karima@example.uz")
    assert refused.value.code == code


def test_a_link_sets_the_password_once(client: FlaskClient, session: Session) -> None:
    account = signed_in_as(client, Role.LIBRARIAN)
    other = type(client)(client.application, client.response_wrapper, use_cookies=True)
    assert other.post("/forgot-password", data={"email": account.email}).location == "/forgot-password/sent"
    path = link_in_mail(session, account)
    assert other.get(path).status_code == 200
    assert other.post(path, data={"new_password": "short", "repeated": "short"}).status_code == 422
    assert other.post(path, data={"new_password": NEW, "repeated": NEW}).location == "/sign-in"

    assert client.get("/account").status_code == 302  # whoever was signed in no longer is
    assert other.get(path).status_code == 410
    assert other.post(path, data={"new_password": PASSWORD, "repeated": PASSWORD}).status_code == 410
    assert can_sign_in(other, account, NEW)


def test_a_link_dies_after_an_hour(client: FlaskClient, session: Session, at: datetime) -> None:
    account = make_account()
    with time_machine.travel(at, tick=False) as traveller:
        client.post("/forgot-password", data={"email": account.email})
        path = link_in_mail(session, account)
        traveller.shift(timedelta(minutes=60))
        assert client.post(path, data={"new_password": NEW, "repeated": NEW}).status_code == 410
    assert can_sign_in(client, account, PASSWORD)


def test_who_sets_a_password_through_a_link_may_sign_in_at_once(
    client: FlaskClient, session: Session
) -> None:
    account = make_account()
    guesses = [can_sign_in(client, account, "a guess") for _ in range(6)]
    assert not any(guesses)
    assert not can_sign_in(client, account, PASSWORD), "too many attempts"
    client.post("/forgot-password", data={"email": account.email})
    path = link_in_mail(session, account)
    assert client.post(path, data={"new_password": NEW, "repeated": NEW}).status_code == 303
    assert can_sign_in(client, account, NEW)


def test_a_newer_password_kills_older_links(client: FlaskClient, session: Session) -> None:
    account = make_account()
    paths = []
    for _ in range(2):
        client.post("/forgot-password", data={"email": account.email})
        paths.append(link_in_mail(session, account))
    assert client.post(paths[1], data={"new_password": NEW, "repeated": NEW}).status_code == 303
    assert client.get(paths[0]).status_code == 410


def test_the_answer_does_not_tell_who_has_an_account(client: FlaskClient, session: Session) -> None:
    account = make_account()
    answers = [
        client.post("/forgot-password", data={"email": email}, follow_redirects=True)
        for email in (account.email, "nobody@example.uz")
    ]
    known, unknown = (re.sub(r"<time.*?</time>", "", answer.text) for answer in answers)
    assert known == unknown
    assert session.scalars(select(Message.to)).all() == [account.email]


def test_nobody_is_flooded_with_links(client: FlaskClient, session: Session) -> None:
    account = make_account()
    for _ in range(5):
        assert client.post("/forgot-password", data={"email": account.email}).status_code == 303
    assert session.scalar(select(func.count()).select_from(PasswordReset)) == 3


def test_a_made_up_link_is_dead(client: FlaskClient) -> None:
    assert client.get("/reset-password/made-up").status_code == 410
    assert (
        client.post("/reset-password/made-up", data={"new_password": NEW, "repeated": NEW}).status_code == 410
    )


def test_the_message_goes_to_the_mail_file_in_the_persons_language(own_app: Flask) -> None:
    own_app.config["WTF_CSRF_ENABLED"] = False
    with own_app.app_context():
        account = make_account(email="karima@example.uz", language="en")
        own_app.test_client().post("/forgot-password", data={"email": account.email})
        assert run_job("mail") == 1
        assert run_job("mail") == 0
    text = own_app.extensions["nusxa_carrier"].path.read_text(encoding="utf-8")
    assert "To: karima@example.uz\n" in text
    assert "Subject: New password for Nusxa\n" in text
    assert "&#39;" not in text
    assert text.count("https://nusxa.test/reset-password/") == 1


@pytest.mark.parametrize(("chosen", "read"), [(None, "ru"), ("uz", "uz-Latn"), ("ru", "ru")])
def test_a_link_opens_in_the_language_of_its_account(
    client: FlaskClient, session: Session, chosen: str | None, read: str
) -> None:
    account = make_account(language="ru")
    client.post("/forgot-password", data={"email": account.email})
    path = link_in_mail(session, account)
    visitor = type(client)(client.application, client.response_wrapper, use_cookies=True)
    if chosen:
        visitor.get(f"/language/{chosen}")
    assert f'<html lang="{read}"' in visitor.get(path).text
    assert f'<html lang="{read}"' in visitor.get("/sign-in").text
    stranger = type(client)(client.application, client.response_wrapper, use_cookies=True)
    assert '<html lang="ru"' not in stranger.get("/reset-password/made-up").text
