"""For whom a step is due: sums, and depositors a page at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Integer, Select, Subquery, and_, cast, func, or_, select

from app.compliance.ladder.steps import Step, all_steps, due
from app.compliance.scope import STAYING, owed_by
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor
from app.infra.db import session
from app.organisations.models import Organisation, Region


@dataclass(frozen=True, slots=True)
class DueStep:
    """A step with for how many depositors and copies it is due, and since when the oldest are."""

    step: Step
    depositors: int
    copies: int
    oldest: date | None


class DueDepositor(NamedTuple):
    """A depositor for whom a step is due; `oldest` is the first due day among the lines."""

    depositor: Organisation
    region: Region
    lines: int
    copies: int
    oldest: date


def due_steps(actor: Actor, *, at: datetime) -> list[DueStep]:
    """All steps up to the notice with their sums, one statement each."""
    return [due_total(actor, step, at=at) for step in all_steps()]


def due_total(actor: Actor, step: Step, *, at: datetime) -> DueStep:
    """The sums of one step."""
    group = _grouped(actor, step, at)
    sums = select(func.count(), func.coalesce(func.sum(group.c.copies), 0), func.min(group.c.oldest))
    depositors, copies, oldest = session().execute(sums.select_from(group)).one()
    return DueStep(step, depositors, int(copies), oldest)


def due_depositors(
    actor: Actor, step: Step, *, at: datetime, after: tuple[date, int] | None = None, limit: int
) -> list[DueDepositor]:
    """Those for whom a step is due, the oldest first; `after`: the oldest day and id of the last one seen."""
    group = _grouped(actor, step, at)
    statement = (
        select(Organisation, Region, group.c.lines, group.c.copies, group.c.oldest)
        .join(group, group.c.depositor_id == Organisation.id)
        .join(Region, Region.soato == Organisation.region_soato)
        .order_by(group.c.oldest, group.c.depositor_id)
        .limit(limit)
    )
    if after is not None:
        oldest, last_id = after
        further = and_(group.c.oldest == oldest, group.c.depositor_id > last_id)
        statement = statement.where(or_(group.c.oldest > oldest, further))
    return [DueDepositor(*row) for row in session().execute(statement)]


def due_ids(
    actor: Actor, step: Step, *, at: datetime, chosen: Collection[int] | None, limit: int | None
) -> Sequence[int]:
    """The ids of depositors for whom a step is due, of those `chosen` or, where that is None, of all; so
    many at most, None is any number."""
    group = _grouped(actor, step, at)
    statement = select(group.c.depositor_id).order_by(group.c.oldest, group.c.depositor_id).limit(limit)
    if chosen is not None:
        statement = statement.where(group.c.depositor_id.in_(chosen))
    return session().scalars(statement).all()


def due_lines(actor: Actor, step: Step, depositor_id: int, *, at: datetime) -> list[int]:
    """The obligations of a depositor for which a step is due at this moment, the oldest first."""
    statement = select(Obligation.id).where(owed_by(depositor_id), due(step, actor, at=at))
    return list(session().scalars(statement.order_by(Obligation.due_on, Obligation.id)))


def _grouped(actor: Actor, step: Step, at: datetime) -> Subquery:
    """One row for each depositor; what a merged record owes is counted with the one that stays."""
    rows: Select[int, int, int, date | None] = (
        select(
            STAYING.label("depositor_id"),
            func.count().label("lines"),
            cast(func.sum(Obligation.copies - Obligation.handed_over), Integer).label("copies"),
            func.min(Obligation.due_on).label("oldest"),
        )
        .join(Organisation, Organisation.id == Obligation.depositor_id)
        .where(due(step, actor, at=at))
        .group_by(STAYING)
    )
    return rows.subquery("due")
