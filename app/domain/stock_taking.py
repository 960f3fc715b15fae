"""A stock-take compares what a library should hold with what was scanned on its shelves.

Copies of one release are compared together. A scan of an accession number or of a label means one copy. A
label that no receipt knows is on one of the copies that were received by their ISBN, whether they have
numbers or not. A scan of an ISBN means any copy of the release that has no number. Both mean best one that
belongs where it was scanned; where none is left, it may be a copy on that shelf whose number or label was
scanned too. How many are found, misplaced and missing does not depend on the order of the scans.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
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
    has an accession number, whether it was received by the label that it bears. `gone`: its receipt was taken
    back or it left since, so it is found only where no other copy is left."""

    key: int
    section: int | None
    expected: bool
    numbered: bool = False
    labelled: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A scan on the shelf of a section; `copy` is the copy it means. None and `of_one`: a label that no
    receipt knows; None alone: any copy without a number."""

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
    copies = {copy.key: copy for copy in sorted(held, key=lambda copy: (copy.gone, copy.key))}
    waiting = sorted(seen, key=lambda scan: scan.key)
    matches: dict[int, Match] = {}
    meant = {scan.key: copies.get(scan.copy) for scan in waiting if scan.copy is not None}
    for scan in [scan for scan in waiting if scan.key in meant]:
        copy = meant[scan.key]
        matches[scan.key] = Match(Verdict.UNKNOWN) if copy is None else Match(_verdict(copy, scan), copy.key)
    labels = [scan for scan in waiting if scan.of_one and scan.key not in meant]
    # Those with numbers first, for an ISBN can mean only the others.
    bare = sorted((copy for copy in _left(copies, matches) if not copy.labelled), key=_unnumbered)
    named = Counter(scan.section for scan in waiting if _is_bare(meant.get(scan.key)))
    _rest(_allocate(labels, bare, matches), named, matches)
    without = [copy for copy in _left(copies, matches) if not copy.numbered]
    open_scans = [scan for scan in waiting if not scan.of_one]
    named = Counter(scan.section for scan in waiting if scan.of_one and matches[scan.key].copy is not None)
    _rest(_allocate(open_scans, without, matches), named, matches)
    return matches


def _left(copies: Mapping[int, HeldCopy], matches: Mapping[int, Match]) -> list[HeldCopy]:
    found = {match.copy for match in matches.values()}
    return [copy for copy in copies.values() if copy.key not in found]


def _unnumbered(copy: HeldCopy) -> bool:
    return not copy.numbered


def _is_bare(copy: HeldCopy | None) -> bool:
    return copy is not None and not copy.labelled


def _rest(scans: Iterable[Seen], named: Counter[int | None], matches: dict[int, Match]) -> None:
    """Judge the scans for which no copy is left; as many on a shelf as were `named` are one with those."""
    for scan in scans:
        matches[scan.key] = Match(Verdict.UNKNOWN, again=named[scan.section] > 0)
        named[scan.section] -= 1


def _allocate(scans: Sequence[Seen], copies: list[HeldCopy], matches: dict[int, Match]) -> Sequence[Seen]:
    """Give each scan a copy that fits best; return the scans without one."""
    for fits in (_expected_here, _here, _expected, _anywhere):
        scans = _allocate_fitting(scans, copies, fits, matches)
    return scans


def _allocate_fitting(
    scans: Sequence[Seen],
    copies: list[HeldCopy],
    fits: Callable[[HeldCopy, Seen], bool],
    matches: dict[int, Match],
) -> list[Seen]:
    """Give each scan a copy that fits so; return the scans without one."""
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
