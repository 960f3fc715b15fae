"""What must be worked out anew when something else has changed."""

from app.deposits.obligations.services import recompute_obligations, recompute_provisional
from app.domain.events import Event


def release_changed(event: Event) -> None:
    """A release, the event's main subject, was registered or amended."""
    recompute_obligations(release_id=event.subjects[0].id, by=event.by, at=event.at)


def calendar_changed(event: Event) -> None:
    """A feast whose day was estimated may be confirmed now."""
    recompute_provisional(by=event.by, at=event.at)
