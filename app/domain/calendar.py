"""Working days of one country, known between two dates and nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate
from typing import Literal

from app.domain.errors import DomainError

ONE_DAY = timedelta(days=1)
WorkingWeek = Literal[5, 6]
"""How many days a week people work: to Friday, or to Saturday."""


class DayKind(StrEnum):
    HOLIDAY = "holiday"
    DAY_OFF = "day_off"
    """A weekday made free by decree, usually in exchange for a worked Saturday."""
    WORKING_DAY = "working_day"
    """A weekend day made a working one by decree."""


@dataclass(frozen=True, slots=True)
class DayMark:
    """What the stored calendar says of one day. `estimated` feasts follow the moon and are confirmed late.

    `working_week` names the one week for which it is said; None: for both.
    """

    kind: DayKind
    name: str
    estimated: bool = False
    working_week: WorkingWeek | None = None

    def concerns(self, working_week: WorkingWeek) -> bool:
        """Whether it is said for those who work so many days a week."""
        return self.working_week in (None, working_week)


@dataclass(frozen=True, eq=False)
class Calendar:
    """The days from `first` to `last`, both included; every answer outside them is refused.

    What is said for the other working week is left out of `days`: a day made free for those who work five
    days frees nobody who works six. The counts are laid out once in tables, so that a deadline costs two
    look-ups, however long it is. Two calendars are never equal: each is one state of the stored calendar.
    """

    jurisdiction: str
    first: date
    last: date
    days: Mapping[date, DayMark]
    working_week: WorkingWeek
    _working_days: tuple[date, ...] = field(init=False, repr=False)
    _working_before: tuple[int, ...] = field(init=False, repr=False)
    _estimated_before: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise DomainError("calendar.ends_before_it_begins", first=self.first, last=self.last)
        for day in self.days:
            if not self.covers(day):
                raise self._out_of_range(day)
        lay = object.__setattr__
        lay(self, "days", {on: mark for on, mark in self.days.items() if mark.concerns(self.working_week)})
        length = (self.last - self.first).days + 1
        span = [self.first + timedelta(days=offset) for offset in range(length)]
        working = [self._works(day) for day in span]
        estimated = [(mark := self.days.get(day)) is not None and mark.estimated for day in span]
        lay(self, "_working_days", tuple(day for day, works in zip(span, working, strict=True) if works))
        lay(self, "_working_before", tuple(accumulate(working, initial=0)))
        lay(self, "_estimated_before", tuple(accumulate(estimated, initial=0)))

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last

    def is_working(self, day: date) -> bool:
        """Whether people work on `day`. Raises `calendar.out_of_range`."""
        index = self._index(day)
        return self._working_before[index + 1] > self._working_before[index]

    def mark(self, day: date) -> DayMark | None:
        """What is noted of `day`, if anything. Raises `calendar.out_of_range`."""
        self._index(day)
        return self.days.get(day)

    def working_days_between(self, first: date, last: date) -> int:
        """Working days from `first` to `last`, both included. Raises `calendar.out_of_range`."""
        return max(0, self._working_before[self._index(last) + 1] - self._working_before[self._index(first)])

    def count_forward(self, start: date, number: int, *, start_counts: bool) -> date:
        """The `number`-th working day after `start`, or from `start` itself where it counts.

        `number` is at least 1. Raises `calendar.out_of_range` when that day is not covered.
        """
        position = self._working_before[self._index(start) + (not start_counts)] + number - 1
        if position >= len(self._working_days):
            raise self._out_of_range(start)
        return self._working_days[position]

    def count_back(self, start: date, number: int, *, start_counts: bool) -> date:
        """The `number`-th working day before `start`, or up to `start` itself where it counts.

        `number` is at least 1. Raises `calendar.out_of_range` when that day is not covered.
        """
        position = self._working_before[self._index(start) + start_counts] - number
        if position < 0:
            raise self._out_of_range(start)
        return self._working_days[position]

    def next_working_day(self, day: date) -> date:
        """`day` itself if people work on it, else the next day they do. Raises `calendar.out_of_range`."""
        return self.count_forward(day, 1, start_counts=True)

    def rests_on_estimate(self, first: date, last: date) -> bool:
        """Whether an estimated feast lies from `first` to `last` or next to them: it may move by a day."""
        low = max(first - ONE_DAY, self.first)
        high = min(last + ONE_DAY, self.last)
        return self._estimated_before[self._index(high) + 1] > self._estimated_before[self._index(low)]

    def _works(self, day: date) -> bool:
        mark = self.days.get(day)
        if mark is not None:
            return mark.kind is DayKind.WORKING_DAY
        return day.weekday() < self.working_week

    def _index(self, day: date) -> int:
        if not self.first <= day <= self.last:
            raise self._out_of_range(day)
        return (day - self.first).days

    def _out_of_range(self, day: date) -> DomainError:
        return DomainError("calendar.out_of_range", day=day, first=self.first, last=self.last)
