"""What was answered is not asked again: a refusal is appealed, and an appeal is decided once.

Each request pauses its lines; could it be repeated, the ladder would never go on.
"""

from collections import Counter

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from app.compliance.models import Notice, NoticeLine
from app.compliance.requests.models import Decision, DepositorRequest, RequestLine
from app.compliance.requests.times import Subject
from app.domain.errors import Conflict
from app.domain.requests import RequestKind
from app.infra.db import session

MOST_TIMES = 2
"""How often a line is asked about in the same matter: once, and once more by who has withdrawn the first."""


def check_repetition(kind: RequestKind, about: Subject) -> None:
    """Check that this was not asked before: until a new notice names the line, or, an appeal, at all.

    Raises:
        Conflict: `request.refused_before`, `request.appealed_before`, with the number of the decision;
            `request.asked_twice`.
    """
    appeal = kind is RequestKind.APPEAL
    matter = _same_appeal(about) if appeal else ~_accused_since()
    ids = [line.id for line in about.lines]
    found = session().execute(_earlier(kind).where(RequestLine.obligation_id.in_(ids), matter)).all()
    refused = next((number for _line, granted, number in found if granted is False), None)
    if refused is not None:
        raise Conflict("request.appealed_before" if appeal else "request.refused_before", number=refused)
    withdrawn = Counter(line for line, granted, _number in found if granted is None)
    if withdrawn and max(withdrawn.values()) >= MOST_TIMES:
        raise Conflict("request.asked_twice")


def _earlier(kind: RequestKind) -> Select[int, bool | None, str]:
    return (
        select(RequestLine.obligation_id, RequestLine.granted, Decision.number)
        .join(DepositorRequest, DepositorRequest.id == RequestLine.request_id)
        .outerjoin(Decision, Decision.request_id == DepositorRequest.id)
        .where(DepositorRequest.kind == kind)
    )


def _same_appeal(about: Subject) -> ColumnElement[bool]:
    """An appeal against a notice and one against what was decided on an objection to it are one matter."""
    against, notice = about.against, about.notice
    if against is not None:
        decided = DepositorRequest.against_id == against.id
        if against.kind is not RequestKind.OBJECTION or against.notice_id is None:
            return decided
        return or_(decided, _about_notice(against.notice_id))
    return _about_notice(notice.id if notice is not None else 0)


def _about_notice(notice_id: int) -> ColumnElement[bool]:
    first = aliased(DepositorRequest)
    objected = select(first.id).where(
        first.id == DepositorRequest.against_id, first.kind == RequestKind.OBJECTION
    )
    return and_(
        DepositorRequest.notice_id == notice_id,
        or_(DepositorRequest.against_id.is_(None), exists(objected.correlate(DepositorRequest))),
    )


def _accused_since() -> ColumnElement[bool]:
    """Whether a notice in force names the line that was issued after the request."""
    naming = (
        select(Notice.id)
        .join(NoticeLine, NoticeLine.notice_id == Notice.id)
        .where(
            and_(
                NoticeLine.obligation_id == RequestLine.obligation_id,
                Notice.withdrawn_at.is_(None),
                Notice.issued_at > DepositorRequest.made_at,
            )
        )
    )
    return exists(naming.correlate(RequestLine, DepositorRequest))
