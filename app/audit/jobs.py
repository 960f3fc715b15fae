"""Sealing, done by the worker so that who acts never waits for it."""

from app.audit.services import BATCH, seal_batch
from app.infra.db import transaction


def seal() -> int:
    """Seal every act that waits, a batch in each transaction; return how many."""
    total = 0
    while True:
        with transaction():
            sealed = seal_batch(limit=BATCH)
        total += sealed
        if sealed < BATCH:
            return total
