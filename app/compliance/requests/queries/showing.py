"""One request with all that belongs to it, its files, and its decision for whoever holds the code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from app.compliance.requests.models import Decision, DepositorRequest, Naming, RequestFile
from app.compliance.requests.scope import requests_within_reach
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.rows import ObligationRow, read_row, select_rows
from app.domain.actor import Actor
from app.domain.documents import DecisionPaper
from app.domain.documents.storing import paper_of
from app.domain.errors import NotFound
from app.infra.db import session
from app.infra.storage import StoredFile
from app.organisations.models import Organisation
from app.policy.permissions import Permission


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """A request with what it names, as that stands now, and the appeals against its decision."""

    request: DepositorRequest
    owed: Mapping[int, ObligationRow]
    appeals: Sequence[int]


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """A decision, what its paper says, and to whom it went."""

    decision: Decision
    paper: DecisionPaper
    depositor: Organisation


def request_for(actor: Actor, request_id: int) -> RequestRecord:
    """One request within reach. Raises `NotFound`."""
    reached = requests_within_reach(actor, Permission.REQUEST_READ)
    found = session().scalar(_loaded().where(DepositorRequest.id == request_id, reached))
    if found is None:
        raise NotFound("not_found")
    rows = select_rows(actor).where(Obligation.id.in_([line.obligation_id for line in found.lines]))
    owed = {row.id: read_row(row) for row in session().execute(rows)}
    appeals = select(DepositorRequest.id).where(DepositorRequest.against_id == found.id)
    return RequestRecord(found, owed, session().scalars(appeals.order_by(DepositorRequest.id)).all())


def namings_of(request_id: int) -> Sequence[Naming]:
    """Who was named to decide a request whose reach the caller has made sure of, the last one last."""
    named = select(Naming).where(Naming.request_id == request_id)
    loaded = joinedload(Naming.account), joinedload(Naming.named_by)
    return session().scalars(named.options(*loaded).order_by(Naming.id)).all()


def request_file(actor: Actor, file_id: int) -> StoredFile:
    """A file that was put to a request within reach. Raises `NotFound`."""
    reached = requests_within_reach(actor, Permission.REQUEST_READ)
    found = session().scalar(
        select(StoredFile)
        .join(RequestFile, RequestFile.file_id == StoredFile.id)
        .join(DepositorRequest, DepositorRequest.id == RequestFile.request_id)
        .where(RequestFile.id == file_id, reached)
    )
    if found is None:
        raise NotFound("not_found")
    return found


def decision_by_code(code: str) -> DecisionRecord | None:
    """The decision that bears a verification code, for whoever holds it."""
    row = (
        session()
        .execute(
            select(Decision, Organisation)
            .join(DepositorRequest, DepositorRequest.id == Decision.request_id)
            .join(Organisation, Organisation.id == DepositorRequest.depositor_id)
            .where(Decision.verification_code == code)
            .options(joinedload(Decision.file), undefer(Decision.facts))
        )
        .one_or_none()
    )
    return DecisionRecord(row[0], paper_of(DecisionPaper, row[0].facts), row[1]) if row else None


def _loaded() -> Select[Any]:
    request = DepositorRequest
    return select(request).options(
        joinedload(request.depositor),
        joinedload(request.notice),
        joinedload(request.decision).joinedload(Decision.file),
        joinedload(request.against).joinedload(request.decision),
        selectinload(request.lines),
        selectinload(request.files).joinedload(RequestFile.file),
    )
