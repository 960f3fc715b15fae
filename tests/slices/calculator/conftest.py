"""A country with its law, whose answers anyone may ask for, on a Monday of November 2026."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from sqlalchemy.orm import Session

from app.infra.db import transaction
from tests.factories.law import add_law


@pytest.fixture(autouse=True)
def law(session: Session, at: datetime) -> Iterator[None]:
    """Adopt the hypothetical rule set; the clock stands still."""
    with transaction():
        add_law()
    with time_machine.travel(at, tick=False):
        yield
