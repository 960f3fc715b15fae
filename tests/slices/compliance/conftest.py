"""What tests of compliance may ask for."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.domain.actor import Role
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import Late, make_late_world
from tests.factories.law import countersigned_text


@pytest.fixture
def now(at: datetime) -> Iterator[datetime]:
    """The moment of the tests for pages too, on which clocks go on from there."""
    with time_machine.travel(at):
        yield at


@pytest.fixture
def late(session: Session) -> Late:
    return make_late_world()


@pytest.fixture
def two_needed(session: Session) -> Late:
    """The same under a law that asks for a countersignature."""
    return make_late_world(countersigned_text())


@pytest.fixture
def inspector(client: FlaskClient, late: Late, now: datetime) -> Account:
    """An inspector of the whole country, signed in with the client."""
    account = make_account(Role.REGULATOR, late.authority)
    sign_in(client, account)
    return account
