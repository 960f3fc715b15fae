"""Yesterday's reminders, so that there is something to see before the worker has ever run."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from app.accounts.models import Account
from app.desks.demo.country import email_of
from app.desks.demo.timeline import moment
from app.domain.actor import Role
from app.infra import clock
from app.infra.bounces import Bounce, keep_bounce
from app.infra.db import session, transaction
from app.infra.mail import Message
from app.infra.mail_sending import reference_of, send_waiting
from app.reminders.models import ReminderLook
from app.reminders.services.planning import plan_reminders

A_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)
LEFT = "ustirt"
"""The clerk of a late depositor who has left; of a small country, where he got no letter, it is another."""
MAILBOX_GONE = "5.1.1 smtp; 550 5.1.1 No such mailbox here"


def remind_depositors(*, at: datetime) -> None:
    """Send what came up in a week to everybody whom it concerns, as of the morning before `at`."""
    morning = moment(clock.local_day(at) - timedelta(days=1), 10)
    with transaction():
        _leave_letters_of_the_past(at)
        people = session().scalars(select(Account.id).where(Account.role == Role.DEPOSITOR))
        before = clock.local_day(morning) - A_WEEK
        session().add_all(ReminderLook(account_id=account_id, on=before) for account_id in people.all())
    looked = True
    while looked:
        with transaction():
            looked = bool(plan_reminders(at=morning))
    send_waiting(lambda: morning)
    _let_one_come_back(morning + timedelta(minutes=4))


def _let_one_come_back(at: datetime) -> None:
    """A mail server reports that the mailbox of one reader is gone."""
    sent = select(Message).where(Message.sent_at.is_not(None))
    his_first = sent.order_by((Message.to == email_of(LEFT)).desc(), Message.id.desc())
    with transaction():
        letter = session().scalar(his_first.limit(1))
        if letter is not None:
            keep_bounce(Bounce(reference_of(letter), MAILBOX_GONE), at=at)


def _leave_letters_of_the_past(at: datetime) -> None:
    """A year of receipts was told as it happened; nobody writes it again when the story is loaded."""
    past = update(Message).where(Message.kind == "", Message.queued_at < at - A_DAY)
    session().execute(past.values(dropped_at=at))
