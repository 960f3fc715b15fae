"""The country's libraries, and somebody who prepares law at a browser."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.domain.actor import Role
from tests.factories.accounts import signed_in_as
from tests.factories.law import add_depositories
from tests.journeys.people import Page
from tests.support.isolation import Browserless


@pytest.fixture
def lawmaker(client: Browserless, session: Session) -> Browserless:
    """A regulator at a browser; the register has every library of the country's set."""
    add_depositories()
    session.commit()
    signed_in_as(client, Role.REGULATOR)
    return client


def opened(client: Browserless, address: str) -> Page:
    """Open a page."""
    return Page(client.get(address))


def sent(client: Browserless, page: Page, ending: str = "", **typed: Any) -> Page:
    """Fill in a form of a page, where two underscores of a name are a dash, and send it."""
    form = page.form(ending)
    return Page(client.post(form.action, data=form.filled(**typed)))
