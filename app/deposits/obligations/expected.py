"""What a library may expect, as conditions of a query: what is packed, what was sent, what is due and in no
parcel yet."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select

from app.deposits.consignments.models import Consignment, ConsignmentLine
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import State, in_state
from app.deposits.obligations.transit import (
    ON_ITS_WAY,
    PACKED,
    UNDELIVERED,
    beside_slips,
    in_parcels,
    in_transit,
)

WEEK, MONTH = timedelta(days=7), timedelta(days=30)


def condition_of(state: State, today: date, named: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition of any state that a list can be narrowed to; `named`: a live notice names the obligation.

    What is late is late whether it lies in a parcel or not.
    """
    expected: dict[State, Callable[[], ColumnElement[bool]]] = {
        State.OPEN: lambda: and_(Obligation.open),
        State.ANNOUNCED: lambda: and_(Obligation.open, _lies_in(PACKED)),
        State.SENT: lambda: and_(Obligation.open, or_(_lies_in(ON_ITS_WAY), beside_slips() > 0)),
        State.DUE_IN_WEEK: lambda: _due(today, WEEK),
        State.DUE_IN_MONTH: lambda: _due(today, MONTH),
    }
    make = expected.get(state)
    return make() if make is not None else in_state(state, today, in_transit(), named)


def _lies_in(parcels: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(
        select(ConsignmentLine.id)
        .join(Consignment, Consignment.id == ConsignmentLine.consignment_id)
        .where(ConsignmentLine.obligation_id == Obligation.id, parcels)
        .correlate(Obligation)
    )


def _due(today: date, ahead: timedelta) -> ColumnElement[bool]:
    """Due by then and not all in a parcel: what is known to be in one is not merely due."""
    row = Obligation
    running = and_(row.open, row.event_on.is_not(None), row.due_on >= today, row.due_on <= today + ahead)
    return and_(running, row.handed_over + in_parcels(UNDELIVERED) + beside_slips() < row.copies)
