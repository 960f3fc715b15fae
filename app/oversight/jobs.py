"""Keeps the sums up to date; killed at any moment, the next look goes on where it stopped."""

from app.infra import clock
from app.infra.db import transaction
from app.oversight.services import count_changes

OVERSIGHT = "oversight"


def count_all_changes() -> int:
    """Count a portion in each transaction until none is left; return how many changes were counted."""
    counted = 0
    while True:
        with transaction():
            portion = count_changes(at=clock.now())
        if not portion:
            return counted
        counted += portion
