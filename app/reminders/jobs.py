"""Plans the digests of the day; the job of mail, which comes after it, composes and sends them."""

from app.infra import clock
from app.infra.db import transaction
from app.reminders.services.planning import plan_reminders


def plan_todays_reminders() -> int:
    """Look at everybody who was not looked at today, a portion in each transaction; return how many."""
    looked = 0
    while True:
        with transaction():
            portion = plan_reminders(at=clock.now())
        if not portion:
            return looked
        looked += portion
