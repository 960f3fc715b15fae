"""A publisher who owes, one of its people, and the worker that plans and sends; Monday, 23 November 2026."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.domain.actor import Role
from app.infra.db import transaction
from app.infra.mail import Message
from app.infra.mail_sending import send_waiting
from app.reminders.services.planning import plan_reminders
from tests.factories.accounts import make_account
from tests.factories.compliance import Late, make_late_world

Work = Callable[[datetime], list[Message]]


@pytest.fixture
def world(session: Session) -> Late:
    """A country with its law, and a publisher."""
    return make_late_world()


@pytest.fixture
def person(world: Late) -> Account:
    """Who is reminded."""
    return make_account(Role.DEPOSITOR, world.publisher, email="karima@example.uz")


def plan(at: datetime) -> int:
    """Look at the people who were not looked at yet."""
    with transaction():
        return plan_reminders(at=at)


@pytest.fixture
def work(app: Flask, session: Session) -> Work:
    """What the worker does at a moment; it returns every digest that was ever sent."""
    app.extensions["nusxa_carrier"].path.unlink(missing_ok=True)

    def run(at: datetime) -> list[Message]:
        while plan(at):
            pass
        send_waiting(lambda: at)
        sent = select(Message).where(Message.kind == "reminder", Message.sent_at.is_not(None))
        return list(session.scalars(sent.order_by(Message.id)))

    return run
