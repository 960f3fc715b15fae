"""A library's own labels, with the accession number of each copy, as plain values."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from app.domain.documents.parts import RuleSetName, Work


class LabelLayout(StrEnum):
    """What labels are printed on: a roll with one label after the other, or a sheet of A4."""

    ROLL_50_25 = "roll-50-25"
    ROLL_58_40 = "roll-58-40"
    SHEET_70_37 = "sheet-70-37"
    SHEET_48_25 = "sheet-48-25"


class LabelSymbol(StrEnum):
    """Which symbol a label carries."""

    BARS = "bars"
    """Code 128, which every scanner reads; where it is too long for the label, QR."""
    QR = "qr"


class LabelGrid(NamedTuple):
    """A label in millimetres, and how many stand in a row and in a column of the page."""

    width: float
    height: float
    columns: int = 1
    rows: int = 1

    @property
    def on_a_page(self) -> int:
        """Labels of one page."""
        return self.columns * self.rows


GRIDS = {
    LabelLayout.ROLL_50_25: LabelGrid(50, 25),
    LabelLayout.ROLL_58_40: LabelGrid(58, 40),
    LabelLayout.SHEET_70_37: LabelGrid(70, 37, 3, 8),
    LabelLayout.SHEET_48_25: LabelGrid(48.5, 25.4, 4, 11),
}


@dataclass(frozen=True, slots=True)
class AccessionLabel:
    """One copy: its number and the work."""

    number: str
    work: Work


@dataclass(frozen=True, slots=True)
class AccessionLabelsPaper:
    """Labels of a library; the first `skipped` places of the first sheet are used up already."""

    library: str
    specimen: bool
    rules: RuleSetName
    layout: LabelLayout
    symbol: LabelSymbol
    items: tuple[AccessionLabel, ...]
    skipped: int = 0

    @property
    def grid(self) -> LabelGrid:
        """The label and its places."""
        return GRIDS[self.layout]

    @property
    def pages(self) -> list[list[tuple[float, float, AccessionLabel]]]:
        """For each page its labels with their places: from the left and from the top, in millimetres."""
        grid, pages = self.grid, list[list[tuple[float, float, AccessionLabel]]]()
        left_edge = (210 - grid.columns * grid.width) / 2 if grid.on_a_page > 1 else 0.0
        top_edge = (297 - grid.rows * grid.height) / 2 if grid.on_a_page > 1 else 0.0
        for place, item in enumerate(self.items, self.skipped % grid.on_a_page):
            page, on_page = divmod(place, grid.on_a_page)
            if page == len(pages):
                pages.append([])
            row, column = divmod(on_page, grid.columns)
            pages[page].append((left_edge + column * grid.width, top_edge + row * grid.height, item))
        return pages
