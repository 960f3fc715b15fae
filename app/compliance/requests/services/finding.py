"""The request that an act is about, locked and still to be acted on."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.compliance.models import Notice
from app.compliance.requests.models import DepositorRequest, RequestLine
from app.compliance.requests.scope import requests_within_reach
from app.domain.actor import Actor
from app.domain.errors import Conflict, NotFound
from app.infra.db import session
from app.policy.permissions import Permission


def locked_request(request_id: int, by: Actor, permission: Permission) -> DepositorRequest:
    """A request within reach, locked; the notice that it is about is locked first. Raises `NotFound`.

    It is read by a statement of its own after that: what waits for a lock sees the decision as it was before.
    """
    reached = select(DepositorRequest).where(
        DepositorRequest.id == request_id, requests_within_reach(by, permission)
    )
    notices = select(Notice.id).where(Notice.id.in_(reached.with_only_columns(DepositorRequest.notice_id)))
    session().execute(notices.with_for_update())
    session().execute(reached.with_only_columns(DepositorRequest.id).with_for_update(of=DepositorRequest))
    loaded = (
        joinedload(DepositorRequest.notice),
        joinedload(DepositorRequest.depositor),
        joinedload(DepositorRequest.decision),
        joinedload(DepositorRequest.against).joinedload(DepositorRequest.decision),
        selectinload(DepositorRequest.lines).joinedload(RequestLine.obligation),
        selectinload(DepositorRequest.files),
    )
    found = session().scalar(reached.options(*loaded).execution_options(populate_existing=True))
    if found is None:
        raise NotFound("not_found")
    return found


def waiting_request(request_id: int, by: Actor, permission: Permission) -> DepositorRequest:
    """A request within reach that waits, locked.

    Raises:
        NotFound: there is none.
        Conflict: `request.withdrawn_already`, `request.decided_already`, `request.notice_withdrawn`.
    """
    found = locked_request(request_id, by, permission)
    if found.decision is not None:
        raise Conflict("request.decided_already", number=found.decision.number)
    if found.withdrawn_at is not None:
        raise Conflict("request.withdrawn_already")
    if found.ended_at is not None:
        raise Conflict("request.notice_withdrawn")
    return found
