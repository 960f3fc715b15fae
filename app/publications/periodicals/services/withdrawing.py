"""Taking back that a periodical was registered: it is none of this publisher's, or was registered twice."""

from datetime import datetime

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish
from app.publications.models import Release
from app.publications.periodicals.models import Periodical
from app.publications.periodicals.queries import locked_periodical
from app.publications.periodicals.services.telling import require, subjects_of
from app.publications.services.bulk import withdraw_many


def withdraw_periodical(*, publication_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Take back a periodical and the issues announced of it; the records stay, with why.

    The title that it continued goes on as if this one had never been. Slices above refuse it by their
    reactions, where copies are on their way or an act names what is owed.

    Raises:
        NotFound: the periodical is not this organisation's, or was withdrawn before.
        Conflict: `periodical.has_successor`; `release.moved`.
        DomainError: `periodical.reason`.
    """
    periodical = locked_periodical(by, publication_id)
    require(reason)
    if session().scalar(select(Periodical.publication_id).where(Periodical.continues_id == publication_id)):
        raise Conflict("periodical.has_successor")
    issues = withdraw_many(
        publisher_id=periodical.publication.publisher_id,
        chosen=Release.publication_id == publication_id,
        reason=reason,
        by=by,
        at=at,
    )
    periodical.withdrawn_at, periodical.withdrawal_reason = at, reason
    _let_go_on(periodical)
    session().flush()
    subjects = (*subjects_of(periodical), *(Subject("release", issue) for issue in issues))
    publish(Event("periodical.withdrawn", by, at, subjects, after={"reason": reason}))


def _let_go_on(periodical: Periodical) -> None:
    """Undo what the change to this title did to the title before it."""
    if periodical.continues_id is None:
        return
    before = session().get_one(Periodical, periodical.continues_id)
    if before.ceased_on == periodical.first_on:
        before.ceased_on = None
    periodical.continues_id = None
