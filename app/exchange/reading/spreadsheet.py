"""Workbooks (XLSX): one sheet as a table of texts, with what a spreadsheet does to numbers told, not
hidden.
"""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from defusedxml.common import DefusedXmlException

from app.domain.errors import DomainError
from app.exchange.mapping.headings import Head, is_head, require_mapped
from app.exchange.reading.merged import MergedCells, SheetFacts, facts_of_sheet
from app.exchange.reading.tables import Row, cells_of, head_among, no_head, records_of
from app.exchange.records import Asked, Finding, Format, Severity, Source, SourceRecord
from app.infra.archives import WORKBOOK_DAMAGES, unpacks_within

MOST_UNPACKED = 1024**3
EXACT = 2**53
"""From here on a number of a spreadsheet no longer holds every digit."""


def open_workbook(path: Path, asked: Asked) -> Source:
    """Open the sheet that was asked for, else the first one with headings.

    Raises:
        DomainError: `exchange.unpacks_too_large`, `exchange.workbook_damaged`, `exchange.no_sheet`,
            `exchange.no_head`, `exchange.mapping_missing`.
    """
    _refuse_bomb(path)
    with _opened(path) as book:
        sheet, head = _chosen(book, asked)
        require_mapped(head, asked.mapping)
        title = str(sheet.title)
        findings = (*head.findings(), *_left_unread(book, title, asked))
    return Source(
        format=Format.XLSX,
        records=_records(path, title, head),
        mapping=head.mapping,
        sheet=title,
        findings=findings,
        headings=head.headings,
    )


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    with path.open("rb") as file:
        try:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        except WORKBOOK_DAMAGES as error:
            raise _damage(error) from error
        yield book


def _damage(error: Exception) -> DomainError:
    """Why a workbook cannot be read: it declares entities, which its reader refuses, or it is not whole."""
    forbidden = any(isinstance(each, DefusedXmlException) for each in (error, error.__cause__))
    return DomainError("exchange.entities" if forbidden else "exchange.workbook_damaged", "file")


def _refuse_bomb(path: Path) -> None:
    try:
        with path.open("rb") as file:
            harmless = unpacks_within(file, path.stat().st_size, MOST_UNPACKED)
    except WORKBOOK_DAMAGES as error:
        raise _damage(error) from error
    if not harmless:
        raise DomainError("exchange.unpacks_too_large", "file")


def _chosen(book: Any, asked: Asked) -> tuple[Any, Head]:
    sheets = [sheet for sheet in book.worksheets if asked.sheet in (None, sheet.title)]
    if not sheets:
        names = ", ".join(sheet.title for sheet in book.worksheets)
        raise DomainError("exchange.no_sheet", "file", sheet=asked.sheet, present=names)
    heads = []
    for sheet in sheets:
        head = head_among(_rows(sheet, SheetFacts()), asked.mapping)
        if is_head(head):
            return sheet, head
        heads.append(head)
    raise no_head(heads[0].headings)


def _left_unread(book: Any, read: str, asked: Asked) -> Iterator[Finding]:
    """Tell of the other sheets that have headings, unless this one was asked for: they are read by nobody."""
    if asked.sheet is not None:
        return
    others = [
        sheet.title
        for sheet in book.worksheets
        if sheet.title != read and is_head(head_among(_rows(sheet, SheetFacts()), asked.mapping))
    ]
    if others:
        params = {"sheet": read, "others": ", ".join(others)}
        yield Finding(None, None, "", "exchange.sheets_unread", Severity.WARNING, params)


def _records(path: Path, title: str, head: Head) -> Iterator[SourceRecord]:
    with _opened(path) as book:
        sheet = book[title]
        yield from records_of(_rows(sheet, _facts(path, sheet)), head)


def _facts(path: Path, sheet: Any) -> SheetFacts:
    try:
        with zipfile.ZipFile(path) as archive, archive.open(sheet._worksheet_path) as part:
            return facts_of_sheet(part)
    except WORKBOOK_DAMAGES as error:
        raise _damage(error) from error


def _rows(sheet: Any, facts: SheetFacts) -> Iterator[Row]:
    merged = MergedCells(facts.merged)
    try:
        sheet.reset_dimensions()  # what a file claims of its size is not believed
        for line, cells in enumerate(sheet.iter_rows(), 1):
            read = list(cells_of([_text(cell.value) for cell in cells]))
            faults = dict.fromkeys(merged.completed(line, read), ("exchange.merged_cell", Severity.WARNING))
            uncomputed = facts.uncomputed.get(line, {})
            faults |= dict.fromkeys(uncomputed, ("exchange.formula_without_value", Severity.ERROR))
            faults |= {
                place: ("exchange.cell_error", Severity.ERROR)
                for place, cell in enumerate(cells)
                if getattr(cell, "data_type", "") == "e"
            }
            for place, formula in uncomputed.items():
                # It is no text to be read, but the row goes back with it, where it would be lost otherwise.
                read[place] = formula
            yield Row(line, read, faults=faults, ragged=False)
    except WORKBOOK_DAMAGES as error:
        raise _damage(error) from error


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer() and abs(value) < EXACT:
            return str(int(value))
        case datetime():  # a column of ours asks for days; programs write them with an hour too
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case _:
            return str(value)
