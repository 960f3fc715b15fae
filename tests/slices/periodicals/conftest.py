"""A clerk at the desk of periodicals, on Monday, 23 November 2026."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.domain.actor import Role
from app.infra.db import transaction
from tests.factories.accounts import make_account, sign_in
from tests.factories.law import add_law
from tests.factories.organisations import make_organisation
from tests.support.isolation import Browserless


@pytest.fixture
def clerk(session: Session, client: Browserless, at: datetime) -> Iterator[Account]:
    """A publisher's clerk, signed in, while the country's hypothetical law is in force."""
    with time_machine.travel(at, tick=False):
        account = make_account(Role.DEPOSITOR, make_organisation(name="Yurt nashriyoti"))
        with transaction():
            add_law()
        sign_in(client, account)
        yield account
