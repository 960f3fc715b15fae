"""The act of the results of a stock-take as plain values."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from app.domain.documents.parts import Check, Letterhead, RuleSetName, Signatory, Work


@dataclass(frozen=True, slots=True)
class StockTakeSum:
    """Copies of a section, so that expected = found + elsewhere + taken_back + left + missing.

    `elsewhere` belong here and were found in another section, `not_of_here` belong to another one and were
    found here, `later` came to their place after it began, `unknown` are no copies that the library holds.
    `taken_back` were not seen, and the receipt that said they were there was taken back since it began;
    `left` were not seen either, and have left the library since.
    """

    expected: int = 0
    found: int = 0
    elsewhere: int = 0
    not_of_here: int = 0
    later: int = 0
    unknown: int = 0
    taken_back: int = 0
    left: int = 0

    @property
    def missing(self) -> int:
        """Expected and not seen anywhere, though the receipts say that they are there."""
        return self.expected - self.found - self.elsewhere - self.taken_back - self.left

    @property
    def seen(self) -> int:
        """Expected and found, in their place or in another section."""
        return self.found + self.elsewhere

    @property
    def scanned(self) -> int:
        """Copies that were scanned on the shelves of this section."""
        return self.found + self.not_of_here + self.later + self.unknown

    def plus(self, other: "StockTakeSum") -> "StockTakeSum":
        """Both together."""
        names = [field.name for field in fields(self)]
        return StockTakeSum(*(getattr(self, name) + getattr(other, name) for name in names))


@dataclass(frozen=True, slots=True)
class StockTakeSection:
    """A section by its mark and how it came out; without a mark: copies that belong to no section."""

    mark: str
    sum: StockTakeSum


@dataclass(frozen=True, slots=True)
class StockTakeCopy:
    """A line of a list: number or what was scanned, the work, where it belongs and was, how many copies."""

    number: str
    work: Work | None
    belongs: str = ""
    found: str = ""
    copies: int = 1


@dataclass(frozen=True, slots=True)
class StockTakeActPaper:
    """What a library found on its shelves. Lists hold the first copies; the sums tell how many there are."""

    number: str
    closed_at: datetime
    begun_on: date
    first: date
    last: date
    campaign: str
    specimen: bool
    rules: RuleSetName
    letterhead: Letterhead
    library: str
    whole: StockTakeSum
    sections: tuple[StockTakeSection, ...]
    missing: tuple[StockTakeCopy, ...]
    misplaced: tuple[StockTakeCopy, ...]
    unknown: tuple[StockTakeCopy, ...]
    signatory: Signatory
    check: Check
    taken_back: tuple[StockTakeCopy, ...] = ()
    left: tuple[StockTakeCopy, ...] = ()
