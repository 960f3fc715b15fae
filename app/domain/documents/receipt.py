"""The receipt act as plain values."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.documents.parts import Check, Letterhead, Party, RuleSetName, Signatory, Work


class Discrepancy(StrEnum):
    """What is not as announced in a line of a receipt act."""

    NONE = "none"
    SHORT = "short"
    DAMAGED = "damaged"
    DEFECTIVE = "defective"
    WRONG_EDITION = "wrong_edition"
    SURPLUS = "surplus"
    UNANNOUNCED = "unannounced"
    ADDRESSED_ELSEWHERE = "addressed_elsewhere"


_REPLACED = (Discrepancy.SHORT, Discrepancy.DAMAGED, Discrepancy.DEFECTIVE, Discrepancy.WRONG_EDITION)


@dataclass(frozen=True, slots=True)
class Awaited:
    """An obligation whose depositor has handed everything over, and that is done when the library to which it
    is owed has received what another one holds for it."""

    obligation: int
    library: str


@dataclass(frozen=True, slots=True)
class AwaitedBy:
    """So many such obligations to one library, and the rows behind which they stand."""

    library: str
    rows: tuple[int, ...]
    obligations: int


@dataclass(frozen=True, slots=True)
class ReceiptActLine:
    """One work in the parcel: what was announced, scanned and counted towards an obligation.

    `fulfilled` and `left_open` are the obligations behind the line that are done and that are not, by any
    number that tells them apart: several lines may stand for one. `returned`: of what does not count, the
    copies of which the library had decided that they go back. `awaited` are those to be received by another
    library first, or again by this one.
    """

    work: Work
    announced: int
    scanned: int
    counted: int
    discrepancy: Discrepancy = Discrepancy.NONE
    note: str = ""
    fulfilled: frozenset[int] = frozenset()
    left_open: frozenset[int] = frozenset()
    returned: int = 0
    awaited: tuple[Awaited, ...] = ()

    @property
    def to_replace(self) -> bool:
        """Whether an obligation stays open because copies of this line are missing or do not count."""
        uncounted = self.discrepancy is Discrepancy.SHORT or self.counted < self.scanned
        return bool(self.left_open) and self.discrepancy in _REPLACED and uncounted


@dataclass(frozen=True, slots=True)
class ReceiptActPaper:
    """What a library found in a parcel and counted. `issued_at` is in the country's own zone.

    `depositor` without a name: nobody knows who sent it. `passed_on`: it is a library that collected them for
    this one and owes nothing itself; what did not come lies with it again.
    """

    number: str
    issued_at: datetime
    specimen: bool
    rules: RuleSetName
    letterhead: Letterhead
    library: str
    depositor: Party
    consignment: str
    slip_on: date | None
    lines: tuple[ReceiptActLine, ...]
    return_days: int
    objection_days: int
    signatory: Signatory
    check: Check
    passed_on: bool = False

    @property
    def announced(self) -> int:
        """Copies the slip announced."""
        return sum(line.announced for line in self.lines)

    @property
    def scanned(self) -> int:
        """Copies that arrived."""
        return sum(line.scanned for line in self.lines)

    @property
    def counted(self) -> int:
        """Copies counted towards obligations."""
        return sum(line.counted for line in self.lines)

    @property
    def returned(self) -> int:
        """Copies of which it is decided that they go back."""
        return sum(line.returned for line in self.lines)

    @property
    def undecided(self) -> int:
        """Copies that count for nothing and on which the library decides yet, so that
        scanned = counted + returned + undecided."""
        return self.scanned - self.counted - self.returned

    @property
    def discrepancies(self) -> int:
        """Lines that differ from what was announced."""
        return sum(line.discrepancy is not Discrepancy.NONE for line in self.lines)

    @property
    def fulfilled(self) -> int:
        """Obligations that are done, each counted once."""
        return len(frozenset().union(*(line.fulfilled for line in self.lines)))

    @property
    def left_open(self) -> int:
        """Obligations that stay open, each counted once."""
        return len(frozenset().union(*(line.left_open for line in self.lines)))

    @property
    def fulfilled_rows(self) -> tuple[int, ...]:
        """Numbers of the rows behind which an obligation is done."""
        return tuple(row for row, line in enumerate(self.lines, 1) if line.fulfilled)

    @property
    def open_rows(self) -> tuple[int, ...]:
        """Numbers of the rows behind which an obligation stays open, with its due date unchanged."""
        return tuple(row for row, line in enumerate(self.lines, 1) if line.left_open)

    @property
    def awaited(self) -> tuple[AwaitedBy, ...]:
        """By library what is done when it has received its copies."""
        by_library: dict[str, list[tuple[int, int]]] = {}
        for row, line in enumerate(self.lines, 1):
            for one in line.awaited:
                by_library.setdefault(one.library, []).append((row, one.obligation))
        return tuple(
            AwaitedBy(library, tuple(sorted({row for row, _ in those})), len({one for _, one in those}))
            for library, those in by_library.items()
        )

    @property
    def rows_to_replace(self) -> tuple[int, ...]:
        """Numbers of the rows in place of which copies must be sent by who owes them."""
        return tuple(
            row
            for row, line in enumerate(self.lines, 1)
            if line.to_replace and row not in self.rows_with_sender
        )

    @property
    def rows_with_sender(self) -> tuple[int, ...]:
        """Numbers of the rows of which copies did not come and lie with the library that passed them on."""
        short = (row for row, line in enumerate(self.lines, 1) if line.discrepancy is Discrepancy.SHORT)
        return tuple(short) if self.passed_on else ()

    @property
    def with_sender(self) -> int:
        """Copies of these rows that did not come."""
        return sum(
            self.lines[row - 1].announced - self.lines[row - 1].scanned for row in self.rows_with_sender
        )

    @property
    def asks_nothing(self) -> bool:
        """Whether its depositor has nothing to do."""
        owes = self.rows_to_replace or self.rows_with_sender or (self.open_rows and not self.passed_on)
        return not owes and not self.returned and not self.undecided
