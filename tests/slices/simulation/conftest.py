"""What tests of the simulator may ask for."""

from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy.orm import Session

from tests.factories.simulation import AT, Country, make_country


@pytest.fixture
def country(session: Session) -> Iterator[Country]:
    """A country with four books, on Monday, 23 November 2026."""
    with time_machine.travel(AT):
        yield make_country()
