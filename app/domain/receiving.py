"""What arrived at a depository: which obligation each copy meets, and what is wrong with the parcel.

One obligation per release, rule, depositor and depository; what arrives is allocated by label, then
consignment, then depositor, then oldest due date. A damaged or wrong copy does not count unless a librarian
accepts it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Condition(StrEnum):
    """In which state, or how misdirected, a copy came."""

    GOOD = "good"
    DAMAGED = "damaged"
    DEFECTIVE = "defective"
    WRONG_EDITION = "wrong_edition"
    ADDRESSED_ELSEWHERE = "addressed_elsewhere"


_BY_GRAVITY = (Condition.GOOD, Condition.DAMAGED, Condition.DEFECTIVE, Condition.WRONG_EDITION)


def worse(one: Condition, other: Condition) -> Condition:
    """Return the graver of two things that people said of the same copy: a wrong edition cannot be mended, a
    fault of printing hardly, damage perhaps. For whom it is no state of the copy, and is none of these."""
    return max(one, other, key=_BY_GRAVITY.index)


class DiscrepancyKind(StrEnum):
    """How a parcel differs from its slip or from what is owed."""

    SHORT = "short"
    SURPLUS = "surplus"
    UNANNOUNCED = "unannounced"
    DAMAGED = "damaged"
    DEFECTIVE = "defective"
    WRONG_EDITION = "wrong_edition"
    ADDRESSED_ELSEWHERE = "addressed_elsewhere"


@dataclass(frozen=True, slots=True)
class OpenObligation:
    """What a depository is still owed; `copies` None means that the number is not known yet."""

    id: int
    release_id: int
    depositor_id: int | None
    due_on: date | None
    copies: int | None
    received: int
    form: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """One copy that was scanned; `key` names the scan and never repeats.

    `copy_obligation_id` is the obligation on the copy's own label. `consignment_obligation_ids` gives, for
    each obligation on the slip of the parcel, how many copies it announced. `form` None fits every
    obligation.
    """

    key: str
    release_id: int
    copy_obligation_id: int | None = None
    consignment_obligation_ids: Mapping[int, int] = field(default_factory=dict)
    depositor_id: int | None = None
    condition: Condition = Condition.GOOD
    accepted: bool = False
    form: str | None = None

    @property
    def counts(self) -> bool:
        """Say whether the copy can meet an obligation."""
        return self.condition is Condition.GOOD or self.accepted


@dataclass(frozen=True, slots=True)
class Allocation:
    """Which obligation a copy meets. `surplus`: it could count, but nothing is open for it."""

    arrival_key: str
    obligation_id: int | None
    surplus: bool


@dataclass(frozen=True, slots=True)
class AnnouncedLine:
    """One line of a slip: so many copies of a release."""

    release_id: int
    copies: int


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """So many copies of one release with the same fault."""

    kind: DiscrepancyKind
    release_id: int
    copies: int


@dataclass(frozen=True, slots=True)
class ReceiptSum:
    """The figures of a receipt act, which must close. Raises `ValueError` when they do not."""

    announced: int
    announced_arrived: int
    short: int
    scanned: int
    counted: int
    not_counted: int

    def __post_init__(self) -> None:
        if self.scanned != self.counted + self.not_counted:
            raise ValueError("scanned copies are not the counted and the not counted ones")
        if self.announced != self.announced_arrived + self.short:
            raise ValueError("announced copies are not the arrived and the missing ones")


_Preference = Callable[[Arrival, OpenObligation, int], bool]
"""Says whether an obligation, that got so many of these arrivals, is a copy's choice at one stage."""

_PREFERENCES: tuple[_Preference, ...] = (
    lambda arrival, obligation, _: arrival.copy_obligation_id == obligation.id,
    lambda arrival, obligation, got: got < arrival.consignment_obligation_ids.get(obligation.id, 0),
    lambda arrival, obligation, _: (
        arrival.depositor_id is not None and arrival.depositor_id == obligation.depositor_id
    ),
    lambda _arrival, _obligation, _: True,
)


