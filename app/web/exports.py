"""Lists as files: CSV sent row by row, XLSX written to disk row by row, so that length costs no memory."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

import xlsxwriter
from flask import Response, stream_with_context

from app.infra.formulas import guarded

Cell = str | int | date | None
ROWS_AT_ONCE = 200
BYTES_AT_ONCE = 1 << 16
BYTE_ORDER_MARK = "\ufeff"
ROWS_OF_A_SHEET = 1_048_576
"""So many has a sheet of a workbook, its head included."""
LONGEST_NAME, NOT_IN_NAMES = 31, str.maketrans("", "", "[]:*?/\\'")
"""What the name of a sheet may be."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Sheet(NamedTuple):
    """A table of a workbook; `name` None: it is called as the program calls sheets."""

    name: str | None
    head: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def csv_response(filename: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """Send rows as CSV in UTF-8 with a byte order mark, which spreadsheet programs need to see the letters.

    Cells are parted by semicolons, as those programs expect where the comma parts decimals. A text that a
    spreadsheet would run as a formula gets an apostrophe before it. Days are in ISO 8601. `rows` may read
    from the database while the answer is being sent.
    """
    response = Response(stream_with_context(_csv_parts(head, rows)), content_type="text/csv; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response


def xlsx_response(
    filename: str,
    head: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    rows_of_a_sheet: int = ROWS_OF_A_SHEET,
) -> Response:
    """Send rows as a workbook; a text is never a formula or a link, a day is a day.

    What one sheet cannot hold, its head included, goes on in the next under the same head.
    """
    return workbook_response(filename, [Sheet(None, head, rows)], rows_of_a_sheet=rows_of_a_sheet)


def workbook_response(
    filename: str, sheets: Iterable[Sheet], *, rows_of_a_sheet: int = ROWS_OF_A_SHEET
) -> Response:
    """Send several tables as the sheets of one workbook; each as `xlsx_response` says."""
    response = Response(stream_with_context(_xlsx_parts(sheets, rows_of_a_sheet)), content_type=XLSX)
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response


def _xlsx_parts(sheets: Iterable[Sheet], rows_of_a_sheet: int) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as file:
        with xlsxwriter.Workbook(file, {"constant_memory": True}) as workbook:
            for sheet in sheets:
                name, remaining = sheet.name, iter(sheet.rows)
                while _write_sheet(workbook, name, sheet.head, islice(remaining, rows_of_a_sheet - 1)) == (
                    rows_of_a_sheet
                ):
                    name = None
        file.seek(0)
        while part := file.read(BYTES_AT_ONCE):
            yield part


def _write_sheet(
    workbook: xlsxwriter.Workbook, name: str | None, head: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> int:
    """Add a sheet; return how many rows it has."""
    sheet = workbook.add_worksheet(name and name.translate(NOT_IN_NAMES)[:LONGEST_NAME])
    bold = workbook.add_format({"bold": True})
    days = workbook.add_format({"num_format": "dd.mm.yyyy"})
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(head):
        sheet.write_string(0, column, name, bold)
    line = 0
    for line, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(line, column, cell)
            elif isinstance(cell, date):
                sheet.write_datetime(line, column, cell, days)
            elif cell is not None:
                sheet.write_number(line, column, cell)
    return line + 1


def _csv_parts(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    buffer = io.StringIO(BYTE_ORDER_MARK)
    buffer.seek(0, io.SEEK_END)
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow([guarded(name) for name in head])
    for number, row in enumerate(rows, start=1):
        writer.writerow([_safe(cell) for cell in row])
        if number % ROWS_AT_ONCE == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _safe(cell: Cell) -> Cell:
    return guarded(cell) if isinstance(cell, str) else cell


def _taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
