"""What a release said before each of its amendments."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from app.accounts.models import Account
from app.domain.registration import RegistrationAnswers
from app.infra.db import session
from app.publications.models import ReleaseRevision


class Revision(NamedTuple):
    """What was said until `amended_at`, and who amended it then; `by` is empty for the system."""

    said: RegistrationAnswers
    amended_at: datetime
    by: str


def revisions_of(release_id: int) -> list[Revision]:
    """Return what a release said before, the earliest first; the caller has seen to its reach."""
    statement = (
        select(ReleaseRevision.facts, ReleaseRevision.amended_at, Account.name)
        .outerjoin(Account, Account.id == ReleaseRevision.amended_by_id)
        .where(ReleaseRevision.release_id == release_id)
        .order_by(ReleaseRevision.version)
    )
    return [
        Revision(RegistrationAnswers.from_json(facts), amended_at, by or "")
        for facts, amended_at, by in session().execute(statement)
    ]
