"""Which issues are expected between two days, as far as what was published and reported tells."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType

from app.domain.periodicals.numbering import Numbering
from app.domain.periodicals.patterns import Pattern
from app.domain.periodicals.windows import Window, windows

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Phase:
    """A pattern and the day from which it holds, until the next phase."""

    from_on: date
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Suspension:
    """Nothing comes out from `from_on` to `until_on`, both included; None: nobody knows until when."""

    from_on: date
    until_on: date | None = None

    def touches(self, window: Window) -> bool:
        """Whether the window lies in it, be it in part: what might not have come out is not expected."""
        return window.last >= self.from_on and (self.until_on is None or window.first <= self.until_on)


@dataclass(frozen=True, slots=True)
class Schedule:
    """All that is known of a periodical's issues.

    `first` numbers the first issue that is expected. `published` are the numbers that issues did carry, by
    the day on which each was expected, or came out where it was not expected: numbering goes on from them.
    `skipped`: by its expected day, whether the number of an issue that did not come out is left out (True),
    or the next issue carries it. From `ceased_on` on nothing is expected.
    """

    first: Numbering
    phases: Sequence[Phase]
    suspensions: Sequence[Suspension] = ()
    ceased_on: date | None = None
    published: Mapping[date, Numbering] = field(default_factory=lambda: MappingProxyType({}))
    skipped: Mapping[date, bool] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Expected:
    """One issue to come out from `first_on` to `last_on`; it is told apart by `first_on` and `supplement`.

    `likely_on` is the day that its pattern names; in a longer window it lies as far from the beginning as the
    first issue's day did in its own.
    """

    first_on: date
    last_on: date
    likely_on: date
    numbering: Numbering
    supplement: bool = False

    @property
    def key(self) -> tuple[date, bool]:
        """What tells it apart from the other issues of its periodical."""
        return self.first_on, self.supplement


def expected(schedule: Schedule, first: date, last: date, holidays: Collection[date] = ()) -> list[Expected]:
    """Return the issues whose day or window touches the days from `first` to `last`, in their order.

    Those published are among them, with the numbers that they carry; those skipped are not.
    """
    return [issue for issue in _numbered(schedule, last, holidays) if issue.last_on >= first]


def misses_in_a_row(
    issues: Sequence[Expected], announced: Collection[tuple[date, bool]], *, today: date
) -> int:
    """Return how many of the latest issues whose time is over were not announced, one after the other.

    Supplements do not count.
    """
    over = [issue for issue in issues if issue.last_on < today and not issue.supplement]
    missed = 0
    for issue in reversed(over):
        if issue.key in announced:
            break
        missed += 1
    return missed


def in_force(phases: Sequence[Phase], today: date) -> Phase:
    """Return the phase that holds on a day, or the first to come where none has begun."""
    begun = [phase for phase in phases if phase.from_on <= today]
    if begun:
        return max(begun, key=lambda phase: phase.from_on)
    return min(phases, key=lambda phase: phase.from_on)


@dataclass(frozen=True, slots=True)
class _Slot:
    """A window that nothing keeps an issue from, with its pattern."""

    window: Window
    likely_on: date
    pattern: Pattern


def _numbered(schedule: Schedule, last: date, holidays: Collection[date]) -> Iterator[Expected]:
    """Walk through windows and published issues by their days, numbering on the way."""
    slots = {slot.window.first: slot for slot in _slots(schedule, last, holidays)}
    current: Numbering | None = None
    month_of_supplement: tuple[int, int] | None = None
    for day in sorted({*slots, *(day for day in schedule.published if day <= last)}):
        slot = slots.get(day)
        known = schedule.published.get(day)
        if slot is None:
            current = known
            continue
        numbering = known or _next(schedule.first, current, slot.window, slot.pattern)
        if known is not None or schedule.skipped.get(day, True):
            current = numbering
        if known is None and day in schedule.skipped:
            continue
        issue = Expected(slot.window.first, slot.window.last, slot.likely_on, numbering)
        yield issue
        month = (day.year, day.month)
        if day.month in slot.pattern.supplements and month != month_of_supplement:
            month_of_supplement = month
            yield replace(issue, supplement=True)


def _next(first: Numbering, current: Numbering | None, window: Window, pattern: Pattern) -> Numbering:
    if current is None:
        return replace(first, last_number=first.number + window.numbers - 1)
    return current.following(
        year=window.first.year, numbers=window.numbers, restarts_yearly=pattern.restarts_yearly
    )


def _slots(schedule: Schedule, last: date, holidays: Collection[date]) -> Iterator[_Slot]:
    """The windows of all phases that are neither suspended nor after the end; no two begin on one day."""
    phases = sorted(schedule.phases, key=lambda phase: phase.from_on)
    for number, phase in enumerate(phases):
        following = phases[number + 1].from_on - ONE_DAY if number + 1 < len(phases) else last
        after = None
        for window in windows(phase.pattern, phase.from_on, min(following, last), holidays):
            if after is None:
                after = max(phase.from_on - window.first, timedelta(0))
            if number and window.first < phase.from_on:
                continue  # the window in which the frequency changed belonged to the old one
            within = replace(window, first=max(window.first, phase.from_on))
            if not _dropped(schedule, within):
                yield _Slot(within, min(window.first + after, window.last), phase.pattern)


def _dropped(schedule: Schedule, window: Window) -> bool:
    ceased = schedule.ceased_on is not None and window.last >= schedule.ceased_on
    return ceased or any(suspension.touches(window) for suspension in schedule.suspensions)
