"""What a depositor can ask about: its open obligations, notices to it, decisions on its requests."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.compliance.models import Notice
from app.compliance.requests.models import DepositorRequest
from app.compliance.requests.scope import requests_within_reach
from app.compliance.scope import notices_within_reach
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import within_reach
from app.domain.actor import Actor
from app.domain.errors import Conflict, NotFound
from app.infra.db import session
from app.policy.permissions import Permission


def own_lines(by: Actor, obligation_ids: Collection[int], *, lock: bool = False) -> Sequence[Obligation]:
    """These obligations of the actor's own, what is due first. Raises `NotFound` if one is not."""
    chosen = (Obligation.id.in_(obligation_ids), within_reach(by, Permission.REQUEST_MAKE))
    if lock:
        session().execute(select(Obligation.id).where(*chosen).order_by(Obligation.id).with_for_update())
    rows = select(Obligation).where(*chosen).order_by(Obligation.due_on.asc().nulls_last(), Obligation.id)
    found = session().scalars(rows.execution_options(populate_existing=True)).all()
    if len(found) != len(set(obligation_ids)) or not found:
        raise NotFound("not_found")
    return found


def notice_for_request(by: Actor, notice_id: int) -> Notice:
    """A notice to the actor, with its lines.

    Raises:
        NotFound: there is none.
        Conflict: `request.notice_withdrawn`.
    """
    reached = notices_within_reach(by, Permission.NOTICE_READ)
    found = session().scalar(
        select(Notice)
        .where(Notice.id == notice_id, reached)
        .options(selectinload(Notice.lines))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound("not_found")
    if found.withdrawn_at is not None:
        raise Conflict("request.notice_withdrawn")
    return found


def against_for(by: Actor, request_id: int) -> DepositorRequest:
    """A decided request of the actor whose decision can be appealed, with its lines.

    Raises:
        NotFound: there is none.
        Conflict: `request.nothing_to_appeal`: it is not decided, gave all, or was itself an appeal.
    """
    found = session().scalar(
        select(DepositorRequest)
        .where(DepositorRequest.id == request_id, requests_within_reach(by, Permission.REQUEST_MAKE))
        .options(joinedload(DepositorRequest.decision), selectinload(DepositorRequest.lines))
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound("not_found")
    if not found.denied:
        raise Conflict("request.nothing_to_appeal")
    return found
