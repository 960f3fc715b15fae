"""How obligations came out: what a statement or a certificate counts, from facts and a day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.obligations import Status, status
from app.domain.obligations.relief import Pause, last_day


class Outcome(StrEnum):
    """How one obligation came out, as known on a day."""

    IN_TIME = "in_time"
    """All copies were in the library's hands by the due day."""
    LATE = "late"
    """All copies came, the last of them after the due day."""
    OVERDUE = "overdue"
    """The due day is past and copies lack, be they on their way or not."""
    SPARED = "spared"
    """So too, but it is not called overdue: a request about it waits, was accepted, or gave time."""
    UNDER_WAY = "under_way"
    """There is still time, and all that lacks is on its way."""
    NOT_DUE = "not_due"
    EXCUSED = "excused"
    """Owed no longer: the facts were amended, or it was excused."""
    UNKNOWN = "unknown"
    """How many are owed is not known, or the day that seems missed rests on an estimated holiday."""
    FORECAST = "forecast"
    """The rule's event has not happened: nothing is owed yet."""


OUTCOMES = tuple(outcome for outcome in Outcome if outcome is not Outcome.FORECAST)
"""Those that are counted: a forecast is not owed."""

_FROM_STATUS = {
    Status.LATE: Outcome.OVERDUE,
    Status.NOTICED: Outcome.OVERDUE,
    Status.IN_TRANSIT: Outcome.UNDER_WAY,
    Status.HELD: Outcome.UNDER_WAY,
    Status.SHORT: Outcome.NOT_DUE,
    Status.DUE_SOON: Outcome.NOT_DUE,
    Status.WAITING: Outcome.NOT_DUE,
    Status.CANCELLED: Outcome.EXCUSED,
    Status.EXCUSED: Outcome.EXCUSED,
    Status.PAUSED: Outcome.SPARED,
    Status.UPHELD: Outcome.SPARED,
    Status.UNKNOWN: Outcome.UNKNOWN,
    Status.FORECAST: Outcome.FORECAST,
}


_RUNNING = frozenset({Status.WAITING, Status.DUE_SOON, Status.SHORT, Status.IN_TRANSIT})
"""Past the day of the law an obligation is still in time only because more was given."""


@dataclass(frozen=True, slots=True)
class Owed:
    """An obligation as it is counted. `completed_on`: the day on which the last copy came, if all have."""

    copies: int | None
    received: int
    in_transit: int
    event_on: date | None
    due_on: date | None
    provisional: bool
    cancelled: bool
    completed_on: date | None = None
    pause: Pause | None = None
    extended_to: date | None = None
    excused: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many obligations came out how, and their copies; those excused ask for no copies any longer."""

    in_time: int = 0
    late: int = 0
    overdue: int = 0
    under_way: int = 0
    not_due: int = 0
    excused: int = 0
    unknown: int = 0
    copies: int = 0
    received: int = 0
    spared: int = 0

    @property
    def obligations(self) -> int:
        """All that are counted."""
        return sum(getattr(self, outcome.value) for outcome in OUTCOMES)

    @property
    def delivered(self) -> int:
        """Those fulfilled, in time or late."""
        return self.in_time + self.late


def outcome_of(owed: Owed, today: date) -> Outcome:
    """How an obligation came out, as known on `today`; the due day itself is in time."""
    stands = status(
        copies=owed.copies,
        received=owed.received,
        in_transit=owed.in_transit,
        due_on=owed.due_on,
        today=today,
        cancelled=owed.cancelled,
        event_on=owed.event_on,
        pause=owed.pause,
        extended_to=owed.extended_to,
        excused=owed.excused,
    )
    if (
        stands in _RUNNING
        and owed.extended_to is not None
        and owed.due_on is not None
        and owed.due_on < today
    ):
        return Outcome.SPARED
    found = _fulfilled(owed) if stands is Status.RECEIVED else _FROM_STATUS[stands]
    missed = found in (Outcome.LATE, Outcome.OVERDUE)
    return Outcome.UNKNOWN if missed and owed.provisional else found


def _fulfilled(owed: Owed) -> Outcome:
    last = last_day(owed.due_on, owed.extended_to)
    if last is None or owed.completed_on is None or owed.completed_on <= last:
        return Outcome.IN_TIME
    return Outcome.LATE


def completed_on(copies: int, came: Iterable[tuple[date, int]]) -> date | None:
    """The day on which `copies` had come, of copies that came on days in any order; None: not all have."""
    lacking = copies
    for day, number in sorted(came):
        lacking -= number
        if lacking <= 0:
            return day
    return None


def tally(owed: Sequence[tuple[Owed, Outcome, int]]) -> Tally:
    """Count obligations by how they came out; each stands for so many that are alike."""
    numbers: Counter[str] = Counter()
    copies = received = 0
    for one, outcome, times in owed:
        if outcome is not Outcome.FORECAST:
            numbers[outcome.value] += times
        if outcome not in (Outcome.FORECAST, Outcome.EXCUSED):
            copies += times * (one.copies or 0)
            received += times * min(one.received, one.copies or 0)
    return Tally(**numbers, copies=copies, received=received)
