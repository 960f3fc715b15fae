"""Evidence that a depositor puts to a request: photographs and PDF, each kept once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from app.compliance.requests.models import DepositorRequest, RequestFile
from app.compliance.requests.services.finding import waiting_request
from app.compliance.requests.services.telling import tell
from app.deposits.consignments.evidence.checking import SUFFIXES, what_is_kept
from app.deposits.photographs import Sent
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.infra.db import session
from app.infra.storage import keep_file
from app.infra.uploads import plain_name
from app.policy.permissions import Permission

MOST_FILES = 20
"""For one request."""


def add_evidence(*, request_id: int, files: Sequence[Sent], by: Actor, at: datetime) -> DepositorRequest:
    """Put more evidence to a request that waits; the same bytes sent again change nothing.

    Raises:
        NotFound: the request is not the actor's.
        DomainError: `evidence.none_chosen`, and what `what_is_kept` finds wrong.
        Conflict: as `waiting_request`; `request.too_many_files`.
    """
    request = waiting_request(request_id, by, Permission.REQUEST_MAKE)
    if not files:
        raise DomainError("evidence.none_chosen", "file")
    added = keep_files(request, files, at=at)
    if added:
        tell("request.evidence_added", request, by, at, {"sent_sha256": added})
    return request


def keep_files(request: DepositorRequest, files: Sequence[Sent], *, at: datetime) -> list[str]:
    """Keep files with a request; returned are the digests of those that were not there yet."""
    there = set(
        session().scalars(select(RequestFile.sent_sha256).where(RequestFile.request_id == request.id))
    )
    new = {sent.sha256: sent for sent in files if sent.sha256 not in there}
    if len(there) + len(new) > MOST_FILES:
        raise Conflict("request.too_many_files", most=MOST_FILES)
    for digest, sent in new.items():
        kept = what_is_kept(sent.content, sent.field)
        name = plain_name(sent.name, SUFFIXES[kept.media_type])
        stored = keep_file(kept.content, name=name, media_type=kept.media_type, at=at)
        session().add(RequestFile(request_id=request.id, file_id=stored.id, sent_sha256=digest, added_at=at))
    session().flush()
    return sorted(new)
