"""What was answered is not asked again: a refusal is appealed, and an appeal is decided once.

Each request pauses its lines; could it be repeated, the ladder would never go on.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from app.compliance.models import Notice, NoticeLine
from app.compliance.requests.models import Decision, DepositorRequest, RequestLine
from app.compliance.requests.times import Subject
from app.deposits.obligations.models import Obligation
from app.domain.errors import Conflict
from app.domain.obligations.relief import last_day
from app.domain.requests import RequestKind
from app.infra import clock
from app.infra.db import session

MOST_TIMES = 2
"""How often a line is asked about in the same matter: once, and once more by who has withdrawn the first."""


class _Asked(NamedTuple):
    """A line that was asked about before; `granted` None: it waits, or was withdrawn."""

    obligation_id: int
    request_id: int
    waits: bool
    granted: bool | None
    number: str | None
    made_at: datetime


class Refused(NamedTuple):
    """A decision that refused something about a line: the same is not asked about it again."""

    kind: RequestKind
    request_id: int
    number: str
    obligation_id: int


def refused_before(obligation_ids: Sequence[int]) -> list[Refused]:
    """What was refused about these lines and is not asked again until a new notice names them."""
    request, line = DepositorRequest, RequestLine
    statement = (
        select(request.kind, request.id, Decision.number, line.obligation_id)
        .join(request, request.id == line.request_id)
        .join(Decision, Decision.request_id == request.id)
        .where(
            request.kind != RequestKind.APPEAL,
            line.obligation_id.in_(obligation_ids),
            line.granted.is_(False),
            ~_accused_since(),
        )
        .order_by(request.id, line.id)
    )
    return [Refused(*row) for row in session().execute(statement)]


def check_repetition(kind: RequestKind, about: Subject) -> None:
    """Check that this was not asked before: until a new notice names the line, or, an appeal, at all.

    Raises:
        Conflict: `request.refused_before`, `request.appealed_before`, with the number of the decision;
            `request.asked_twice`, `request.appealed_twice`.
    """
    ids = [line.id for line in about.lines]
    if kind is RequestKind.APPEAL:
        spent = _spent(ids, about)
        if spent:
            raise next(iter(spent.values()))
        return
    found = _earlier(kind, ids, ~_accused_since())
    if kind is RequestKind.OBJECTION:
        _refuse_after_appeal(ids)
    refused = next((row for row in found if row.granted is False), None)
    if refused is not None:
        raise _after_refusal(refused)
    if _withdrawn_too_often(_made_late(found, about.lines)):
        raise Conflict("request.asked_twice")


def _refuse_after_appeal(obligation_ids: Sequence[int]) -> None:
    """What an appeal has refused is not begun anew by an objection to the same notice."""
    for row in _earlier(RequestKind.APPEAL, obligation_ids, ~_accused_since()):
        if row.granted is False:
            raise Conflict("request.appealed_before", number=row.number)


def appealable(request: DepositorRequest) -> list[int]:
    """The obligations about which the decision of a request can be appealed still."""
    ids = [line.obligation_id for line in request.denied]
    spent = _spent(ids, Subject((), against=request)) if ids else {}
    return [id_ for id_ in ids if id_ not in spent]


def _after_refusal(refused: _Asked) -> Conflict:
    """What is left after a refusal: the appeal, or nothing once that was decided or withdrawn too often."""
    first = session().get_one(DepositorRequest, refused.request_id)
    spent = _spent([refused.obligation_id], Subject((), against=first))
    return spent.get(refused.obligation_id, Conflict("request.refused_before", number=refused.number))


def _spent(obligation_ids: Sequence[int], about: Subject) -> dict[int, Conflict]:
    """Lines that are not appealed again in this matter, with the reason."""
    found = _earlier(RequestKind.APPEAL, obligation_ids, _same_appeal(about))
    spent = dict.fromkeys(_withdrawn_too_often(found), Conflict("request.appealed_twice"))
    spent |= {row.obligation_id: Conflict("request.waits_already") for row in found if row.waits}
    for row in found:
        if row.granted is not None:
            spent[row.obligation_id] = Conflict("request.appealed_before", number=row.number)
    return spent


def _made_late(found: Sequence[_Asked], lines: Sequence[Obligation]) -> list[_Asked]:
    """What was asked after the line's last day: what was withdrawn before has held nothing up."""
    last = {line.id: last_day(line.due_on, line.extended_to) for line in lines}
    return [row for row in found if clock.local_day(row.made_at) > (last[row.obligation_id] or date.max)]


def _withdrawn_too_often(found: Sequence[_Asked]) -> list[int]:
    times = Counter(row.obligation_id for row in found if row.granted is None and not row.waits)
    return [id_ for id_, number in times.items() if number >= MOST_TIMES]


def _earlier(kind: RequestKind, obligation_ids: Sequence[int], matter: ColumnElement[bool]) -> list[_Asked]:
    line, request = RequestLine, DepositorRequest
    statement = (
        select(
            line.obligation_id,
            request.id,
            request.ended_at.is_(None),
            line.granted,
            Decision.number,
            request.made_at,
        )
        .join(request, request.id == line.request_id)
        .outerjoin(Decision, Decision.request_id == request.id)
        .where(request.kind == kind, line.obligation_id.in_(obligation_ids), matter)
        .order_by(line.id)
    )
    return [_Asked(*row) for row in session().execute(statement)]


def _same_appeal(about: Subject) -> ColumnElement[bool]:
    """An appeal against a notice and one against what was decided on an objection to it are one matter."""
    against, notice = about.against, about.notice
    if against is not None:
        decided = DepositorRequest.against_id == against.id
        if against.kind is not RequestKind.OBJECTION or against.notice_id is None:
            return decided
        # That a decision was taken up again is a new act, appealed whatever was appealed before.
        first = RequestLine.obligation_id.not_in([line.obligation_id for line in against.taken_up])
        return or_(decided, and_(first, _about_notice(against.notice_id)))
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
