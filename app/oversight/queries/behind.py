"""The obligations behind a figure."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from app.compliance.scope import owed_by
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.queries import EXACT_TOTAL
from app.deposits.obligations.rows import ObligationRow, read_row, select_rows
from app.domain.actor import Actor
from app.infra.db import session
from app.oversight.outcomes import Outcome, counts, ended_as
from app.oversight.queries.wanted import Wanted, narrowed
from app.publications.models import Publication, Release


class Found(NamedTuple):
    """How many obligations a list holds, counted no further than one past EXACT_TOTAL, and the copies missing
    of those."""

    obligations: int
    copies_missing: int


def obligations_behind(
    actor: Actor,
    wanted: Wanted,
    outcome: Outcome | None,
    *,
    today: date,
    at: datetime,
    after: tuple[date, int] | None = None,
    limit: int,
) -> list[ObligationRow]:
    """What fell due and had this outcome (None: any), the earliest first; `after` is (due_on, id)."""
    conditions = _conditions(actor, wanted, outcome, today, at)
    if after is not None:
        day, last_id = after
        same = and_(Obligation.due_on == day, Obligation.id > last_id)
        conditions.append(or_(Obligation.due_on > day, same))
    rows = select_rows(actor).where(*conditions).order_by(Obligation.due_on, Obligation.id).limit(limit)
    return [read_row(row) for row in session().execute(rows)]


def count_behind(
    actor: Actor, wanted: Wanted, outcome: Outcome | None, *, today: date, at: datetime
) -> Found:
    """How much `obligations_behind` would give in all."""
    row = Obligation
    each = (
        select(case((row.handed_over < row.copies, row.copies - row.handed_over), else_=0).label("missing"))
        .join(Release, Release.id == row.release_id)
        .join(Publication, Publication.id == Release.publication_id)
        .where(*_conditions(actor, wanted, outcome, today, at))
        .limit(EXACT_TOTAL + 1)
        .subquery("behind")
    )
    number, missing = (
        session()
        .execute(select(func.count(), func.coalesce(func.sum(each.c.missing), 0)).select_from(each))
        .one()
    )
    return Found(number, int(missing))


def _conditions(
    actor: Actor, wanted: Wanted, outcome: Outcome | None, today: date, at: datetime
) -> list[ColumnElement[bool]]:
    conditions = [
        narrowed(
            wanted,
            actor,
            today,
            due_on=Obligation.due_on,
            region=Obligation.region_soato,
            kind=Publication.kind,
            rule_set_id=Obligation.rule_set_id,
        ),
        counts() if outcome is None else ended_as(outcome, today=today, at=at),
    ]
    if wanted.depositor_id is not None:
        conditions.append(owed_by(wanted.depositor_id))
    return conditions
