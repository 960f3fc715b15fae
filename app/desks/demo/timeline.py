"""Acts of the past, done in their order: an act may lead to later ones, and the present ends it."""

import heapq
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import count

from app.infra import clock

Act = Callable[[datetime], None]


class Timeline:
    """What is still to happen, the earliest first. What would happen after `until` never does."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        self._order = count()
        self._waiting: list[tuple[datetime, int, Act]] = []

    def plan(self, at: datetime, act: Act) -> None:
        """Let `act` happen at `at`, unless that is still to come."""
        if at <= self.until:
            heapq.heappush(self._waiting, (at, next(self._order), act))

    def run(self) -> int:
        """Do everything in its order; return how many acts there were."""
        done = 0
        while self._waiting:
            at, _, act = heapq.heappop(self._waiting)
            act(at)
            done += 1
        return done


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a time of a day in the country's zone."""
    return datetime.combine(day, time(hour, minute), tzinfo=clock.zone())


def weekday_from(day: date) -> date:
    """Return the day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day
