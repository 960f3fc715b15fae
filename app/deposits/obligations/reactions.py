"""What must be worked out anew when something else has changed."""

from app.deposits.obligations.services import recompute_obligations, recompute_provisional
from app.domain.events import Event


def release_changed(event: Event) -> None:
    """Releases were registered or amended; an amended title concerns every release of it."""
    for subject in event.subjects:
        if subject.kind == "release":
            recompute_obligations(release_id=subject.id, by=event.by, at=event.at)


def calendar_changed(event: Event) -> None:
    """A feast whose day was estimated may be confirmed now."""
    recompute_provisional(by=event.by, at=event.at)
