"""In which state a consignment is: it follows from which of its moments are set, and is never stored."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol


class ConsignmentState(StrEnum):
    """From composing to the receipt."""

    DRAFT = "draft"
    SENT = "sent"
    OPEN = "open"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Moments(Protocol):
    """What a consignment, or a row that lists one, carries."""

    sent_at: datetime | None
    arrived_at: datetime | None
    confirmed_at: datetime | None
    cancelled_at: datetime | None


def state_of(consignment: Moments) -> ConsignmentState:
    """Return the state: the last thing that happened decides."""
    if consignment.cancelled_at is not None:
        return ConsignmentState.CANCELLED
    if consignment.confirmed_at is not None:
        return ConsignmentState.CONFIRMED
    if consignment.arrived_at is not None:
        return ConsignmentState.OPEN
    return ConsignmentState.DRAFT if consignment.sent_at is None else ConsignmentState.SENT
