"""How an opened parcel stands: what each scan meets, what is wrong, whether the figures close.

The librarian's page and the confirmation use the same reckoning, so that what was shown is what is written.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.deposits.consignments.models import Consignment
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.matching import Owed, can_be_met
from app.deposits.receiving.models import Arrival, Decision, Scan
from app.domain import receiving as domain
from app.domain.errors import DomainError
from app.domain.receiving import (
    Allocation,
    AnnouncedLine,
    Condition,
    Discrepancy,
    DiscrepancyKind,
    OpenObligation,
    ReceiptSum,
)

UNKNOWN_RELEASE = 0  # every book that nobody registered: no obligation can be for it


@dataclass(frozen=True, slots=True)
class Tally:
    """The scans that stand, in the order they were made; by scan, its obligation (None: it does not count)
    and its fault; by line of the slip, copies that are in this parcel no longer; by scan, the other library
    for which the copy is taken in; by release, copies that are owed to this library beyond what counts; the
    releases of which more is owed than counts, be it to a library for which this one collects."""

    scans: tuple[Scan, ...]
    announced: Mapping[int, int]
    obligation_ids: Mapping[int, int | None]
    faults: Mapping[int, DiscrepancyKind | None]
    discrepancies: tuple[Discrepancy, ...]
    sum: ReceiptSum
    gone: Mapping[int, int]
    for_others: Mapping[int, int]
    lacking: Mapping[int, int]
    owed_still: frozenset[int]

    @property
    def left(self) -> int:
        """Copies of the slip that are in this parcel no longer."""
        return sum(self.gone.values())

    @property
    def on_slip(self) -> int:
        """Copies that the slip announced, be they in this parcel or not, as its receipt will say."""
        return self.sum.announced + self.left

    @property
    def came_otherwise(self) -> bool:
        """Whether nothing was scanned and nothing of the slip is expected any more."""
        return not self.scans and not self.announced and self.left > 0

    @property
    def complete(self) -> bool:
        """Whether no copy of the slip is missing: each was scanned, in whatever condition, or came
        otherwise."""
        return all(found.kind is not DiscrepancyKind.SHORT for found in self.discrepancies)

    def require_something(self, *, came_empty: bool) -> None:
        """Refuse a receipt of nothing, unless that is how the parcel came: all came otherwise, or it is said
        that none of the copies of its slip was in it.

        Raises:
            DomainError: `arrival.nothing_in_it`, with `came_empty` as its field; without copies that are
                expected `arrival.nothing_scanned`.
        """
        if self.scans or self.came_otherwise or (came_empty and self.announced):
            return
        if self.announced:
            raise DomainError("arrival.nothing_in_it", "came_empty")
        raise DomainError("arrival.nothing_scanned")

    def figures(self) -> list[tuple[str, int]]:
        """Copies with each fault that occurs, as the receipt will have them, and those that are missing."""
        copies = Counter(fault for fault in self.faults.values() if fault is not None)
        for found in self.discrepancies:
            if found.kind is DiscrepancyKind.SHORT:
                copies[found.kind] += found.copies
        return [(kind.value, copies[kind]) for kind in DiscrepancyKind if copies[kind]]


def take_tally(
    arrival: Arrival,
    scans: Iterable[Scan],
    obligations: Iterable[Obligation | Owed],
    labels: Mapping[int, int],
    gone: Mapping[int, int],
) -> Tally:
    """Reckon an arrival. `arrival` has its consignment with lines; `obligations` are those it can be for
    (`matching.OWED_IN`); `labels` gives for a labelled copy the obligation for which it travels, `gone`
    for a line of the slip how many of its copies are in the parcel no longer (`places.absent`)."""
    owed = list(obligations)
    standing = sorted((scan for scan in scans if scan.undone_at is None), key=lambda scan: scan.id)
    lines = announced_lines(arrival.consignment, gone)
    on_slip = _copies_by_obligation(arrival.consignment)
    arrivals = {scan.id: _as_arrival(scan, arrival.depositor_id, on_slip, labels) for scan in standing}
    kept = [arrivals[scan.id] for scan in standing if scan.decision is not Decision.RETURNED]
    returned = [arrivals[scan.id] for scan in standing if scan.decision is Decision.RETURNED]
    allocations = (
        *domain.allocate(kept, [_as_open(o, arrival) for o in owed if can_be_met(o)]),
        *(Allocation(arrival.key, None, surplus=False) for arrival in returned),
    )
    found = domain.discrepancies(lines, list(arrivals.values()), allocations)
    by_key = {allocation.arrival_key: allocation for allocation in allocations}
    chosen = {scan.id: by_key[arrivals[scan.id].key] for scan in standing}
    others = {o.id: o.depository_id for o in owed if o.depository_id != arrival.depository_id}
    return Tally(
        tuple(standing),
        {line.release_id: line.copies for line in lines or ()},
        {scan_id: allocation.obligation_id for scan_id, allocation in chosen.items()},
        _faults(standing, chosen, found),
        found,
        domain.receipt_sum(lines, list(arrivals.values()), allocations),
        gone,
        {
            scan_id: others[allocation.obligation_id]
            for scan_id, allocation in chosen.items()
            if allocation.obligation_id in others
        },
        _lacking(owed, arrival, chosen.values()),
        _owed_still(owed, arrival, chosen.values()),
    )


def announced_lines(consignment: Consignment | None, gone: Mapping[int, int]) -> list[AnnouncedLine] | None:
    """What the slip announced and is not `gone`, by release; None without a slip."""
    if consignment is None:
        return None
    copies: Counter[int] = Counter()
    for line in consignment.lines:
        copies[line.release_id] += line.copies - gone.get(line.id, 0)
    return [AnnouncedLine(release_id, number) for release_id, number in copies.items() if number]


def shortages(tally: Tally, consignment: Consignment | None) -> dict[int, int]:
    """Copies that were announced and did not come, by consignment line; lines with nothing missing are left
    out. A damaged copy came."""
    short = {
        found.release_id: found.copies for found in tally.discrepancies if found.kind is DiscrepancyKind.SHORT
    }
    # A copy addressed elsewhere is no arrival of a line, even where it was accepted.
    met = Counter(
        tally.obligation_ids[scan.id]
        for scan in tally.scans
        if scan.condition is not Condition.ADDRESSED_ELSEWHERE
    )
    missing: dict[int, int] = {}
    for line in consignment.lines if consignment else ():
        expected = line.copies - tally.gone.get(line.id, 0)
        copies = min(short.get(line.release_id, 0), max(0, expected - met[line.obligation_id]))
        if copies:
            missing[line.id] = copies
            short[line.release_id] -= copies
    return missing


def _lacking(
    owed: Iterable[Obligation | Owed], arrival: Arrival, chosen: Iterable[Allocation]
) -> Counter[int]:
    got = Counter(allocation.obligation_id for allocation in chosen)
    lacking: Counter[int] = Counter()
    for obligation in owed:
        if can_be_met(obligation) and obligation.depository_id == arrival.depository_id:
            lacking[obligation.release_id] += max(
                0, (obligation.copies or 0) - obligation.received - got[obligation.id]
            )
    return lacking


def _owed_still(
    owed: Iterable[Obligation | Owed], arrival: Arrival, chosen: Iterable[Allocation]
) -> frozenset[int]:
    # An obligation of unknown size may want more.
    got = Counter(allocation.obligation_id for allocation in chosen)
    asked = [_as_open(obligation, arrival) for obligation in owed if can_be_met(obligation)]
    return frozenset(
        one.release_id for one in asked if one.copies is None or one.received + got[one.id] < one.copies
    )


def _copies_by_obligation(consignment: Consignment | None) -> Counter[int]:
    copies: Counter[int] = Counter()
    for line in consignment.lines if consignment else ():
        copies[line.obligation_id] += line.copies
    return copies


def _as_arrival(
    scan: Scan, depositor_id: int | None, on_slip: Mapping[int, int], labels: Mapping[int, int]
) -> domain.Arrival:
    return domain.Arrival(
        key=f"{scan.id:020d}",
        release_id=scan.release_id or UNKNOWN_RELEASE,
        copy_obligation_id=labels.get(scan.copy_id) if scan.copy_id else None,
        consignment_obligation_ids=on_slip,
        depositor_id=depositor_id,
        condition=Condition(scan.condition),
        accepted=scan.decision is Decision.ACCEPTED,
    )


def _as_open(obligation: Obligation | Owed, arrival: Arrival) -> OpenObligation:
    # For the library it collects for it asks only for what it does not hold already.
    elsewhere = obligation.depository_id != arrival.depository_id
    return OpenObligation(
        obligation.id,
        obligation.release_id,
        obligation.depositor_id,
        obligation.due_on,
        obligation.copies,
        obligation.handed_over if elsewhere else obligation.received,
        obligation.form,
    )


def _faults(
    standing: Sequence[Scan], chosen: Mapping[int, Allocation], found: Iterable[Discrepancy]
) -> dict[int, DiscrepancyKind | None]:
    """Name the fault of each scan so that the sums by release are those of the discrepancies: the last good
    copies are the ones beyond the slip."""
    beyond = Counter(
        {item.release_id: item.copies for item in found if item.kind is DiscrepancyKind.UNANNOUNCED}
    )
    faults: dict[int, DiscrepancyKind | None] = {}
    for scan in reversed(standing):
        release_id = scan.release_id or UNKNOWN_RELEASE
        fault = None
        if scan.condition is not Condition.GOOD:
            fault = DiscrepancyKind(scan.condition.value)
        elif scan.release_id is None:
            fault = DiscrepancyKind.UNANNOUNCED
        elif chosen[scan.id].surplus:
            fault = DiscrepancyKind.SURPLUS
        elif beyond[release_id] > 0:
            fault = DiscrepancyKind.UNANNOUNCED
            beyond[release_id] -= 1
        faults[scan.id] = fault
    return faults
