"""Lets settled history grow: what was received is added again, each time a year further back."""

from sqlalchemy import Table, func, insert, literal, select
from sqlalchemy.sql.elements import ColumnElement

from app.deposits.obligations.models import Obligation
from app.infra.db import Base, db, session, transaction
from app.publications.models import Release
from benchmarks.loading import go_on_numbering
from benchmarks.stand import Stand, gather_statistics

DAYS_BACK = 365


def grow(stand: Stand, times: int) -> None:
    """Add the settled obligations so many times more, on releases of their own; the open ones stay."""
    with stand.app.app_context():
        releases = session().scalar(select(func.max(Release.id))) or 0
        obligations = session().scalar(select(func.max(Obligation.id))) or 0
        for back in range(1, times + 1):
            with transaction():
                _copy(Release, releases, back, sequence=Release.sequence + back)
                moved = {
                    "release_id": Obligation.release_id + back * releases,
                    "due_on": _earlier(Obligation.due_on, back),
                    "event_on": _earlier(Obligation.event_on, back),
                }
                _copy(Obligation, obligations, back, ~Obligation.open, **moved)
        with transaction():
            go_on_numbering()
        gather_statistics()
        stand.obligations = session().scalar(select(func.count()).select_from(Obligation)) or 0
        session().rollback()


def _copy(
    model: type[Release] | type[Obligation],
    highest: int,
    back: int,
    *conditions: ColumnElement[bool],
    **moved: ColumnElement[object],
) -> None:
    """Insert the first `highest` rows again under numbers of their own, with some columns moved."""
    table: Table = Base.metadata.tables[model.__tablename__]
    changed = {"id": table.c.id + back * highest, **moved}
    names = [column.name for column in table.columns if column.computed is None]
    rows = select(*(changed.get(name, table.c[name]) for name in names))
    session().execute(insert(table).from_select(names, rows.where(table.c.id <= highest, *conditions)))


def _earlier(day: ColumnElement[object], years: int) -> ColumnElement[object]:
    if db.engine.dialect.name == "postgresql":
        return day - literal(years * DAYS_BACK)
    return func.date(day, f"-{years * DAYS_BACK} days")
