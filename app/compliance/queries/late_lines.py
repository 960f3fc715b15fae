"""What one depositor is late with, line by line."""

from datetime import date

from sqlalchemy import select

from app.compliance.scope import late_within_reach, noticed, owed_by
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.rows import ObligationRow, read_row, select_rows
from app.domain.actor import Actor
from app.infra.db import session

LINES_SHOWN = 500


def late_lines(actor: Actor, depositor_id: int, *, today: date) -> list[ObligationRow]:
    """The late lines of a depositor within reach, the oldest first, at most LINES_SHOWN."""
    statement = (
        select_rows(actor)
        .where(owed_by(depositor_id), late_within_reach(actor, today))
        .order_by(Obligation.due_on, Obligation.id)
        .limit(LINES_SHOWN)
    )
    return [read_row(row) for row in session().execute(statement)]


def unnoticed_ids(actor: Actor, depositor_id: int, *, today: date) -> list[int]:
    """The late obligations of a depositor that a notice can name."""
    statement = select(Obligation.id).where(
        owed_by(depositor_id), late_within_reach(actor, today), ~noticed()
    )
    return list(session().scalars(statement.order_by(Obligation.due_on, Obligation.id)))
