"""Who had a hand in what a request turns against, and therefore does not decide it."""

from sqlalchemy import ColumnElement, and_, exists, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.compliance.models import Notice, NoticeLine
from app.compliance.requests.models import Decision, DepositorRequest, RequestLine
from app.domain.actor import Actor
from app.domain.requests import RequestKind
from app.infra.db import session

AGAINST_AN_ACT = (RequestKind.OBJECTION, RequestKind.APPEAL)
"""These attack what somebody did; more time and an exemption attack nothing."""


def may_decide(request: DepositorRequest, by: Actor) -> bool:
    """Whether the actor had no hand in what is objected to or appealed."""
    return by.account_id is None or not had_a_hand(request, by.account_id)


def had_a_hand(request: DepositorRequest, account_id: int) -> bool:
    """Whether the person is barred from deciding this request."""
    found = select(DepositorRequest.id).where(
        DepositorRequest.id == request.id, has_a_hand(literal(account_id))
    )
    return session().scalar(found) is not None


def has_a_hand(person: ColumnElement[int] | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """The condition that the person with this id issued or countersigned a notice that the request turns
    against (the one it cites, else those in force on its lines), or decided or took up again what it
    appeals."""
    request, first = DepositorRequest, aliased(Decision)
    signed = or_(Notice.issued_by_id == person, Notice.countersigned_by_id == person)
    cited = select(Notice.id).where(Notice.id == request.notice_id, signed)
    in_force = (
        select(Notice.id)
        .join(NoticeLine, NoticeLine.notice_id == Notice.id)
        .join(RequestLine, RequestLine.obligation_id == NoticeLine.obligation_id)
        .where(RequestLine.request_id == request.id, Notice.withdrawn_at.is_(None), signed)
    )
    decided = select(first.id).where(
        first.request_id == request.against_id,
        or_(first.decided_by_id == person, first.reopened_by_id == person),
    )
    acts = [
        exists(found.correlate_except(Notice, NoticeLine, RequestLine, first)) for found in (cited, decided)
    ]
    named = exists(in_force.correlate_except(Notice, NoticeLine, RequestLine, first))
    return and_(request.kind.in_(AGAINST_AN_ACT), or_(*acts, and_(request.notice_id.is_(None), named)))
