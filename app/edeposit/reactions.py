"""What files have to say when something else happens."""

from app.domain.errors import Conflict
from app.domain.events import Event
from app.edeposit.queries import obligations_with_waiting_files
from app.infra.db import batched


def releases_withdrawn(event: Event) -> None:
    """Refuse to take back registrations while a file of one waits for a library's answer.

    Raises:
        Conflict: `release.moved`.
    """
    release_ids = [subject.id for subject in event.subjects if subject.kind == "release"]
    if any(obligations_with_waiting_files(some) for some in batched(release_ids)):
        raise Conflict("release.moved")
