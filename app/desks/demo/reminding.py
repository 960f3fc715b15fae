"""Yesterday's reminders, so that there is something to see before the worker has ever run."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from app.accounts.models import Account
from app.desks.demo.timeline import moment
from app.domain.actor import Role
from app.infra import clock
from app.infra.db import session, transaction
from app.infra.mail import Message
from app.infra.mail_sending import send_waiting
from app.reminders.models import ReminderLook
from app.reminders.services.planning import plan_reminders

A_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)


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


def _leave_letters_of_the_past(at: datetime) -> None:
    """A year of receipts was told as it happened; nobody writes it again when the story is loaded."""
    past = update(Message).where(Message.kind == "", Message.queued_at < at - A_DAY)
    session().execute(past.values(dropped_at=at))
