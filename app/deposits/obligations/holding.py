"""Obligations whose due date stands, although it would be counted otherwise now.

What was received is settled, and what a formal act names was named with its day: neither moves when the
calendar changes. Another event day, another rule or another party is another date.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, false, or_

from app.deposits.obligations.judging import OwedUnder
from app.deposits.obligations.models import Obligation

Condition = Callable[[], ColumnElement[bool]]
_reasons: dict[str, Condition] = {}


@dataclass(frozen=True, slots=True)
class Move:
    """An obligation's due day and whether that is provisional, as kept and as counted now."""

    obligation_id: int
    due_before: date | None
    due_after: date | None
    provisional_before: bool
    provisional_after: bool


def hold_dates_where(reason: str, condition: Condition) -> None:
    """Let dates stand where a slice above this one says so; given by `app/wiring.py`."""
    _reasons[reason] = condition


def is_settled() -> ColumnElement[bool]:
    """The condition that everything owed was handed over."""
    return and_(Obligation.copies.is_not(None), Obligation.handed_over >= Obligation.copies)


def is_named() -> ColumnElement[bool]:
    """The condition that an act of a slice above names the obligation with its day."""
    return or_(false(), *(condition() for condition in _reasons.values()))


def held(item: OwedUnder, row: Obligation) -> OwedUnder:
    """What is owed, with the date that `row` was given, if it starts from the same event and day."""
    owed = item.owed
    if row.cancelled_at is not None or (row.event, row.event_on) != (owed.event, owed.event_on):
        return item
    return item._replace(owed=owed._replace(due_on=row.due_on, provisional=row.provisional))


def move_of(row: Obligation, due_on: date | None, provisional: bool) -> Move | None:
    """How the date of a standing obligation differs from what is counted now; None if it does not."""
    if row.cancelled_at is not None or (row.due_on, row.provisional) == (due_on, provisional):
        return None
    return Move(row.id, row.due_on, due_on, row.provisional, provisional)
