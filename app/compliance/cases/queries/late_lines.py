"""Which lines of a case's notices are late now, and of which settled case late lines are a matter."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, Select, exists, func, select

from app.compliance.cases.models import Case
from app.compliance.models import Notice, NoticeLine
from app.compliance.scope import noticeable, owed_by
from app.deposits.obligations.models import Obligation
from app.infra.db import session


def late_lines_named(case: Case, today: date) -> int:
    """How many lines that notices in force of this case name are late, and no decision excused them."""
    return session().scalar(select(func.count()).where(noticeable(today), _named_in(Case.id == case.id))) or 0


def settled_case_over(depositor_id: int, region: str, today: date) -> Case | None:
    """The last settled case of a depositor, where notices of such cases name every late line."""
    late = (owed_by(depositor_id), noticeable(today))
    matter = _named_in(Case.settled_at.is_not(None), Case.region_soato == region)
    if session().scalar(select(Obligation.id).where(*late, ~matter).limit(1)) is not None:
        return None
    over = (
        select(NoticeLine.notice_id).join(Obligation, Obligation.id == NoticeLine.obligation_id).where(*late)
    )
    statement = select(Case).join(Notice, Notice.case_id == Case.id)
    settled = (Case.settled_at.is_not(None), Case.region_soato == region, Notice.withdrawn_at.is_(None))
    return session().scalar(statement.where(*settled, Notice.id.in_(over)).order_by(Case.id.desc()).limit(1))


def last_settled_case(obligations: Collection[int] | Select[int], region: str, series: str) -> Case | None:
    """The last settled case of which a notice, in force or withdrawn, names one of these obligations."""
    naming = select(NoticeLine.notice_id).where(NoticeLine.obligation_id.in_(obligations))
    statement = select(Case).join(Notice, Notice.case_id == Case.id).where(Notice.id.in_(naming))
    settled = (Case.settled_at.is_not(None), Case.region_soato == region, Case.series == series)
    return session().scalar(statement.where(*settled).order_by(Case.id.desc()).limit(1))


def _named_in(*of_case: ColumnElement[bool]) -> ColumnElement[bool]:
    naming = (
        select(NoticeLine.id)
        .join(Notice, Notice.id == NoticeLine.notice_id)
        .join(Case, Case.id == Notice.case_id)
        .where(NoticeLine.obligation_id == Obligation.id, Notice.withdrawn_at.is_(None), *of_case)
    )
    return exists(naming.correlate(Obligation))
