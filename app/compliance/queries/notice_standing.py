"""How notices stand, worked out by the database in the statement that reads them."""

from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.compliance.models import Notice, NoticeLine
from app.compliance.scope import asked_for, spared_for_a_time
from app.compliance.standing import NoticeStatus
from app.deposits.obligations.models import Obligation
from app.domain.obligations.relief import Pause

_successor = aliased(Notice)
REPLACED = exists().where(_successor.replaces_id == Notice.id)

LACKING = Obligation.copies - Obligation.handed_over

ENDED = or_(
    Obligation.cancelled_at.is_not(None), Obligation.excused_at.is_not(None), Obligation.copies.is_(None)
)


def lapsed_lines(today: date) -> ColumnElement[bool]:
    """Nothing more is asked for, and not all came: an amendment or an exemption took the duty or its day away
    or put the day off, or an objection was accepted."""
    to_come = or_(Obligation.due_on.is_(None), Obligation.due_on >= today)
    return or_(
        and_(ENDED, Obligation.handed_over < NoticeLine.copies),
        and_(Obligation.open, or_(to_come, Obligation.pause == Pause.UPHELD)),
    )


def figures(today: date) -> tuple[ColumnElement[int], ColumnElement[int], ColumnElement[int]]:
    """What `notice_status` rests on, as values of the row of a notice."""
    return (
        _lines_that(asked_for(today), func.sum(LACKING)).label("missing"),
        _lines_that(spared_for_a_time(today), func.sum(LACKING)).label("spared"),
        _lines_that(lapsed_lines(today), func.count()).label("lapsed"),
    )


def _lines_that(condition: ColumnElement[bool], count: ColumnElement[int]) -> ScalarSelect[int]:
    """A figure over those lines of a notice for which the condition holds, as a value of its row."""
    return (
        select(func.coalesce(count, 0))
        .select_from(NoticeLine)
        .join(Obligation, Obligation.id == NoticeLine.obligation_id)
        .where(NoticeLine.notice_id == Notice.id, condition)
        .correlate(Notice)
        .scalar_subquery()
    )


def in_status(status: NoticeStatus, today: date) -> ColumnElement[bool]:
    """The condition that a notice stands so on this day."""
    if status is NoticeStatus.SUPERSEDED:
        return REPLACED
    if status is NoticeStatus.WITHDRAWN:
        return and_(Notice.withdrawn_at.is_not(None), ~REPLACED)
    return and_(Notice.withdrawn_at.is_(None), _is_now(status, today))


def _is_now(status: NoticeStatus, today: date) -> ColumnElement[bool]:
    missing, spared, lapsed = figures(today)
    if status is NoticeStatus.LIVE:
        return missing > 0
    if status is NoticeStatus.SPARED:
        return and_(missing == 0, spared > 0)
    return and_(missing == 0, spared == 0, lapsed > 0 if status is NoticeStatus.LAPSED else lapsed == 0)
