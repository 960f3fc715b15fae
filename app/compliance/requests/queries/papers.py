"""The files of requests: what was put to them, and the papers of their decisions."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select

from app.compliance.requests.models import Decision, RequestFile
from app.infra.db import session
from app.infra.storage import StoredFile


class RequestPaper(NamedTuple):
    """A kept file of a request; `decision` tells the paper of the authority from evidence."""

    request_id: int
    decision: bool
    file: StoredFile


def decisions_without_file(request_ids: Collection[int]) -> list[str]:
    """The numbers of decisions on these requests whose papers are still being made."""
    statement = select(Decision.number).where(
        Decision.request_id.in_(request_ids), Decision.file_id.is_(None)
    )
    return list(session().scalars(statement.order_by(Decision.request_id)))


def papers_of(request_ids: Collection[int]) -> list[RequestPaper]:
    """Return the files of these requests, whose reach the caller has made sure of, request by request."""
    evidence = (
        select(RequestFile.request_id, StoredFile)
        .join(StoredFile, StoredFile.id == RequestFile.file_id)
        .where(RequestFile.request_id.in_(request_ids))
        .order_by(RequestFile.request_id, RequestFile.id)
    )
    decisions = (
        select(Decision.request_id, StoredFile)
        .join(StoredFile, StoredFile.id == Decision.file_id)
        .where(Decision.request_id.in_(request_ids))
        .order_by(Decision.request_id)
    )
    return [
        RequestPaper(request_id, decision, file)
        for decision, statement in ((False, evidence), (True, decisions))
        for request_id, file in session().execute(statement)
    ]
