"""What a sheet says beside its values: ranges of merged cells, and formulas that were never computed.

openpyxl, reading row by row, tells neither; so the sheet's own XML is gone through once before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, range_boundaries

from app.exchange.reading.safe_xml import Element, events, forget
from app.exchange.reading.tables import MOST_CELLS

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Range = tuple[int, int, int, int]
"""First column, first row, last column, last row; columns from 0, rows from 1."""


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Merged ranges by their first row, and by row and column the formulas that have no value."""

    merged: Mapping[int, tuple[Range, ...]] = field(default_factory=dict)
    uncomputed: Mapping[int, Mapping[int, str]] = field(default_factory=dict)


class MergedCells:
    """The merged cells of a sheet whose rows are gone through from the top."""

    def __init__(self, merged: Mapping[int, tuple[Range, ...]]) -> None:
        self._merged = merged
        self._open: list[tuple[Range, str]] = []

    def completed(self, line: int, cells: list[str]) -> set[int]:
        """Give the merged cells of a row the value they show; return the places that got one."""
        self._open = [entry for entry in self._open if entry[0][3] >= line]
        for merged in self._merged.get(line, ()):
            value = cells[merged[0]] if merged[0] < len(cells) else ""
            self._open += [(merged, value)] if value else []
        filled = {
            place: value
            for (left, top, right, _bottom), value in self._open
            for place in range(left, right + 1)
            if (left, top) != (place, line)
        }
        cells.extend("" for _missing in range(max(filled, default=-1) + 1 - len(cells)))
        for place, value in filled.items():
            cells[place] = value
        return set(filled)


def facts_of_sheet(part: IO[bytes]) -> SheetFacts:
    """Return what the XML of a sheet says beside its values.

    Raises:
        DomainError: `exchange.xml_broken`, `exchange.entities`.
    """
    merged: dict[int, tuple[Range, ...]] = {}
    uncomputed: dict[int, dict[int, str]] = {}
    for event, element in events(part):
        if event != "end":
            continue
        if element.tag == f"{_MAIN}mergeCell":
            found = _range(str(element.get("ref", "")))
            merged[found[1]] = (*merged.get(found[1], ()), found)
        elif element.tag == f"{_MAIN}c" and _uncomputed(element):
            letters, row = coordinate_from_string(element.get("r", ""))
            uncomputed.setdefault(row, {})[column_index_from_string(letters) - 1] = _formula(element)
        elif element.tag == f"{_MAIN}row":
            forget(element)
    return SheetFacts(merged, uncomputed)


def _uncomputed(cell: Element) -> bool:
    value = cell.find(f"{_MAIN}v")
    return cell.find(f"{_MAIN}f") is not None and (value is None or not value.text)


def _formula(cell: Element) -> str:
    """The formula of a cell; one that is shared with other cells may stand in another."""
    return f"={cell.findtext(f'{_MAIN}f') or '…'}"


def _range(written: str) -> Range:
    left, top, right, bottom = (bound or 1 for bound in range_boundaries(written))
    return left - 1, top, min(right, left + MOST_CELLS) - 1, bottom
