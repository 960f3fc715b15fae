"""What a depositor is offered to ask about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select

from app.compliance.models import Notice, NoticeLine
from app.compliance.requests.choosing import against_for, notice_for_request
from app.compliance.requests.models import DepositorRequest
from app.compliance.requests.repeating import appealable
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.rows import ObligationRow, read_row, select_rows
from app.deposits.obligations.scope import within_reach
from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.infra.db import session
from app.policy.permissions import Permission

MOST_OFFERED = 200
AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Start:
    """From where somebody asks: chosen lines, a notice, a decided request, or a release."""

    line_ids: Sequence[int] = ()
    notice_id: int | None = None
    against_id: int | None = None
    release_id: int | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """The open lines that can be chosen, and what a request from here turns against."""

    rows: Sequence[ObligationRow]
    notice: Notice | None
    against: DepositorRequest | None


def offer(actor: Actor, start: Start, *, today: date) -> Offer:
    """The actor's own open lines from this start; from nowhere, what is late or due within AHEAD.

    Raises:
        NotFound: the notice or the decision is not the actor's.
        Conflict: `request.notice_withdrawn`, `request.nothing_to_appeal`.
    """
    notice = notice_for_request(actor, start.notice_id) if start.notice_id else None
    against = against_for(actor, start.against_id) if start.against_id else None
    if against is not None and not appealable(against):
        raise Conflict("request.nothing_to_appeal")
    statement = select_rows(actor).where(
        within_reach(actor, Permission.REQUEST_MAKE), Obligation.open, _from(start, against, today)
    )
    ordered = statement.order_by(Obligation.due_on.asc().nulls_last(), Obligation.id).limit(MOST_OFFERED)
    return Offer([read_row(row) for row in session().execute(ordered)], notice, against)


def _from(start: Start, against: DepositorRequest | None, today: date) -> ColumnElement[bool]:
    if against is not None:
        return Obligation.id.in_(appealable(against))
    if start.notice_id:
        return Obligation.id.in_(
            select(NoticeLine.obligation_id).where(NoticeLine.notice_id == start.notice_id)
        )
    if start.release_id:
        return Obligation.release_id == start.release_id
    if start.line_ids:
        return Obligation.id.in_(start.line_ids)
    return Obligation.due_on <= today + AHEAD
