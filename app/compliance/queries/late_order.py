"""What the worklist of late depositors begins with, and where a row stands in it."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, or_

from app.organisations.models import Organisation


class LateOrder(StrEnum):
    """What the worklist begins with."""

    OLDEST = "oldest"
    COPIES = "copies"
    TITLES = "titles"
    NAME = "name"


COUNTED = frozenset({LateOrder.OLDEST, LateOrder.COPIES, LateOrder.TITLES})
"""Those that go by a figure of that name, counted of the late lines."""
MOST_FIRST = frozenset({LateOrder.COPIES, LateOrder.TITLES})


def _sorted_by(late: Subquery, order: LateOrder) -> ColumnElement[Any]:
    return late.c[order.value] if order in COUNTED else Organisation.search_key.expression


def ordering(late: Subquery, order: LateOrder) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    first = _sorted_by(late, order)
    return (first.desc() if order in MOST_FIRST else first.asc(), late.c.depositor_id.asc())


def beyond(late: Subquery, order: LateOrder, after: list[object]) -> ColumnElement[bool]:
    first, last_id = after
    value = date.fromisoformat(str(first)) if order is LateOrder.OLDEST else first
    column = _sorted_by(late, order)
    further = column < value if order in MOST_FIRST else column > value
    return or_(further, and_(column == value, late.c.depositor_id > last_id))
