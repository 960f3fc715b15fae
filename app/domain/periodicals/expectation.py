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
    or the next issue carries it. From `ceased_on` on nothing is expected. `first_on_its_day`: the first issue
    is expected on the day from which the first phase holds, whatever its pattern says of that day.
    """

    first: Numbering
    phases: Sequence[Phase]
    suspensions: Sequence[Suspension] = ()
    ceased_on: date | None = None
    published: Mapping[date, Numbering] = field(default_factory=lambda: MappingProxyType({}))
    skipped: Mapping[date, bool] = field(default_factory=lambda: MappingProxyType({}))
    first_on_its_day: bool = False

    def paused(self, pause: Suspension) -> "Schedule":
        """Return what is known once one more pause is."""
        return replace(self, suspensions=(*self.suspensions, pause))

    def changed(self, phase: Phase) -> "Schedule":
        """Return what is known once one more pattern holds, in place of one from the same day."""
        others = (one for one in self.phases if one.from_on != phase.from_on)
        return replace(self, phases=(*others, phase))

    def numbered(self, carried: Mapping[date, Numbering], *, instead_of: date | None = None) -> "Schedule":
        """Return what is known once issues carry these numbers, by their days as in `published`.

        `instead_of` is the day of the issue of which one of them is known now.
        """
        others = {day: one for day, one in self.published.items() if day != instead_of}
        return replace(self, published={**others, **carried})


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


def expected_twice(
    schedule: Schedule, first: date, last: date, holidays: Collection[date] = ()
) -> list[Numbering]:
    """Return the numbers of published issues under which others are expected in these days.

    So it is once a pause is taken back over which numbering went on.
    """
    waiting = [
        issue.numbering
        for issue in expected(schedule, first, last, holidays)
        if issue.first_on not in schedule.published and not issue.supplement
    ]
    return [one for one in schedule.published.values() if any(one.carries(number) for number in waiting)]


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
    """The issues with their numbers, and the supplements that go with them."""
    month_of_supplement: tuple[int, int] | None = None
    for slot, numbering in _walked(schedule, last, holidays):
        issue = Expected(slot.window.first, slot.window.last, slot.likely_on, numbering)
        yield issue
        month = (issue.first_on.year, issue.first_on.month)
        if issue.first_on.month in slot.pattern.supplements and month != month_of_supplement:
            month_of_supplement = month
            yield replace(issue, supplement=True)


def _walked(schedule: Schedule, last: date, holidays: Collection[date]) -> Iterator[tuple[_Slot, Numbering]]:
    """Walk through windows and published issues by their days, numbering on the way.

    What a double number stands for is passed over: before it the issue that would carry one of its numbers,
    after it as many issues as it has numbers left. So is the issue before one that nobody expected, if that
    carries its number.
    """
    slots = {slot.window.first: slot for slot in _slots(schedule, last, holidays)}
    ahead = [
        carried
        for day, carried in schedule.published.items()
        if carried.last_number > carried.number or (day <= last and day not in slots)
    ]
    count = _Count(schedule.first, ahead)
    for day in sorted({*slots, *(day for day in schedule.published if day <= last)}):
        slot, known = slots.get(day), schedule.published.get(day)
        if slot is None:
            count.meet(known)
            continue
        following = count.following(slot.window, slot.pattern)
        if known is not None:
            count.take(known, following)
            yield slot, known
        elif not count.stands_for(following, slot.window.numbers):
            count.current = following if schedule.skipped.get(day, True) else count.current
            if day not in schedule.skipped and not count.finds(following):
                yield slot, following


@dataclass(slots=True)
class _Count:
    """How far the numbers have come on the way, from `first` on; `ahead` are those that issues carry out of
    their turn.

    `left`: for how many issues more the double number taken last stands. `counted`: the numbers counted
    through that issues taken carry.
    """

    first: Numbering
    ahead: Sequence[Numbering]
    current: Numbering | None = None
    left: int = 0
    counted: set[int] = field(default_factory=set)

    def following(self, window: Window, pattern: Pattern) -> Numbering:
        """The number of the issue that is expected next."""
        if self.current is None:
            return replace(self.first, last_number=self.first.number + window.numbers - 1)
        return self.current.following(
            year=window.first.year, numbers=window.numbers, restarts_yearly=pattern.restarts_yearly
        )

    def take(self, known: Numbering, following: Numbering | None) -> None:
        """Go on from an issue that was published where `following` was expected."""
        self.left, self.current = _numbers_left(known, following), self._counting(known)

    def meet(self, known: Numbering | None) -> None:
        """Go on from an issue that nobody expected, unless numbers have gone on beyond it."""
        if known is not None and not known.precedes(self.current or self.first):
            self.take(known, self.current)

    def _counting(self, known: Numbering) -> Numbering:
        """An issue as others are counted from it: where one before it has its number counted through, the
        number stands that would have followed."""
        if self.counted.isdisjoint(known.counted):
            self.counted.update(known.counted)
            return known
        whole = self.current.next_whole if self.current else None
        last = whole + len(known.counted) - 1 if whole and known.last_whole else None
        return replace(known, whole=whole, last_whole=last)

    def stands_for(self, following: Numbering, numbers: int) -> bool:
        """Whether the double number taken last stands for the one expected now, too."""
        stands = self.left > 0 and _runs_on(self.current, following)
        self.left = self.left - numbers if stands else 0
        return stands

    def finds(self, following: Numbering) -> bool:
        """Whether an issue carries the number out of its turn."""
        return any(one.carries(following) for one in self.ahead)


def _numbers_left(known: Numbering | None, following: Numbering | None) -> int:
    """How many numbers an issue has beyond those of the expected one it carries; none if it carries none."""
    if known is None or following is None or not known.carries(following):
        return 0
    return known.last_number - following.last_number


def _runs_on(current: Numbering | None, following: Numbering) -> bool:
    """Whether the numbers run on, and do not begin anew with the year."""
    return current is not None and following.number > current.last_number


def _slots(schedule: Schedule, last: date, holidays: Collection[date]) -> Iterator[_Slot]:
    """The windows of all phases that are neither suspended nor after the end; no two begin on one day."""
    phases = sorted(schedule.phases, key=lambda phase: phase.from_on)
    for number, phase in enumerate(phases):
        following = phases[number + 1].from_on - ONE_DAY if number + 1 < len(phases) else last
        after = None
        opening = schedule.first_on_its_day and not number
        until = min(following, last)
        for window in windows(phase.pattern, phase.from_on, until, holidays, opening=opening):
            if after is None:
                after = _passed(phase.from_on, window)
            if number and window.first < phase.from_on:
                continue  # the window in which the frequency changed belonged to the old one
            within = replace(window, first=max(window.first, phase.from_on))
            if not _dropped(schedule, within):
                yield _Slot(within, min(window.first + after, window.last), phase.pattern)


def _passed(start: date, window: Window) -> timedelta:
    """How far from the beginning of its window a first issue comes out; one on a day of its own is measured
    in its month."""
    begins = start.replace(day=1) if window.first == window.last == start else window.first
    return max(start - begins, timedelta(0))


def _dropped(schedule: Schedule, window: Window) -> bool:
    ceased = schedule.ceased_on is not None and window.last >= schedule.ceased_on
    return ceased or any(suspension.touches(window) for suspension in schedule.suspensions)
