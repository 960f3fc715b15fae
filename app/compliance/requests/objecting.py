"""What can be objected to, and how often: something late, and once until a new notice accuses anew."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, select

from app.compliance.models import Notice, NoticeLine
from app.compliance.requests.models import Decision, DepositorRequest, RequestLine
from app.compliance.scope import noticed
from app.deposits.obligations.models import Obligation
from app.domain.errors import Conflict
from app.domain.requests import RequestKind
from app.infra.db import session

MOST_TIMES = 2
"""How often a line is objected to: once, and once more by who has withdrawn the first."""


def check_objection(lines: Sequence[Obligation], today: date) -> None:
    """Check that these lines can be objected to.

    Raises:
        Conflict: `request.nothing_to_object`, nothing is said against one of them;
            `request.objection_refused` with the number of the decision; `request.objected_twice`.
    """
    ids = [line.id for line in lines]
    ahead = {line.id for line in lines if line.due_on is None or line.due_on >= today}
    if ahead - set(session().scalars(select(Obligation.id).where(Obligation.id.in_(ahead), noticed()))):
        raise Conflict("request.nothing_to_object")
    line = RequestLine
    earlier = (
        select(line.obligation_id, line.granted, Decision.number)
        .join(DepositorRequest, DepositorRequest.id == line.request_id)
        .outerjoin(Decision, Decision.request_id == DepositorRequest.id)
        .where(DepositorRequest.kind == RequestKind.OBJECTION, line.obligation_id.in_(ids), ~_accused_since())
    )
    found = session().execute(earlier).all()
    refused = next((number for _line, granted, number in found if granted is False), None)
    if refused is not None:
        raise Conflict("request.objection_refused", number=refused)
    withdrawn = Counter(row for row, granted, _number in found if granted is None)
    if withdrawn and max(withdrawn.values()) >= MOST_TIMES:
        raise Conflict("request.objected_twice")


def issuers_of(request: DepositorRequest) -> Collection[int | None]:
    """Who issued or countersigned the notices that a request turns against: the one it cites, else those in
    force."""
    if request.notice is not None:
        return {request.notice.issued_by_id, request.notice.countersigned_by_id}
    named = select(NoticeLine.notice_id).where(
        NoticeLine.obligation_id.in_([line.obligation_id for line in request.lines])
    )
    hands = select(Notice.issued_by_id, Notice.countersigned_by_id)
    in_force = hands.where(Notice.id.in_(named), Notice.withdrawn_at.is_(None))
    return {person for row in session().execute(in_force) for person in row}


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
