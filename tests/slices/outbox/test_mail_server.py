"""Letters by SMTP: what each answer of the server leads to, and what nobody can know."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import MailSecurity, MailSettings, WrongSetting, load_settings
from app.domain.actor import Role
from app.infra.db import transaction
from app.infra.mail import Message, SendAttempt, queue_message
from app.infra.mail_sending import LEASE, MOST_ATTEMPTS, UNKNOWN, send_waiting
from app.infra.mail_server import MailServer
from tests.factories.accounts import signed_in_as
from tests.slices.outbox.post_office import PostOffice, opened

pytestmark = pytest.mark.database


@pytest.fixture
def office(app: Flask, session: Session) -> Iterator[PostOffice]:
    opening, usual = PostOffice(), app.extensions["nusxa_carrier"]
    with opened(opening) as port:
        at = MailSettings(
            "127.0.0.1", port, MailSecurity.NONE, "Nusxa <post@nusxa.test>", bounces="back@nusxa.test"
        )
        app.extensions["nusxa_carrier"] = MailServer(at, timeout=0.5)
        yield opening
    app.extensions["nusxa_carrier"] = usual


@pytest.fixture
def message(session: Session, at: datetime) -> Message:
    with transaction():
        return queue_message(to="karima@example.uz", subject="Янги парол", body="Салом.\nOʻzbek", at=at)


def errors(session: Session) -> list[str]:
    return list(session.scalars(select(SendAttempt.error).order_by(SendAttempt.number)))


def work(at: datetime) -> int:
    return send_waiting(lambda: at)


def test_a_letter_arrives_whole_and_what_cannot_be_delivered_goes_elsewhere(
    office: PostOffice, message: Message, session: Session, at: datetime
) -> None:
    assert (work(at), work(at + timedelta(days=1))) == (1, 0)
    [letter] = office.taken
    assert (letter["From"], letter["To"]) == ("Nusxa <post@nusxa.test>", "karima@example.uz")
    assert letter["Subject"] == "Янги парол"
    assert letter.get_content().splitlines() == ["Салом.", "Oʻzbek"]
    assert office.senders == ["back@nusxa.test"]


@pytest.mark.parametrize("answer", ["451 4.7.1 try later", ""])
def test_what_fails_for_now_is_tried_again(
    office: PostOffice, message: Message, session: Session, at: datetime, answer: str
) -> None:
    office.answer, office.silence = answer, 0.0 if answer else 2.0
    assert work(at) == 0
    office.answer, office.silence = "", 0.0
    assert work(at + timedelta(minutes=1)) == 0
    assert work(at + timedelta(minutes=3)) == 1
    first, second = errors(session)
    assert (answer or "timed out") in first
    assert second == ""
    assert len(office.taken) == 1


def test_what_fails_for_good_is_given_up_and_shown_until_it_is_sent_again(
    client: FlaskClient, office: PostOffice, message: Message, session: Session, at: datetime
) -> None:
    office.answer = "550 5.1.1 no such user"
    assert (work(at), work(at + timedelta(days=9))) == (0, 0)
    assert errors(session) == ["550 5.1.1 no such user"]
    signed_in_as(client, Role.ADMINISTRATOR)
    page = client.get("/outbox?state=failed").text
    assert "no such user" in page
    assert "Салом" not in page
    again = {"submission_key": "a"}
    assert client.post(f"/outbox/{message.id}/again", data=again).status_code == 303
    assert client.post(f"/outbox/{message.id}/again", data=again).status_code == 303
    refused = client.post(f"/outbox/{message.id}/again", data={"submission_key": "b"})
    assert refused.status_code == 422
    assert "nothing to send again" in refused.text
    office.answer = ""
    assert work(at + timedelta(days=9)) == 1
    assert "no such user" not in client.get("/outbox").text


def test_what_never_goes_through_is_given_up_after_days(
    office: PostOffice, message: Message, session: Session, at: datetime
) -> None:
    office.answer = "451 never"
    for half_day in range(20):
        work(at + timedelta(hours=12.1 * half_day))
    assert len(errors(session)) == MOST_ATTEMPTS
    session.refresh(message)
    assert message.failed_at is not None


def test_after_a_kill_nobody_is_written_to_twice(
    office: PostOffice, message: Message, session: Session, at: datetime
) -> None:
    class Killed(BaseException):
        pass

    class KilledAfterwards(MailServer):
        def deliver(self, letter: EmailMessage) -> None:
            super().deliver(letter)
            raise Killed

    app_carrier = message_carrier()
    app_carrier.__class__ = KilledAfterwards
    with pytest.raises(Killed):
        work(at)
    app_carrier.__class__ = MailServer
    assert (work(at + 2 * LEASE), work(at + 3 * LEASE)) == (0, 0)
    assert errors(session) == [UNKNOWN]
    assert len(office.taken) == 1


def message_carrier() -> MailServer:
    found = current_app.extensions["nusxa_carrier"]
    assert isinstance(found, MailServer)
    return found


def test_without_a_certificate_that_can_be_trusted_nothing_is_said(
    app: Flask, office: PostOffice, message: Message, session: Session, at: datetime
) -> None:
    plain = message_carrier().settings
    app.extensions["nusxa_carrier"] = MailServer(
        MailSettings(plain.host, plain.port, MailSecurity.STARTTLS, plain.sender), timeout=0.5
    )
    assert work(at) == 0
    assert office.taken == []
    assert "STARTTLS" in errors(session)[0]


def test_a_mail_server_is_read_from_one_address() -> None:
    address = {"NUSXA_MAIL": "smtps://ali:p%40ss@mail.uz", "NUSXA_MAIL_FROM": "a@b.uz", "NUSXA_MODE": "test"}
    found = load_settings(address).mail_server
    assert found is not None
    assert (found.host, found.port, found.security) == ("mail.uz", 465, MailSecurity.TLS)
    assert (found.user, found.password) == ("ali", "p@ss")
    assert "p@ss" not in repr(found)
    for wrong in ("mail.uz", "http://mail.uz", "smtp://mail.uz:port", "smtp://"):
        with pytest.raises(WrongSetting):
            load_settings(address | {"NUSXA_MAIL": wrong})
    with pytest.raises(WrongSetting):
        load_settings(address | {"NUSXA_MAIL_FROM": ""})
