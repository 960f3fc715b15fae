"""Work on accounts that nobody waits for."""

from app.accounts.services.attempts import forget_old_attempts
from app.infra import clock
from app.infra.db import transaction


def forget_attempts() -> int:
    """Remove the traces of failed sign-ins that no longer limit anyone."""
    with transaction():
        return forget_old_attempts(at=clock.now())
