"""What becomes of an issue when something else happens."""

from sqlalchemy import delete

from app.domain.events import Event
from app.infra.db import session
from app.publications.periodicals.models import Issue


def release_withdrawn(event: Event) -> None:
    """A registration is taken back: the issue it announced is expected again, and its number is free."""
    session().execute(delete(Issue).where(Issue.release_id == event.subjects[0].id))
