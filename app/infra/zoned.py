"""The legal day of a stored moment, as a value of a query."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, func

from app.infra import clock
from app.infra.db import session


def local_day_of(moment: ColumnElement[datetime], *, at: datetime) -> ColumnElement[date]:
    """The day in the country's zone on which a stored moment falls; SQLite takes the offset valid at `at`."""
    if session().get_bind().dialect.name == "postgresql":
        local: ColumnElement[Any] = func.timezone(str(clock.zone()), moment)
        return func.date(local, type_=Date)
    offset = at.astimezone(clock.zone()).utcoffset()
    if offset is None:
        raise ValueError("the country's zone has no offset")
    return func.date(moment, f"{offset.total_seconds():+.0f} seconds", type_=Date)
