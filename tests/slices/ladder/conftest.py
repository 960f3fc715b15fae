"""A country whose publisher is late, one of its people, and the worker; Monday, 23 November 2026."""

from collections.abc import Callable
from datetime import datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.domain.actor import Role
from app.infra.jobs import run_job
from app.infra.mail import Message
from tests.factories.accounts import make_account
from tests.factories.compliance import Late, make_late_world

Work = Callable[[datetime], list[Message]]


@pytest.fixture
def late(session: Session) -> Late:
    return make_late_world()


@pytest.fixture
def person(late: Late) -> Account:
    """Who reads the publisher's letters."""
    return make_account(Role.DEPOSITOR, late.publisher, email="karima@example.uz")


@pytest.fixture
def work(app: Flask, session: Session) -> Work:
    """The worker's jobs at a moment; returns every digest that was ever sent."""
    app.extensions["nusxa_carrier"].path.unlink(missing_ok=True)

    def run(at: datetime) -> list[Message]:
        with time_machine.travel(at, tick=False):
            for name in ("standing orders", "reminders", "mail"):
                run_job(name)
        sent = select(Message).where(Message.kind == "reminder", Message.sent_at.is_not(None))
        return list(session.scalars(sent.order_by(Message.id).execution_options(populate_existing=True)))

    return run
