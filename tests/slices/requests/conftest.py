"""The parties of a request."""

import pytest
from sqlalchemy.orm import Session

from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor, Role
from app.infra.db import transaction
from tests.factories.accounts import make_account
from tests.factories.compliance import Late, add_inspector, add_late, make_late_world


@pytest.fixture
def late(session: Session) -> Late:
    return make_late_world()


@pytest.fixture
def clerk(late: Late) -> Actor:
    """A clerk of the publisher that is late."""
    return make_account(Role.DEPOSITOR, late.publisher).actor()


@pytest.fixture
def colleague(late: Late) -> Actor:
    """Another inspector, who had no hand in the notice."""
    with transaction():
        return add_inspector(late.authority)


@pytest.fixture
def rows(late: Late) -> list[Obligation]:
    """Three late lines."""
    with transaction():
        return [add_late(late, title=title) for title in ("Olma", "Anor", "Uzum")]
