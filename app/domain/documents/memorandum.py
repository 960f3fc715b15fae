"""The memorandum on a simulation as plain values."""

from dataclasses import dataclass
from datetime import date

from app.domain.documents.parts import Letterhead, RuleSetName
from app.domain.simulation import metres


@dataclass(frozen=True, slots=True)
class MemoFigures:
    """What one rule set demands in one row; `shelf` in thousandths of a millimetre, `cost` in whole units.

    Figures named in `lacking` are only the least that they can be, and zero there means not known. `unknown`
    obligations have an unknown number of copies, `undecided` rules may demand more.
    """

    obligations: int
    copies: int
    files: int
    cost: int
    shelf: int
    unknown: int = 0
    undecided: int = 0
    lacking: frozenset[str] = frozenset()

    @property
    def metres(self) -> float:
        """The shelf in metres, with as many figures as make sense."""
        return metres(self.shelf)


@dataclass(frozen=True, slots=True)
class MemoLine:
    """A row of a table: its name, and the figures under each rule set, in their order."""

    name: str
    figures: tuple[MemoFigures, ...]

    @property
    def last(self) -> MemoFigures:
        """The figures under the last rule set, with which others are compared."""
        return self.figures[-1]

    def change(self, figure: str) -> int | None:
        """What a figure gains from the first rule set to the last; None: not fully known."""
        if any(figure in each.lacking for each in self.figures):
            return None
        return int(getattr(self.figures[-1], figure) - getattr(self.figures[0], figure))

    @property
    def metres_change(self) -> float | None:
        """Metres of shelf gained; None: not known."""
        change = self.change("shelf")
        return None if change is None else metres(change)


@dataclass(frozen=True, slots=True)
class NotKnown:
    """What no sum can hold: releases with undecided rules, and copies of unknown number, price or pages."""

    undecided: int
    numbers: int
    prices: int
    pages: int

    def __bool__(self) -> bool:
        return bool(self.undecided or self.numbers or self.prices or self.pages)


@dataclass(frozen=True, slots=True)
class MemorandumPaper:
    """What one rule set would demand of so many `releases`, or one against another.

    The releases were registered from `first` to `last`, or (None) stood in the list called `list_name`.
    `whole` has no name; `not_known` is told of each rule set.
    `millimetres` are those of 100 pages: books, pictures, serials, thin papers.
    """

    number: int
    made_on: date
    specimen: bool
    rules: RuleSetName
    letterhead: Letterhead
    laws: tuple[str, ...]
    first: date | None
    last: date | None
    list_name: str
    releases: int
    whole: MemoLine
    not_known: tuple[NotKnown, ...]
    libraries: tuple[MemoLine, ...]
    regions: tuple[MemoLine, ...]
    depositors: tuple[MemoLine, ...]
    millimetres: tuple[float, ...]
    url: str

    @property
    def compares(self) -> bool:
        """Whether two rule sets are compared."""
        return len(self.laws) > 1

    @property
    def most_copies(self) -> int:
        """The longest bar of the chart of libraries."""
        return max((each.copies for line in self.libraries for each in line.figures), default=0) or 1
