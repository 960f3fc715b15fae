"""Reads of issues; who may read them is decided where their periodical or release is read."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.infra.db import session
from app.publications.models import Publication
from app.publications.periodicals.models import Issue


def issues_of(publication_id: int) -> Sequence[Issue]:
    """Return the issues of a periodical, whoever asks."""
    return session().scalars(select(Issue).where(Issue.publication_id == publication_id)).all()


def latest_issues(publication_id: int, *, limit: int) -> Sequence[Issue]:
    """Return the issues that came out last with their releases, the latest first."""
    statement = select(Issue).where(Issue.publication_id == publication_id)
    latest = statement.order_by(Issue.issued_on.desc(), Issue.release_id.desc()).limit(limit)
    return session().scalars(latest.options(joinedload(Issue.release))).all()


def last_issued_on(publication_id: int) -> date | None:
    """Return the day on which the latest issue came out; None where none was announced."""
    statement = select(func.max(Issue.issued_on)).where(Issue.publication_id == publication_id)
    return session().scalar(statement)


def last_days(publication_ids: Collection[int]) -> dict[int, date]:
    """Return the day on which the latest issue of each of these periodicals came out, where there is one."""
    statement = select(Issue.publication_id, func.max(Issue.issued_on)).group_by(Issue.publication_id)
    found = session().execute(statement.where(Issue.publication_id.in_(publication_ids)))
    return {row[0]: row[1] for row in found}


def count_issues(publication_id: int) -> int:
    """Return how many issues of a periodical were announced."""
    return session().scalar(select(func.count()).where(Issue.publication_id == publication_id)) or 0


def is_own_issue(actor: Actor, release_id: int) -> bool:
    """Whether a release is an issue of a periodical of one's own organisation."""
    found = select(Issue.release_id).join(Publication, Publication.id == Issue.publication_id)
    return (
        session().scalar(
            found.where(Issue.release_id == release_id, Publication.publisher_id.in_(actor.organisation_ids))
        )
        is not None
    )


def issue_of(release_id: int) -> Issue:
    """Return what numbers a release. Raises `NotFound`: it is no issue."""
    found = session().get(Issue, release_id)
    if found is None:
        raise NotFound("not_found")
    return found
