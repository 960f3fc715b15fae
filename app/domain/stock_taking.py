"""A stock-take compares what a library should hold with what was scanned on its shelves.

Copies of one release are compared together. A scan of an accession number or of a label means one copy; a
scan of an ISBN means any copy of the release that has no number, best one that belongs where it was scanned;
where none is left, it may be a copy on that shelf whose number or label was scanned too. How many are found,
misplaced and missing does not depend on the order of the scans.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What one scan of a shelf turned out to be."""

    FOUND = "found"
    """A copy that was expected, where it belongs."""
    MISPLACED = "misplaced"
    """A copy of the library that belongs to another section."""
    LATER = "later"
    """A copy that came to its place after the stock-take began."""
    UNKNOWN = "unknown"
    """No copy that the library holds."""


@dataclass(frozen=True, slots=True)
class HeldCopy:
    """A copy of the release: the section it belongs to (None: to none), whether it was expected, whether it
    has an accession number."""

    key: int
    section: int | None
    expected: bool
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A scan on the shelf of a section; `copy` is the one copy it means, None for any without a number."""

    key: int
    section: int | None
    copy: int | None = None
    of_one: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """What a scan turned out to be, and which copy it found; `again`: it is one of the shelf that a number or
    label names already."""

    verdict: Verdict
    copy: int | None = None
    again: bool = False


def compare(held: Iterable[HeldCopy], seen: Iterable[Seen]) -> dict[int, Match]:
    """Return for each scan, by its key, what it is. No copy is found twice; those left over are missing."""
    copies = {copy.key: copy for copy in sorted(held, key=lambda copy: copy.key)}
    waiting = sorted(seen, key=lambda scan: scan.key)
    matches: dict[int, Match] = {}
    for scan in [scan for scan in waiting if scan.of_one]:
        copy = copies.pop(scan.copy, None) if scan.copy is not None else None
        matches[scan.key] = Match(Verdict.UNKNOWN) if copy is None else Match(_verdict(copy, scan), copy.key)
    left = [copy for copy in copies.values() if not copy.numbered]
    open_scans = [scan for scan in waiting if not scan.of_one]
    for fits in (_expected_here, _here, _expected, _anywhere):
        open_scans = _allocate(open_scans, left, fits, matches)
    named = Counter(scan.section for scan in waiting if scan.of_one and matches[scan.key].copy is not None)
    for scan in open_scans:
        matches[scan.key] = Match(Verdict.UNKNOWN, again=named[scan.section] > 0)
        named[scan.section] -= 1
    return matches


def _allocate(
    scans: Sequence[Seen],
    copies: list[HeldCopy],
    fits: Callable[[HeldCopy, Seen], bool],
    matches: dict[int, Match],
) -> list[Seen]:
    """Give each scan a copy that fits; return the scans without one."""
    without = []
    for scan in scans:
        copy = next((copy for copy in copies if fits(copy, scan)), None)
        if copy is None:
            without.append(scan)
        else:
            copies.remove(copy)
            matches[scan.key] = Match(_verdict(copy, scan), copy.key)
    return without


def _verdict(copy: HeldCopy, scan: Seen) -> Verdict:
    if copy.section != scan.section:
        return Verdict.MISPLACED
    return Verdict.FOUND if copy.expected else Verdict.LATER


def _expected_here(copy: HeldCopy, scan: Seen) -> bool:
    return copy.expected and copy.section == scan.section


def _here(copy: HeldCopy, scan: Seen) -> bool:
    return copy.section == scan.section


def _expected(copy: HeldCopy, scan: Seen) -> bool:
    return copy.expected


def _anywhere(copy: HeldCopy, scan: Seen) -> bool:
    return True
