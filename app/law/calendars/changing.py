"""What may be done to a calendar: each change turns one state of it into the next, and writes nothing."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from app.domain.calendar import DayKind, WorkingWeek
from app.domain.errors import DomainError, NotFound
from app.law.calendars.days import ONE_DAY, StoredCalendar, StoredDay


@dataclass(frozen=True, slots=True)
class Change:
    """A change by the name of its act; `apply` gives the next state or raises `DomainError`."""

    act: str
    apply: Callable[[StoredCalendar], StoredCalendar]


def day_set(day: StoredDay, *, instead_of: date | None = None) -> Change:
    """Enter a day by hand, or change the one on `instead_of`, perhaps to another date.

    A feast that moves leaves an ordinary day behind, which stays so when the year is filled again.

    Raises (when applied):
        DomainError: `calendar.day_outside`, `calendar.day_taken`, `calendar.works_anyway`,
            `calendar.free_anyway`, `calendar.name_missing`, `calendar.source_missing`.
        NotFound: there is no day on `instead_of`.
    """

    def apply(stored: StoredCalendar) -> StoredCalendar:
        days = dict(stored.by_day)
        if instead_of is not None:
            former = _present(stored, instead_of)
            days.pop(instead_of)
            if former.seeded and instead_of != day.on:
                days[instead_of] = _ordinary(instead_of, day.source)
        if not stored.covers(day.on):
            raise DomainError("calendar.day_outside", "on", first=stored.first, last=stored.last)
        check(day)
        if (taken := days.get(day.on)) is not None and taken.kind is not None:
            raise DomainError("calendar.day_taken", "on", day=day.on)
        days[day.on] = day
        return _with_days(stored, days.values())

    return Change("calendar.day_set", apply)


def day_removed(on: date, *, source: str, known: Collection[date]) -> Change:
    """Make a day ordinary again; one that the package knows (`known`) is kept as ordinary, with the source.

    Raises (when applied):
        NotFound: there is no such day.
        DomainError: `calendar.source_missing`.
    """

    def apply(stored: StoredCalendar) -> StoredCalendar:
        _present(stored, on)
        if (fault := source_fault(source)) is not None:
            raise fault
        days = dict(stored.by_day)
        days.pop(on)
        if on in known:
            days[on] = _ordinary(on, source)
        return _with_days(stored, days.values())

    return Change("calendar.day_removed", apply)


def years_seeded(known: Iterable[StoredDay], first_year: int, last_year: int) -> Change:
    """Fill whole years with what the package knows; what was entered by hand stays.

    Raises (when applied):
        DomainError: `calendar.gap`, the years do not adjoin those stored.
    """
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    fresh = tuple(known)

    def apply(stored: StoredCalendar) -> StoredCalendar:
        refuse_gap(stored, first, last)
        kept = {day.on: day for day in stored.days if not (day.seeded and first <= day.on <= last)}
        days = {day.on: day for day in fresh} | kept
        return _with_days(stored, days.values(), first, last)

    return Change("calendar.seeded", apply)


def years_replaced(days: Iterable[StoredDay], first_year: int, last_year: int) -> Change:
    """Put the days of a file in the place of everything that whole years held.

    Raises (when applied):
        DomainError: `calendar.gap`, the years do not adjoin those stored.
    """
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    fresh = tuple(days)

    def apply(stored: StoredCalendar) -> StoredCalendar:
        refuse_gap(stored, first, last)
        others = (day for day in stored.days if not first <= day.on <= last)
        return _with_days(stored, (*others, *fresh), first, last)

    return Change("calendar.imported", apply)


def check(day: StoredDay) -> None:
    """Refuse a day that says nothing, or that nobody vouches for.

    Raises:
        DomainError: as `day_set` does.
    """
    for fault in (
        source_fault(day.source),
        week_fault(day.on, day.kind, day.working_week),
        name_fault(day.kind, day.name),
    ):
        if fault is not None:
            raise fault


def source_fault(source: str) -> DomainError | None:
    """What is wrong with a source: one that reads like the package's own would be overwritten as its own."""
    if source.strip() and not StoredDay(date.min, None, "", False, source).seeded:
        return None
    return DomainError("calendar.source_missing", "source")


def week_fault(on: date, kind: DayKind | None, working_week: WorkingWeek | None) -> DomainError | None:
    """What is wrong with a kind of day on its weekday: a day off that is free anyway, or the reverse."""
    if kind is DayKind.WORKING_DAY and on.weekday() < (working_week or 5):
        return DomainError("calendar.works_anyway", "kind")
    if kind is DayKind.DAY_OFF and on.weekday() >= (working_week or 6):
        return DomainError("calendar.free_anyway", "kind")
    return None


def name_fault(kind: DayKind | None, name: str) -> DomainError | None:
    """What is wrong with a name: a holiday must have one."""
    if kind is DayKind.HOLIDAY and not name.strip():
        return DomainError("calendar.name_missing", "name")
    return None


def refuse_gap(stored: StoredCalendar, first: date, last: date) -> None:
    """Raises `calendar.gap` where years between those stored and these would be missing."""
    if not (first <= stored.last + ONE_DAY and stored.first - ONE_DAY <= last):
        raise DomainError("calendar.gap", first=stored.first, last=stored.last)


def _present(stored: StoredCalendar, on: date) -> StoredDay:
    day = stored.by_day.get(on)
    if day is None:
        raise NotFound("not_found")
    return day


def _ordinary(on: date, source: str) -> StoredDay:
    return StoredDay(on, None, "", False, source)


def _with_days(
    stored: StoredCalendar, days: Iterable[StoredDay], first: date | None = None, last: date | None = None
) -> StoredCalendar:
    return replace(
        stored,
        days=tuple(sorted(days, key=lambda day: day.on)),
        first=min(stored.first, first or stored.first),
        last=max(stored.last, last or stored.last),
    )
