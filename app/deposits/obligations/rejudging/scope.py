"""Which obligations a rejudging concerns, as a condition."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, not_, or_, select

from app.deposits.obligations.holding import is_settled
from app.deposits.obligations.models import Obligation
from app.publications.models import ReleaseEvent

ONE_DAY = timedelta(days=1)


def is_running() -> ColumnElement[bool]:
    """Owed still, or in a number that nobody knows, with a clock that has started."""
    return and_(
        Obligation.cancelled_at.is_(None),
        not_(is_settled()),
        Obligation.event_on.is_not(None),
    )


def touches(first: date | None, last: date | None, depository_id: int | None = None) -> ColumnElement[bool]:
    """Running, and counted over or next to the days from `first` to `last` (None: whatever the days); of
    what is owed to one library if it is named.

    A day further off is neither counted nor moved over, and no feast on it is felt. Some laws count back, so
    the due day may come before the event.
    """
    running = is_running()
    if depository_id is not None:
        running = and_(running, Obligation.depository_id == depository_id)
    if first is None or last is None:
        return running
    low, high = first - ONE_DAY, last + ONE_DAY
    begins_in_time = or_(Obligation.event_on <= high, Obligation.due_on <= high)
    ends_late_enough = or_(Obligation.event_on >= low, Obligation.due_on >= low)
    return and_(running, or_(Obligation.due_on.is_(None), and_(begins_in_time, ends_late_enough)))


def reached(first: date, last: date) -> Select[int]:
    """The statement of the ids of releases that an event from `first` to `last` lets a law reach back to."""
    return select(ReleaseEvent.release_id).where(ReleaseEvent.on.between(first, last)).distinct()
