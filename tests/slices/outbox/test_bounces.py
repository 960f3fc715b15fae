"""Letters that came back are noted once, from reports of delivery as mail servers write them."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.domain.actor import Role
from app.infra.bounces import keep_bounce, read_bounce
from app.infra.db import transaction
from app.infra.mail import Message, queue_message
from app.infra.mail_sending import reference_of, send_waiting
from tests.factories.accounts import signed_in_as

REPORT = """\
From: MAILER-DAEMON@mail.uz
To: back@nusxa.test
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="cut"

--cut
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--cut
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.uz

Final-Recipient: rfc822; karima@example.uz
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such mailbox

--cut
Content-Type: {kind}

Message-ID: {reference}
Subject: Yangi parol
To: karima@example.uz

--cut--
"""


@pytest.fixture
def message(app: Flask, session: Session, at: datetime) -> Message:
    with transaction():
        queued = queue_message(to="karima@example.uz", subject="Yangi parol", body="Salom", at=at)
    assert send_waiting(lambda: at) == 1
    return queued


def report(reference: str, action: str = "failed", kind: str = "text/rfc822-headers") -> bytes:
    return REPORT.format(reference=reference, action=action, kind=kind).encode()


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_a_letter_that_came_back_is_noted_once_and_shown(
    client: FlaskClient, message: Message, session: Session, at: datetime, kind: str
) -> None:
    bounce = read_bounce(report(reference_of(message), kind=kind))
    assert bounce is not None
    for later in (1, 2):
        with transaction():
            assert keep_bounce(bounce, at=at + timedelta(hours=later)) is not None
    session.refresh(message)
    assert message.bounced_at == at + timedelta(hours=1)
    signed_in_as(client, Role.ADMINISTRATOR)
    assert "550 5.1.1 no such mailbox" in client.get("/outbox?state=bounced").text


def test_what_is_no_report_of_ours_changes_nothing(message: Message, session: Session, at: datetime) -> None:
    ours = reference_of(message)
    assert read_bounce(report(ours, action="delayed")) is None
    for text in (b"", b"\xff\xfe\x00", b"Subject: Hello\n\nI am on holiday.", report("")):
        assert read_bounce(text) is None
    for reference in ("<other@mail.uz>", ours.replace("message-", "message-9"), ours.replace("-1", "-2")):
        bounce = read_bounce(report(reference))
        assert bounce is not None
        with transaction():
            assert keep_bounce(bounce, at=at) is None
    session.refresh(message)
    assert message.bounced_at is None


def test_a_mail_server_hands_its_report_over(app: Flask, message: Message, session: Session) -> None:
    told = app.test_cli_runner().invoke(args=["mail", "bounced"], input=report(reference_of(message)))
    assert (told.exit_code, told.output) == (
        0,
        "Noted: the letter to karima@example.uz came back: 5.1.1 smtp; 550 5.1.1 no such mailbox\n",
    )
    session.refresh(message)
    assert message.bounced_at is not None
    assert app.test_cli_runner().invoke(args=["mail", "bounced"], input=b"x").exit_code == 1