def allocate(
    arrivals: Iterable[Arrival], open_obligations: Iterable[OpenObligation]
) -> tuple[Allocation, ...]:
    """Give each copy to an obligation that it can be for, whatever the order of the arguments, in order of
    keys.

    Every copy is tried by label before any is tried by consignment, and so on, so that a copy without a
    label never takes the place of one that has it. An obligation of unknown size takes what those of known
    size leave. Raises `ValueError` for a scan given twice.
    """
    waiting = sorted(arrivals, key=lambda arrival: arrival.key)
    obligations = sorted(open_obligations, key=_urgency)
    if len({arrival.key for arrival in waiting}) < len(waiting):
        raise ValueError("a scan is given twice")
    by_release: dict[int, list[OpenObligation]] = {}
    for obligation in obligations:
        by_release.setdefault(obligation.release_id, []).append(obligation)
    chosen: dict[str, int] = {}
    got: Counter[int] = Counter()
    for preference in _PREFERENCES:
        for arrival in waiting:
            if not arrival.counts or arrival.key in chosen:
                continue
            choice = _choose(arrival, by_release.get(arrival.release_id, ()), got, preference)
            if choice is not None:
                chosen[arrival.key] = choice
                got[choice] += 1
    return tuple(
        Allocation(arrival.key, chosen.get(arrival.key), arrival.counts and arrival.key not in chosen)
        for arrival in waiting
    )


def discrepancies(
    announced: Sequence[AnnouncedLine] | None, arrivals: Sequence[Arrival], allocations: Sequence[Allocation]
) -> tuple[Discrepancy, ...]:
    """Return what is wrong, by release and kind. Each copy has one fault at most: its condition first, then
    surplus.

    A copy beyond the slip is unannounced when it was counted. A copy for another library is no arrival of
    the line. `announced` is None for copies that came without a slip: then nothing is short or unannounced.
    """
    surplus = {allocation.arrival_key for allocation in allocations if allocation.surplus}
    found: Counter[tuple[int, DiscrepancyKind]] = Counter()
    for arrival in arrivals:
        if arrival.condition is not Condition.GOOD:
            found[arrival.release_id, DiscrepancyKind(arrival.condition.value)] += 1
        elif arrival.key in surplus:
            found[arrival.release_id, DiscrepancyKind.SURPLUS] += 1
    if announced is not None:
        found.update(_against_slip(announced, arrivals, found))
    order = list(DiscrepancyKind)
    entries = sorted(found.items(), key=lambda entry: (entry[0][0], order.index(entry[0][1])))
    return tuple(Discrepancy(kind, release_id, copies) for (release_id, kind), copies in entries if copies)


def receipt_sum(
    announced: Sequence[AnnouncedLine] | None, arrivals: Sequence[Arrival], allocations: Sequence[Allocation]
) -> ReceiptSum:
    """Return the figures of the receipt act. Raises `ValueError` when an arrival has no allocation."""
    lines, came = _announced(announced or ()), _arrived(arrivals)
    short = sum(max(0, copies - came[release_id]) for release_id, copies in lines.items())
    return ReceiptSum(
        announced=lines.total(),
        announced_arrived=sum(min(copies, came[release_id]) for release_id, copies in lines.items()),
        short=short,
        scanned=len(arrivals),
        counted=sum(allocation.obligation_id is not None for allocation in allocations),
        not_counted=sum(allocation.obligation_id is None for allocation in allocations),
    )


def _urgency(obligation: OpenObligation) -> tuple[bool, date, int]:
    return (obligation.copies is None, obligation.due_on or date.max, obligation.id)


def _choose(
    arrival: Arrival, obligations: Iterable[OpenObligation], got: Counter[int], preference: _Preference
) -> int | None:
    for obligation in obligations:
        fits = arrival.form in (None, obligation.form)
        open_still = obligation.copies is None or obligation.received + got[obligation.id] < obligation.copies
        if fits and open_still and preference(arrival, obligation, got[obligation.id]):
            return obligation.id
    return None


def _against_slip(
    announced: Sequence[AnnouncedLine],
    arrivals: Sequence[Arrival],
    faults: Counter[tuple[int, DiscrepancyKind]],
) -> Counter[tuple[int, DiscrepancyKind]]:
    lines, came = _announced(announced), _arrived(arrivals)
    found: Counter[tuple[int, DiscrepancyKind]] = Counter()
    for release_id in lines.keys() | came.keys():
        excess = came[release_id] - lines[release_id]
        faulty = sum(
            copies
            for (release, kind), copies in faults.items()
            if release == release_id and kind is not DiscrepancyKind.ADDRESSED_ELSEWHERE
        )
        found[release_id, DiscrepancyKind.SHORT] = max(0, -excess)
        found[release_id, DiscrepancyKind.UNANNOUNCED] = max(0, excess - faulty)
    return found


def _announced(lines: Iterable[AnnouncedLine]) -> Counter[int]:
    announced: Counter[int] = Counter()
    for line in lines:
        announced[line.release_id] += line.copies
    return announced


def _arrived(arrivals: Iterable[Arrival]) -> Counter[int]:
    return Counter(
        arrival.release_id for arrival in arrivals if arrival.condition is not Condition.ADDRESSED_ELSEWHERE
    )
