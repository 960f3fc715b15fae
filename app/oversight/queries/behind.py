"""The obligations behind a figure."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_

from app.compliance.scope import owed_by
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.rows import ObligationRow, read_row, select_rows
from app.domain.actor import Actor
from app.infra.db import session
from app.oversight.outcomes import Outcome, counts, ended_as
from app.oversight.queries.wanted import Wanted, narrowed
from app.publications.models import Publication


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
    conditions: list[ColumnElement[bool]] = [
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
    if after is not None:
        day, last_id = after
        same = and_(Obligation.due_on == day, Obligation.id > last_id)
        conditions.append(or_(Obligation.due_on > day, same))
    rows = select_rows(actor).where(*conditions).order_by(Obligation.due_on, Obligation.id).limit(limit)
    return [read_row(row) for row in session().execute(rows)]
