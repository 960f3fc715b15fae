"""A stored calendar as plain values: its days, what names its state, and how two states differ."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from app.domain.calendar import Calendar, DayKind, DayMark, WorkingWeek

SEEDED = "holidays "
"""How the source of a day begins that nobody entered by hand."""
EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
"""Years of which a person may speak in forms and addresses."""
YEAR_IN_ADDRESS = f"<int(min={EARLIEST_YEAR},max={LATEST_YEAR}):year>"
ONE_DAY = timedelta(days=1)
WORKING_WEEKS: Mapping[str, WorkingWeek] = {"5": 5, "6": 6}
"""The weeks for one of which a day may be said, as written in forms, addresses and files."""


@dataclass(frozen=True, slots=True)
class StoredDay:
    """A day that differs from the plain week, and who says so.

    `kind` None: an ordinary day, although the `holidays` package knows it as another; kept so that it stays
    ordinary when the year is filled again. `estimated` feasts follow the moon and may move. `working_week`
    names the one week for which the day is said; None: for both.
    """

    on: date
    kind: DayKind | None
    name: str
    estimated: bool
    source: str
    working_week: WorkingWeek | None = None

    @property
    def seeded(self) -> bool:
        """Whether it came from the `holidays` package, and no person has vouched for it."""
        return self.source.startswith(SEEDED)

    @property
    def effect(self) -> tuple[DayKind | None, bool, WorkingWeek | None]:
        """All of it that a date can depend on."""
        return self.kind, self.estimated and self.kind is not None, self.working_week


NOTHING_SAID = (None, False, None)


@dataclass(frozen=True)
class StoredCalendar:
    """A jurisdiction's calendar as stored: the span of whole years it covers, and its days in their order."""

    jurisdiction: str
    first: date
    last: date
    days: tuple[StoredDay, ...]

    @cached_property
    def by_day(self) -> Mapping[date, StoredDay]:
        """Its days by date."""
        return {day.on: day for day in self.days}

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of its days, by which a process or a page sees that they have changed."""
        return digest_of(self.days)

    @property
    def years(self) -> range:
        """The years it covers."""
        return range(self.first.year, self.last.year + 1)

    def of_year(self, year: int) -> list[StoredDay]:
        """The days of one year, in their order."""
        return [day for day in self.days if day.on.year == year]

    def covers(self, day: date) -> bool:
        """Whether `day` lies in its span."""
        return self.first <= day <= self.last

    def build(self, working_week: WorkingWeek) -> Calendar:
        """The same as the domain counts by it."""
        marks = {
            day.on: DayMark(day.kind, day.name, day.estimated, day.working_week)
            for day in self.days
            if day.kind is not None
        }
        return Calendar(self.jurisdiction, self.first, self.last, marks, working_week)


def digest_of(days: Iterable[StoredDay]) -> str:
    """The SHA-256 of days in the order of their dates."""
    digest = hashlib.sha256()
    for day in sorted(days, key=lambda day: day.on):
        digest.update(f"{day.on} {day.kind} {day.working_week} {day.estimated} {day.name}\n".encode())
    return digest.hexdigest()


def differing(before: StoredCalendar, after: StoredCalendar) -> list[date]:
    """The dates of which the two say something different, in their order."""
    dates = before.by_day.keys() | after.by_day.keys()
    return sorted(on for on in dates if before.by_day.get(on) != after.by_day.get(on))


def disturbed(before: StoredCalendar, after: StoredCalendar) -> tuple[date, date] | None:
    """The first and the last day whose change can move a date that was counted before; None if none can.

    A date counted before lies in the span known then, and an estimated feast is felt a day beyond it.
    """
    moved = [
        on
        for on in differing(before, after)
        if _effect(before, on) != _effect(after, on) and before.first - ONE_DAY <= on <= before.last + ONE_DAY
    ]
    return (moved[0], moved[-1]) if moved else None


def _effect(stored: StoredCalendar, on: date) -> tuple[DayKind | None, bool, WorkingWeek | None]:
    day = stored.by_day.get(on)
    return NOTHING_SAID if day is None or day.kind is None else day.effect
