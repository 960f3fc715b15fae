"""Letters about notices: one to each of the depositor's people, in the hours in which one may write."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.compliance.batches.jobs import issue_batches
from app.compliance.models import Notice
from app.compliance.services.replacing import replace_notice
from app.compliance.services.withdrawing import withdraw_notice
from app.domain.actor import Role
from app.infra.db import transaction
from app.infra.mail import Message
from app.infra.mail_sending import send_waiting
from app.reminders.models import NoticeLetter
from tests.factories.accounts import make_account
from tests.factories.compliance import AT, Late, add_late, add_late_depositors, make_notice, started_batch


@pytest.fixture
def notice(world: Late, person: Account) -> Notice:
    with transaction():
        line = add_late(world)
    return make_notice(world, line)


def sent(session: Session, at: datetime) -> list[Message]:
    """What the worker has sent by this moment, however often it looked."""
    send_waiting(lambda: at)
    send_waiting(lambda: at)
    found = select(Message).where(Message.kind == "notice", Message.sent_at.is_not(None))
    return list(session.scalars(found.order_by(Message.id)))


def test_everybody_there_is_told_once_what_is_missing_until_when_and_where(
    session: Session, world: Late, person: Account, notice: Notice
) -> None:
    [letter] = sent(session, AT)
    assert letter.to == person.email
    assert notice.number in letter.subject
    for said in ("2 missing", "7 December 2026", f"/notices/{notice.id}", "Specimen, without legal force"):
        assert said in letter.body.replace("\xa0", " "), said


def test_in_quiet_hours_it_waits_for_the_morning(session: Session, notice: Notice) -> None:
    night = AT + timedelta(hours=9)  # 23:00 in Tashkent
    assert sent(session, night) == []
    assert len(sent(session, night + timedelta(hours=9))) == 1


def test_a_withdrawal_is_told_and_of_a_notice_replaced_only_the_new_one(
    session: Session, world: Late, notice: Notice
) -> None:
    with transaction():
        new = replace_notice(notice_id=notice.id, language="uz", reason="Xato", by=world.inspector, at=AT)
    [replaced] = sent(session, AT)
    assert (new.notice.number in replaced.subject, notice.number in replaced.body) == (True, True)
    with transaction():
        withdraw_notice(notice_id=new.notice.id, reason="Boshqa xato", by=world.inspector, at=AT)
    withdrawn = sent(session, AT)[1]
    assert ("is withdrawn" in withdrawn.subject, "Boshqa xato" in withdrawn.body) == (True, True)
    assert session.query(NoticeLetter).count() == 4


def test_a_batch_writes_for_each_notice_to_the_depositors_address_where_nobody_has_an_account(
    app: Flask, session: Session, world: Late
) -> None:
    people = add_late_depositors(world, 2)
    with transaction():
        people[0].email = "nashriyot@example.uz"
    make_account(Role.DEPOSITOR, people[1], email="clerk@example.uz")
    started_batch(world, people)
    assert issue_batches() == 2
    assert sorted(letter.to for letter in sent(session, AT)) == ["clerk@example.uz", "nashriyot@example.uz"]
