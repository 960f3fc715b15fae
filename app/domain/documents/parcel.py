"""The papers of a parcel, slip and labels, as plain values."""

from dataclasses import dataclass
from datetime import date

from app.domain.documents.parts import Party, RuleSetName, Work


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One copy in the parcel, or several that carry no codes of their own (`code` is then empty).

    `library` is the one to which the receiver passes them on; empty where they stay.
    """

    work: Work
    code: str
    copies: int = 1
    library: str = ""


@dataclass(frozen=True, slots=True)
class SlipPaper:
    """The paper that travels in the parcel, with the receipt torn off at the post office.

    `boxes` are the codes of its boxes where it has several.
    """

    code: str
    url: str
    made_on: date
    delivery: str
    specimen: bool
    rules: RuleSetName
    sender: Party
    receiver: Party
    lines: tuple[SlipLine, ...]
    boxes: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    """When the library takes parcels in, and when it is closed: lines in the language of the paper."""

    @property
    def titles(self) -> int:
        """Different works in the parcel."""
        return len({line.work for line in self.lines})

    @property
    def copies(self) -> int:
        """Copies in the parcel."""
        return sum(line.copies for line in self.lines)


@dataclass(frozen=True, slots=True)
class LabelItem:
    """One label: copy `ordinal` of `of` that go to the library under one obligation."""

    work: Work
    code: str
    library: str
    ordinal: int
    of: int


@dataclass(frozen=True, slots=True)
class BoxLabel:
    """The label of one of several boxes of a parcel."""

    code: str
    consignment: str
    library: str
    ordinal: int
    of: int


@dataclass(frozen=True, slots=True)
class LabelsPaper:
    """Sheets of 24 labels, those of boxes first. `die_cut` sheets are ready-cut and need no crosses."""

    consignment: str
    specimen: bool
    rules: RuleSetName
    items: tuple[LabelItem, ...]
    boxes: tuple[BoxLabel, ...] = ()
    die_cut: bool = False

    @property
    def labels(self) -> tuple[BoxLabel | LabelItem, ...]:
        """Every label in the order of printing."""
        return (*self.boxes, *self.items)
