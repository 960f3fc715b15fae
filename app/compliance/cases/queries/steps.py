"""How far open cases are, as a value of their rows: derived from what stands when it is asked."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, exists, func, literal, select

from app.compliance.cases.models import Case, SanctionProposal
from app.compliance.models import Notice, NoticeLine
from app.compliance.scope import asked_for, spared_for_a_time
from app.deposits.obligations.models import Obligation

IN_FORCE = (Notice.case_id == Case.id, Notice.withdrawn_at.is_(None))


class CaseStep(StrEnum):
    """The step at which an open case is; of several that fit the first holds.

    Days to put things right are those of the papers: a later service that moved one is weighed in the case.
    """

    NO_NOTICE = "no_notice"
    """All its notices were withdrawn."""
    CURABLE = "curable"
    """Nothing that its notices name is missing any more."""
    PROPOSED = "proposed"
    """A sanction is proposed."""
    CURING = "curing"
    """The day to put things right of one of its notices is still to come."""
    DAY_UNKNOWN = "day_unknown"
    """No such day is to come, and one is not known."""
    CURE_OVER = "cure_over"
    """All such days are past."""


def missing(today: date) -> ScalarSelect[int]:
    """The copies asked for: those missing that notices in force of a case name, but for what is spared."""
    return _copies(asked_for(today))


def spared(today: date) -> ScalarSelect[int]:
    """Of the copies that they name and that are missing, those in dispute or given time."""
    return _copies(spared_for_a_time(today))


def nothing_missing(today: date) -> ColumnElement[bool]:
    """The condition that nothing is asked for, nor will be when a time that was given is over."""
    return and_(missing(today) == 0, spared(today) == 0)


def _copies(condition: ColumnElement[bool]) -> ScalarSelect[int]:
    return (
        select(func.coalesce(func.sum(Obligation.copies - Obligation.handed_over), 0))
        .select_from(NoticeLine)
        .join(Notice, Notice.id == NoticeLine.notice_id)
        .join(Obligation, Obligation.id == NoticeLine.obligation_id)
        .where(*IN_FORCE, condition)
        .correlate(Case)
        .scalar_subquery()
    )


def step_on(today: date) -> ColumnElement[str]:
    """The step of an open case on a day."""
    noticed = exists(select(Notice.id).where(*IN_FORCE).correlate(Case))
    proposed = exists(select(SanctionProposal.id).where(SanctionProposal.case_id == Case.id).correlate(Case))
    curing = exists(select(Notice.id).where(*IN_FORCE, Notice.cure_on >= today).correlate(Case))
    unknown = exists(select(Notice.id).where(*IN_FORCE, Notice.cure_on.is_(None)).correlate(Case))
    return case(
        (~noticed, literal(CaseStep.NO_NOTICE.value)),
        (nothing_missing(today), literal(CaseStep.CURABLE.value)),
        (proposed, literal(CaseStep.PROPOSED.value)),
        (curing, literal(CaseStep.CURING.value)),
        (unknown, literal(CaseStep.DAY_UNKNOWN.value)),
        else_=literal(CaseStep.CURE_OVER.value),
    )
