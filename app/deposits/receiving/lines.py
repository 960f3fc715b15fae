"""What the librarian sees of an opened parcel: one line for each book, announced or not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.deposits.receiving.books import Book
from app.deposits.receiving.models import Arrival, Scan
from app.deposits.receiving.tally import UNKNOWN_RELEASE, Tally
from app.domain.receiving import Condition, DiscrepancyKind

LAST_SCANNED = 30
STILL_EXPECTED = 30
_FAULTY = (Condition.DAMAGED, Condition.DEFECTIVE, Condition.WRONG_EDITION)


class LineState(StrEnum):
    """How one line stands."""

    NOT_SCANNED = "not_scanned"
    SHORT = "short"
    NOT_COUNTED = "not_counted"
    NOT_OWED = "not_owed"
    FULL = "full"
    UNCOUNTED = "uncounted"
    UNANNOUNCED = "unannounced"
    SURPLUS = "surplus"
    UNKNOWN = "unknown"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class ParcelLine:
    """Copies of one release.

    `announced` None: the parcel has no slip. `release_id` None: nobody registered the book numbered `text`.
    `book` is the release as the desk names it, where its name was asked for.
    `good` and `faulty` are scanned copies up to the number announced, `extra` those beyond it, `uncounted`
    those that count for nothing because of their condition or a decision. `undecided` is a faulty copy that
    waits for a decision.
    """

    release_id: int | None
    text: str
    announced: int | None
    state: LineState
    scans: tuple[Scan, ...]
    good: int
    faulty: int
    extra: int
    uncounted: int
    book: Book | None = None

    @property
    def key(self) -> str:
        """What tells this line from every other of the parcel, in a word."""
        elsewhere = "-elsewhere" if self.state is LineState.ELSEWHERE else ""
        return f"{self.release_id or self.text}{elsewhere}"

    @property
    def scanned(self) -> int:
        """Copies that were scanned, in whatever condition."""
        return len(self.scans)

    @property
    def missing(self) -> int:
        """Copies announced and not scanned yet."""
        return max(0, (self.announced or 0) - self.scanned)

    @property
    def short_by(self) -> int:
        """Copies announced that did not come or do not count, for which no other copy stands in."""
        return max(0, (self.announced or 0) - self.scanned + self.uncounted)

    @property
    def undecided(self) -> Scan | None:
        """The first copy that does not count and about which nobody has decided."""
        return next((s for s in self.scans if s.condition is not Condition.GOOD and s.decision is None), None)

    def conditions(self) -> list[tuple[Condition, int]]:
        """Copies in each condition but good, for those that occur."""
        counted = [(condition, sum(s.condition is condition for s in self.scans)) for condition in Condition]
        return [
            (condition, number) for condition, number in counted if number and condition != Condition.GOOD
        ]


def parcel_lines(arrival: Arrival, tally: Tally) -> list[ParcelLine]:
    """Return the lines, the last scanned first, then what was announced and not scanned; without their
    books."""
    groups: dict[tuple[int | None, str, bool], list[Scan]] = {}
    for scan in reversed(tally.scans):
        elsewhere = scan.condition is Condition.ADDRESSED_ELSEWHERE
        text = scan.text if scan.release_id is None else ""
        groups.setdefault((scan.release_id, text, elsewhere), []).append(scan)
    seen = {release_id for release_id, _, elsewhere in groups if not elsewhere}
    for expected in tally.announced:
        if expected not in seen:
            groups[expected, "", False] = []
    with_slip = arrival.consignment is not None
    lines = []
    for (release_id, text, elsewhere), scans in groups.items():
        known = release_id or UNKNOWN_RELEASE
        announced = 0 if elsewhere else tally.announced.get(known, 0)
        lines.append(_line(release_id, text, announced if with_slip else None, scans, tally))
    return lines


def lines_in_hand(lines: Sequence[ParcelLine], scan_id: int | None) -> list[ParcelLine]:
    """Return the lines that hands are at: those scanned last, that of the scan spoken of, and some that are
    expected still. The page that shows them is made anew after each scan, so it must not grow with the
    parcel."""
    scanned = [line for line in lines if line.scans]
    spoken_of = [line for line in scanned[LAST_SCANNED:] if any(scan.id == scan_id for scan in line.scans)]
    expected = [line for line in lines if not line.scans]
    return [*scanned[:LAST_SCANNED], *spoken_of, *expected[:STILL_EXPECTED]]


def changed_lines(lines: Sequence[ParcelLine], scan_id: int | None) -> list[ParcelLine]:
    """Return the lines that are another for a scan: copies are allocated book by book, so these are the lines
    of its own book."""
    own = next((line for line in lines if any(scan.id == scan_id for scan in line.scans)), None)
    if own is None:
        return []
    return [line for line in lines if (line.release_id, line.text) == (own.release_id, own.text)]


def with_books(lines: Iterable[ParcelLine], books: Mapping[int, Book]) -> list[ParcelLine]:
    """Return lines that name their books."""
    return [replace(line, book=books.get(line.release_id or UNKNOWN_RELEASE)) for line in lines]


def _line(
    release_id: int | None, text: str, announced: int | None, scans: Sequence[Scan], tally: Tally
) -> ParcelLine:
    faulty = sum(scan.condition in _FAULTY for scan in scans)
    beyond = (DiscrepancyKind.UNANNOUNCED, DiscrepancyKind.SURPLUS, DiscrepancyKind.ADDRESSED_ELSEWHERE)
    extra = sum(tally.faults[scan.id] in beyond for scan in scans)
    return ParcelLine(
        release_id=release_id,
        text=text,
        announced=announced,
        state=_state(release_id, announced, scans, tally),
        scans=tuple(scans),
        good=len(scans) - faulty - extra,
        faulty=faulty,
        extra=extra,
        uncounted=_uncounted(scans, tally),
    )


def _uncounted(scans: Sequence[Scan], tally: Tally) -> int:
    beyond_what_is_owed = (DiscrepancyKind.SURPLUS, DiscrepancyKind.ADDRESSED_ELSEWHERE)
    return sum(
        tally.obligation_ids[scan.id] is None and tally.faults[scan.id] not in beyond_what_is_owed
        for scan in scans
    )


def _state(release_id: int | None, announced: int | None, scans: Sequence[Scan], tally: Tally) -> LineState:
    faults = {tally.faults[scan.id] for scan in scans}
    if DiscrepancyKind.ADDRESSED_ELSEWHERE in faults:
        return LineState.ELSEWHERE
    if release_id is None:
        return LineState.UNKNOWN
    if len(scans) < (announced or 0):
        return LineState.SHORT if scans else LineState.NOT_SCANNED
    uncounted = _uncounted(scans, tally)
    if len(scans) - uncounted < (announced or 0):
        return LineState.NOT_COUNTED if release_id in tally.owed_still else LineState.NOT_OWED
    if DiscrepancyKind.SURPLUS in faults:
        return LineState.SURPLUS
    if uncounted and not announced:
        return LineState.UNCOUNTED
    return LineState.UNANNOUNCED if DiscrepancyKind.UNANNOUNCED in faults else LineState.FULL
