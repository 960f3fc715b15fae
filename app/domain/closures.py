"""Days on which a library is closed, and what becomes of a due date that falls on one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from app.domain.calendar import ONE_DAY, Calendar


@dataclass(frozen=True, slots=True)
class Closure:
    """The days from `first` to `last`, both included, on which a library takes nothing in."""

    first: date
    last: date
    reason: str = ""

    def covers(self, day: date) -> bool:
        """Whether the library is closed on that day."""
        return self.first <= day <= self.last


Closures = Mapping[str, Sequence[Closure]]
"""The closures of libraries, by the code of the depository."""

NOTHING_CLOSED: Closures = MappingProxyType({})


def first_open_day(day: date, closures: Sequence[Closure], calendar: Calendar) -> date:
    """The day itself if the library is open on it, else the next day on which people work and it is open.

    Never an earlier day. Raises `calendar.out_of_range` when that day is not covered.
    """
    return passed_over(day, closures, calendar)[0]


def passed_over(day: date, closures: Sequence[Closure], calendar: Calendar) -> tuple[date, list[Closure]]:
    """The first open day, and the closures that had to be passed on the way to it, in their order.

    Raises as `first_open_day` does.
    """
    passed: list[Closure] = []
    while (closure := next((one for one in closures if one.covers(day)), None)) is not None:
        passed.append(closure)
        day = calendar.next_working_day(closure.last + ONE_DAY)
    return day, passed
