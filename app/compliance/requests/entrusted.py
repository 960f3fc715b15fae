"""What an official may read because he was named to decide a request: its case with its notices."""

from sqlalchemy import ColumnElement, Select, false, or_, select

from app.compliance.models import Notice, NoticeLine
from app.compliance.requests.deciders import entrusted_to
from app.compliance.requests.models import DepositorRequest, RequestLine
from app.compliance.scope import notices_within_reach
from app.domain.actor import Actor
from app.policy.permissions import Permission
from app.policy.predicates import Reach
from app.policy.table import reaches


def readable_notices(actor: Actor) -> ColumnElement[bool]:
    """The condition that the actor may open a notice; lists and sums show what is within reach alone."""
    return or_(
        notices_within_reach(actor, Permission.NOTICE_READ),
        _entrusted(actor, Permission.NOTICE_READ),
        Notice.case_id.in_(cases_to_read(actor)),
    )


def cases_to_read(actor: Actor) -> Select[int | None]:
    """Which cases he may open for that reason, with their notices: their ids, for an IN."""
    return select(Notice.case_id).where(_entrusted(actor, Permission.CASE_READ)).correlate(None)


def _entrusted(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    """Notices that name a line of a request that waits for him, in force or not."""
    if Reach.NAMED not in reaches(actor, permission):
        return false()
    naming = (
        select(NoticeLine.notice_id)
        .join(RequestLine, RequestLine.obligation_id == NoticeLine.obligation_id)
        .join(DepositorRequest, DepositorRequest.id == RequestLine.request_id)
        .where(entrusted_to(actor))
    )
    return Notice.id.in_(naming)
