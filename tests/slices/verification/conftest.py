"""What tests of the public check may ask for."""

import pytest
from sqlalchemy.orm import Session

from tests.factories.compliance import Late, make_late_world


@pytest.fixture
def late(session: Session) -> Late:
    return make_late_world()
