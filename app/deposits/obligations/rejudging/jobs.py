"""Carries rejudgings on; killed at any moment, the next worker goes on where it stopped."""

import uuid

from app.deposits.obligations.rejudging.services import carry_on, hold_next
from app.infra import clock
from app.infra.db import transaction

REJUDGE = "rejudging"


def continue_rejudgings() -> int:
    """Do every run that waits, the oldest first, and return how many were finished."""
    key, finished = uuid.uuid4().hex, 0
    while (run_id := _hold(key)) is not None:
        while _carry_on(run_id, key):
            pass
        finished += 1
    return finished


def _hold(key: str) -> int | None:
    with transaction():
        return hold_next(key=key, at=clock.now())


def _carry_on(run_id: int, key: str) -> bool:
    with transaction():
        return carry_on(rejudging_id=run_id, key=key, at=clock.now())
