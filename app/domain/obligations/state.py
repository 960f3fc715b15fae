"""The state of an obligation, derived from facts and today's date and never stored."""

from datetime import date, timedelta
from enum import StrEnum

from app.domain.obligations.relief import Pause, last_day

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
    PAUSED = "paused"
    """The day is past, and nobody is accused: a request waits for an answer."""
    UPHELD = "upheld"
    """The day is past, and nobody is accused: an objection was accepted."""
    RECEIVED = "received"
    CANCELLED = "cancelled"
    """Owed no longer: the facts changed."""
    EXCUSED = "excused"
    """Owed no longer: the authority granted an exemption."""


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
    pause: Pause | None = None,
    extended_to: date | None = None,
    excused: bool = False,
) -> Status:
    """The state on the day `today`; the due date itself, or the one it was extended to, is still in time.

    `held` copies were taken in for the depository by a library that collects for it: the depositor has done
    its part for them, so they are neither late nor missing.
    """
    settled = _settled(copies, received, held, cancelled, event_on, excused)
    if settled is not None:
        return settled
    last = last_day(due_on, extended_to)
    if last is not None and today > last:
        if pause is not None:
            return Status.PAUSED if pause is Pause.ASKED else Status.UPHELD
        return Status.NOTICED if noticed else Status.LATE
    if copies is not None and received + held + in_transit >= copies:
        return Status.IN_TRANSIT
    if received + held > 0:
        return Status.SHORT
    soon = last is not None and last - today <= DUE_SOON
    return Status.DUE_SOON if soon else Status.WAITING


def _settled(
    copies: int | None, received: int, held: int, cancelled: bool, event_on: date | None, excused: bool
) -> Status | None:
    """The state, where neither the date nor what is on its way matters."""
    if cancelled:
        return Status.CANCELLED
    if copies is None:
        return Status.EXCUSED if excused else Status.UNKNOWN
    if received >= copies:
        return Status.RECEIVED
    if excused:
        return Status.EXCUSED
    if received + held >= copies:
        return Status.HELD
    return Status.FORECAST if event_on is None else None
