"""The state of an obligation, derived from facts and today's date and never stored."""

from datetime import date, timedelta
from enum import StrEnum

DUE_SOON = timedelta(days=10)


class Status(StrEnum):
    FORECAST = "forecast"
    """The rule's event has not happened: never due, never late."""
    UNKNOWN = "unknown"
    """The law's text does not say how many copies: no shortfall is counted."""
    WAITING = "waiting"
    DUE_SOON = "due_soon"
    IN_TRANSIT = "in_transit"
    """All that is missing is on its way."""
    HELD = "held"
    """All that is missing lies with a collecting library, or on the way from it."""
    SHORT = "short"
    """Some copies came in, more are owed, and there is still time."""
    LATE = "late"
    NOTICED = "noticed"
    """Late, and named in a live notice."""
    RECEIVED = "received"
    CANCELLED = "cancelled"
    """Owed no longer: the facts changed, or it was excused."""


def status(
    *,
    copies: int | None,
    received: int,
    in_transit: int,
    due_on: date | None,
    today: date,
    cancelled: bool,
    event_on: date | None,
    noticed: bool = False,
    held: int = 0,
) -> Status:
    """The state on the day `today`; the due date itself is still in time.

    `held` copies were taken in for the depository by a library that collects for it: the depositor has done
    its part for them, so they are neither late nor missing.
    """
    settled = _settled(copies, received, held, cancelled, event_on)
    if settled is not None:
        return settled
    if due_on is not None and today > due_on:
        return Status.NOTICED if noticed else Status.LATE
    if copies is not None and received + held + in_transit >= copies:
        return Status.IN_TRANSIT
    if received + held > 0:
        return Status.SHORT
    soon = due_on is not None and due_on - today <= DUE_SOON
    return Status.DUE_SOON if soon else Status.WAITING


def _settled(
    copies: int | None, received: int, held: int, cancelled: bool, event_on: date | None
) -> Status | None:
    """The state, where neither the date nor what is on its way matters."""
    if cancelled:
        return Status.CANCELLED
    if copies is None:
        return Status.UNKNOWN
    if received >= copies:
        return Status.RECEIVED
    if received + held >= copies:
        return Status.HELD
    return Status.FORECAST if event_on is None else None
