"""Which issues are expected between two days, as far as what was published and reported tells."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType

from app.domain.periodicals.counting import Count
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
class Carried:
    """The numbers that an issue did carry; `expected_on` None: it was announced by hand, not as expected."""

    numbering: Numbering
    out_on: date
    expected_on: date | None = None

    @property
    def on(self) -> date:
        """The day by which its number is known: the one it was expected on, else the one it came out on."""
        return self.expected_on or self.out_on


@dataclass(frozen=True, slots=True)
class Schedule:
    """All that is known of a periodical's issues.

    `first` numbers the first issue that is expected. `published`: what issues did carry, numbering goes on
    from them.
    `skipped`: by its expected day, whether the number of an issue that did not come out is left out (True),
    or the next issue carries it. From `ceased_on` on nothing is expected. `first_on_its_day`: the first issue
    is expected on the day from which the first phase holds, whatever its pattern says of that day.
    """

    first: Numbering
    phases: Sequence[Phase]
    suspensions: Sequence[Suspension] = ()
    ceased_on: date | None = None
    published: Sequence[Carried] = ()
    skipped: Mapping[date, bool] = field(default_factory=lambda: MappingProxyType({}))
    first_on_its_day: bool = False

    def paused(self, pause: Suspension) -> "Schedule":
        """Return what is known once one more pause is."""
        return replace(self, suspensions=(*self.suspensions, pause))

    def changed(self, phase: Phase) -> "Schedule":
        """Return what is known once one more pattern holds, in place of one from the same day."""
        others = (one for one in self.phases if one.from_on != phase.from_on)
        return replace(self, phases=(*others, phase))

    def numbered(self, carried: Iterable[Carried], *, instead_of: Carried | None = None) -> "Schedule":
        """Return what is known once issues carry these numbers, one of them in place of what it carried."""
        others = (one for one in self.published if one != instead_of)
        return replace(self, published=(*others, *carried))


@dataclass(frozen=True, slots=True)
class Expected:
    """One issue to come out from `first_on` to `last_on`; it is told apart by `first_on` and `supplement`.

    `likely_on` is the day that its pattern names; in a longer window it lies as far from the beginning as the
    first issue's day did in its own. `out`: it has come out, under this number.
    """

    first_on: date
    last_on: date
    likely_on: date
    numbering: Numbering
    supplement: bool = False
    out: bool = False

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
    schedule: Schedule, first: date, last: date, holidays: Collection[date] = (), *, before: Schedule
) -> list[Numbering]:
    """Return the numbers of published issues under which others are expected in these days, and were not as
    long as it stood as `before`.

    So it is once a pause is taken back over which numbering went on.
    """
    awaited = expected(before, first, last, holidays)
    waiting = [
        issue.numbering
        for issue in expected(schedule, first, last, holidays)
        if not issue.out and not issue.supplement and issue not in awaited
    ]
    carried = [one.numbering for one in schedule.published]
    return [one for one in carried if any(one.carries(number) for number in waiting)]


def misses_in_a_row(issues: Sequence[Expected], *, today: date) -> int:
    """Return how many of the latest issues whose time is over did not come out, one after the other.

    Supplements do not count.
    """
    over = [issue for issue in issues if issue.last_on < today and not issue.supplement]
    missed = 0
    for issue in reversed(over):
        if issue.out:
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
    for slot, numbering, out in _walked(schedule, last, holidays):
        issue = Expected(slot.window.first, slot.window.last, slot.likely_on, numbering, out=out)
        yield issue
        month = (issue.first_on.year, issue.first_on.month)
        if issue.first_on.month in slot.pattern.supplements and month != month_of_supplement:
            month_of_supplement = month
            yield replace(issue, supplement=True, out=False)


def _walked(
    schedule: Schedule, last: date, holidays: Collection[date]
) -> Iterator[tuple[_Slot, Numbering, bool]]:
    """Walk through windows and published issues by their days, numbering on the way; say which came out.

    One by hand on the day of an expected issue is that issue if it carries its number. What a double number
    stands for is passed over: before it the issue that would carry one of its numbers, after it as many
    issues as it has numbers left. So is the issue before one that nobody expected, if that carries its
    number.
    """
    slots = {slot.window.first: slot for slot in _slots(schedule, last, holidays)}
    in_turn = {one.on: one.numbering for one in schedule.published if one.expected_on in slots}
    beside = _beside(schedule, slots, last)
    doubles = (one.numbering for one in schedule.published if one.numbering.is_double)
    count = Count(schedule.first, [*doubles, *(number for numbers in beside.values() for number in numbers)])
    for day in sorted({*slots, *beside}):
        slot, met = slots.get(day), beside.get(day, [])
        if slot is not None:
            following = count.following(slot.window, slot.pattern)
            known = in_turn.get(day) or next((one for one in met if one.carries(following)), None)
            if known is not None:
                count.take(known, following)
                yield slot, known, True
            elif count.expects(following, slot.window, left_out=schedule.skipped.get(day)):
                yield slot, following, False
            met = [one for one in met if one is not known]
        for one in met:
            count.meet(one)


def _beside(schedule: Schedule, slots: Collection[date], last: date) -> Mapping[date, Sequence[Numbering]]:
    """The numbers, by their days, of issues that came out and were announced for no window."""
    found: defaultdict[date, list[Numbering]] = defaultdict(list)
    for one in sorted(schedule.published, key=lambda one: (one.numbering.year, one.numbering.number)):
        if one.on <= last and one.expected_on not in slots:
            found[one.on].append(one.numbering)
    return found


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
