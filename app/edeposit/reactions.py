"""What files have to say when something else happens."""

from app.domain.errors import Conflict
from app.domain.events import Event
from app.edeposit.queries import obligations_with_waiting_files


def release_withdrawn(event: Event) -> None:
    """Refuse to take back a registration while a file of it waits for a library's answer.

    Raises:
        Conflict: `release.moved`.
    """
    if obligations_with_waiting_files(event.subjects[0].id):
        raise Conflict("release.moved")
