"""Taking a registration back: what it says did not happen, or was said twice."""

from datetime import datetime

from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish
from app.publications.models import Release, ReleaseWithdrawal
from app.publications.queries import own_release


def withdraw_release(*, release_id: int, reason: str, by: Actor, at: datetime) -> Release:
    """Take back the registration of one's own release; its record stays, with why.

    Slices above refuse it by their reactions, where copies are on their way or an act names what is owed.

    Raises:
        NotFound: the release is not this organisation's.
        Conflict: `release.withdrawn`, it was withdrawn before; `release.moved`.
        DomainError: `release.reason_missing`.
    """
    release = own_release(by, release_id, lock=True)
    if release.withdrawal is not None:
        raise Conflict("release.withdrawn")
    if not reason.strip():
        raise DomainError("release.reason_missing", "reason")
    session().add(
        ReleaseWithdrawal(
            release_id=release.id, reason=reason.strip(), withdrawn_at=at, withdrawn_by_id=by.account_id
        )
    )
    session().flush()
    session().refresh(release, ["withdrawal"])
    subjects = (
        Subject("release", release.id),
        Subject("publication", release.publication_id),
        Subject("organisation", release.publication.publisher_id),
    )
    publish(Event("release.withdrawn", by, at, subjects, after={"reason": reason.strip()}))
    return release
