"""Counts what has changed."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, Select, and_, bindparam, column, delete, insert, select, values

from app.deposits.obligations.models import Obligation, ObligationChange
from app.infra.db import Base, hold, session
from app.oversight.counting import (
    FIGURES,
    KEY_OF_COUNTRY,
    KEY_OF_DEPOSITOR,
    counted_by_country,
    counted_by_depositor,
)
from app.oversight.models import DayOfCountry, DayOfDepositor

PORTION = 500
"""So many changes are counted in one transaction."""


def count_changes(*, at: datetime) -> int:
    """Count anew the earliest days of depositors that changes name; return how many changes those were.

    Day by day, because the country's sum of a day is added up again in each portion that touches it.
    Whatever is counted twice comes to the same, so acts may go on meanwhile: a change that is kept while this
    counts stays in the list and is counted next.
    """
    hold(DayOfCountry)  # two workers would count one day apart and keep it twice
    change = ObligationChange
    portion = (
        session()
        .execute(
            select(change.id, change.depositor_id, change.due_on)
            .order_by(change.due_on, change.depositor_id, change.id)
            .limit(PORTION)
        )
        .all()
    )
    if not portion:
        return 0
    _count(sorted({(row.depositor_id, row.due_on) for row in portion}), at=at)
    session().execute(delete(change).where(change.id.in_([row.id for row in portion])))
    return len(portion)


def _count(touched: list[tuple[int, date]], *, at: datetime) -> None:
    own = DayOfDepositor
    session().execute(_FORGET_DAY, [{"of_depositor": depositor, "on": day} for depositor, day in touched])
    counted = counted_by_depositor(Obligation.id.in_(_owed_on(touched)), at=at)
    session().execute(insert(own).from_select([*KEY_OF_DEPOSITOR, *FIGURES], counted))
    days = sorted({day for _depositor, day in touched}, key=str)
    session().execute(delete(DayOfCountry).where(DayOfCountry.due_on.in_(days)))
    summed = counted_by_country(own.due_on.in_(days))
    session().execute(insert(DayOfCountry).from_select([*KEY_OF_COUNTRY, *FIGURES], summed))


_days = Base.metadata.tables[DayOfDepositor.__tablename__]
_FORGET_DAY = delete(_days).where(
    _days.c.depositor_id == bindparam("of_depositor"), _days.c.due_on == bindparam("on")
)


def _owed_on(touched: list[tuple[int, date]]) -> Select[int]:
    """Obligations of depositors on days, looked up one pair after the other: a list of pairs in a condition
    makes SQLite go through everything that is owed."""
    pairs = values(column("depositor_id", BigInteger), column("due_on", Date), name="touched").data(touched)
    pair, row = pairs.cte(), Obligation
    theirs = and_(row.depositor_id == pair.c.depositor_id, row.due_on == pair.c.due_on)
    return select(row.id).join(pair, theirs)
