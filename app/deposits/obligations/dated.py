"""What is still owed by a day, as a calendar shows it: what is to come before what is past."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select

from app.deposits.obligations.models import Obligation
from app.deposits.obligations.rows import ObligationRow, read_row, select_rows
from app.deposits.obligations.scope import within_reach
from app.domain.actor import Actor
from app.infra.db import session
from app.policy.permissions import Permission


@dataclass(frozen=True, slots=True)
class Dated:
    """Obligations nearest to today first, and how many more there are."""

    rows: Sequence[ObligationRow]
    more: int


def still_to_come(actor: Actor, *, today: date, most: int) -> Dated:
    """What is owed within reach from today on, no more than `most`."""
    return _dated(actor, Obligation.due_on >= today, Obligation.due_on.asc(), most)


def past_its_day(actor: Actor, *, today: date, most: int) -> Dated:
    """What is owed within reach and was due before today, no more than `most`."""
    return _dated(actor, Obligation.due_on < today, Obligation.due_on.desc(), most)


def _dated(actor: Actor, days: ColumnElement[bool], order: ColumnElement[date | None], most: int) -> Dated:
    owed = (
        Obligation.open,
        Obligation.event_on.is_not(None),
        days,
        within_reach(actor, Permission.OBLIGATION_READ),
    )
    nearest = select_rows(actor).where(*owed).order_by(order, Obligation.id).limit(most)
    rows = [read_row(row) for row in session().execute(nearest)]
    total = session().scalar(select(func.count()).select_from(Obligation).where(*owed)) or 0
    return Dated(rows, total - len(rows))
