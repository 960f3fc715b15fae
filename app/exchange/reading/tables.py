"""Rows of a table as records: the headings are found first, empty rows are left out."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from openpyxl.utils import get_column_letter

from app.domain.errors import DomainError
from app.exchange.cleaning import cleaned
from app.exchange.mapping.headings import Head, is_head, read_head
from app.exchange.reading.cells import OF_PEOPLE, SIGNS, faults_of
from app.exchange.records import Finding, Severity, SourceRecord
from app.infra.formulas import GUARD, unguarded

ROWS_BEFORE_HEAD = 20
"""Above its headings a table may have a name and other lines, but no more than these."""
MOST_CELLS = 500
_COUNT = re.compile(r"\d{1,6}[.)]?")
"""What an unnamed first column holds that numbers the rows of a list: `12`, `12.`, `12)`."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the number of its line, its cells, what broke it, and the faults of cells by their place.

    The cells of a broken row are shown and not read. `ragged`: a row with fewer cells than there are headings
    may have lost some.
    """

    line: int
    cells: Sequence[str]
    broken: str = ""
    faults: Mapping[int, tuple[str, Severity]] | None = None
    ragged: bool = True


def cells_of(cells: Sequence[str]) -> Sequence[str]:
    """Return the cells without blanks around them, and without the guard that our own files put before one.

    Raises:
        DomainError: `exchange.too_wide`.
    """
    if len(cells) > MOST_CELLS:
        raise DomainError("exchange.too_wide", "file", most=MOST_CELLS)
    return [unguarded(cell) if cell.startswith(GUARD) else cell for cell in map(str.strip, cells)]


def head_among(rows: Iterable[Row], mapping: Mapping[str, str]) -> Head:
    """Return the first row that is one of headings, else the first that is not empty."""
    first: Head | None = None
    for row in islice((row for row in rows if any(row.cells) and not row.broken), ROWS_BEFORE_HEAD):
        head = read_head(row.line, row.cells, mapping)
        if is_head(head):
            return head
        first = first or head
    return first or read_head(1, (), {})


def no_head(headings: Sequence[str]) -> DomainError:
    """Return the refusal of a table in which no headings were recognised."""
    shown = ", ".join(cleaned(heading[:40])[0] for heading in headings[:10] if heading)
    code = "exchange.no_head" if shown else "exchange.empty"
    return DomainError(code, "file", found=shown, headings=[heading for heading in headings if heading])


def records_of(rows: Iterable[Row], head: Head) -> Iterator[SourceRecord]:
    """Yield the rows below the headings as records."""
    number = 0
    for row in rows:
        if row.line > head.row and (row.broken or row.faults or any(row.cells)):
            number += 1
            faults = tuple(_faults(row, head, number))
            given = () if row.broken else head.given(row.cells)
            yield SourceRecord(number, row.line, given, faults, cells=tuple(row.cells))


def _faults(row: Row, head: Head, number: int) -> Iterator[Finding]:
    if row.broken:
        yield Finding(number, row.line, "", row.broken, Severity.ERROR)
        return
    stray = _without_heading(row, head)
    if stray is not None:
        text = {"cell": row.cells[stray][:60], "column": get_column_letter(stray + 1)}
        yield Finding(number, row.line, "", "exchange.cell_without_heading", Severity.ERROR, text)
    if row.ragged and len(row.cells) < len(head.headings):
        params = {"cells": len(row.cells), "headings": len(head.headings)}
        yield Finding(number, row.line, "", "exchange.row_short", Severity.WARNING, params)
    yield from _faults_of_cells(row, head, number)


def _without_heading(row: Row, head: Head) -> int | None:
    """Return the place of the first text under an empty heading or beyond the last one, which nobody reads.

    A merged cell only repeats what is read where it begins under a heading, and a short number that begins a
    row counts the rows of its list.
    """
    if all(head.headings) and len(row.cells) <= len(head.headings):
        return None
    unread = [
        place for place, cell in enumerate(row.cells) if cell and not any(head.headings[place : place + 1])
    ]
    if unread[:1] == [0] and _COUNT.fullmatch(row.cells[0]):
        del unread[0]
    if not unread:
        return None
    read = {cell for cell, heading in zip(row.cells, head.headings, strict=False) if heading}
    told = row.faults or {}
    return next((place for place in unread if place not in told or row.cells[place] not in read), None)


def _faults_of_cells(row: Row, head: Head, number: int) -> Iterator[Finding]:
    """What is wrong with the cells that are read: told by whoever read the row, else seen in their texts."""
    told = row.faults or {}
    looked_at = [
        (place, column)
        for place, (column, cell) in enumerate(zip(head.columns, row.cells, strict=False))
        if column is not None and (place in told or column in OF_PEOPLE or cell.startswith(SIGNS))
    ]
    for place, column in looked_at:
        heading = head.headings[place]
        if place in told:
            code, severity = told[place]
            yield Finding(number, row.line, heading, code, severity)
        else:
            for error in faults_of(column, row.cells[place]):
                yield Finding(number, row.line, heading, error.code, Severity.ERROR, error.params)
