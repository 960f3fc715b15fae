"""The rows of a CSV file or of the first sheet of a workbook, as texts, however hostile the file."""

import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import openpyxl

from app.domain.errors import DomainError
from app.infra.archives import WORKBOOK_DAMAGES, unpacks_within
from app.infra.encodings import SAMPLE, declared, single_byte
from app.infra.formulas import unguarded
from app.infra.quoted_rows import UnreadableRows, quoted_rows

LARGEST_FILE = 20 * 1024**2
MOST_ROWS = 50_000
_MOST_UNPACKED = 200 * 1024**2  # bytes
_MOST_CELLS = 200
WORKBOOKS = (".xlsx", ".xlsm", ".xls")
_ZIP_HEAD = b"PK\x03\x04"

Cell = TypeVar("Cell")
Rows = Iterator[tuple[int, list[str]]]
"""Line numbers, from 1, with the texts of their cells."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one cell, or with a column as a whole (`line` of the head)."""

    line: int
    column: str
    error: DomainError


def unfit_columns(line: int, columns: Sequence[str], known: Sequence[str]) -> Iterator[Fault]:
    """Yield what is wrong with the names of columns: one that is not known, and one that stands twice."""
    for place, name in enumerate(columns):
        if name not in known:
            yield Fault(line, name[:40], DomainError("list.unknown_column", allowed=", ".join(known)))
        elif name in columns[:place]:
            yield Fault(line, name, DomainError("list.column_twice"))


def cells_beyond(row: tuple[int, list[str]], columns: Sequence[str]) -> Iterator[Fault]:
    """Yield the fault of a row that has a cell beyond the last named column."""
    line, cells = row
    extra = next((cell for cell in cells[len(columns) :] if cell), None)
    if extra is not None:
        yield Fault(line, extra[:40], DomainError("list.no_column"))


def rows_of(
    content: bytes, *, any_encoding: bool = False, broken: dict[int, DomainError] | None = None
) -> Rows:
    """Yield the rows that are not empty.

    CSV is UTF-8; with `any_encoding` also what other programs write, such as UTF-16 or Windows-1251. A row
    that a stray quotation mark breaks is yielded as it stands and told in `broken`, by its line; without that
    the first of them refuses the list.

    Raises:
        DomainError: `list.empty`, `list.too_large`, `list.unpacks_too_large`, `list.damaged`,
            `list.not_utf8`, `list.too_many_rows`, `list.too_wide`; of CSV `list.quotation_mark` and
            `list.cut_off`, the file ends within a row; the field is `file`.
    """
    if not content.strip():
        raise DomainError("list.empty", "file")
    if len(content) > LARGEST_FILE:
        raise DomainError("list.too_large", "file", most=LARGEST_FILE // 1024**2)
    number = 0
    if content.startswith(_ZIP_HEAD):
        rows = _workbook_rows(content)
    else:
        rows = _csv_rows(_text_of(content, any_encoding=any_encoding), broken)
    for line, cells in rows:
        if any(cells):
            number += 1
            if number > MOST_ROWS + 1:
                raise DomainError("list.too_many_rows", "file", most=MOST_ROWS)
            yield line, cells


def refuse_false_workbook(name: str, content: bytes) -> None:
    """Refuse a file that is called a workbook and is none, before it is read as CSV.

    Raises:
        DomainError: `list.not_a_workbook`; the field is `file`.
    """
    if name.lower().endswith(WORKBOOKS) and not content.startswith(_ZIP_HEAD):
        raise DomainError("list.not_a_workbook", "file", name=name)


def _text_of(content: bytes, *, any_encoding: bool) -> str:
    wide = declared(content[:SAMPLE]) if any_encoding else ""
    for encoding in filter(None, (wide, "utf-8-sig")):
        with suppress(UnicodeDecodeError):
            return content.decode(encoding).removeprefix("\ufeff")
    refusal = DomainError("list.not_utf8", "file")
    if not any_encoding:
        raise refusal
    try:
        return content.decode(single_byte(content))
    except (DomainError, UnicodeDecodeError) as error:
        raise refusal from error


def _csv_rows(text: str, broken: dict[int, DomainError] | None) -> Rows:
    first = text.split("\n", 1)[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    head, last = 0, 1
    cells: Sequence[str] = ()
    try:
        for last, cells, fault in quoted_rows(
            io.StringIO(text, newline=""), separator, first.count(separator) + 1, most=_MOST_CELLS
        ):
            head = head or len(cells)
            if fault is not None:
                told = DomainError("list.quotation_mark", "file", line=last)
                if broken is None:
                    raise told
                broken[last] = told
            yield last, [unguarded(cell.strip()) for cell in _narrow(cells)]
    except UnreadableRows as error:
        raise DomainError("list.quotation_mark", "file", line=error.line) from error
    if len(cells) < head and not text.endswith(("\n", "\r")):
        raise DomainError("list.cut_off", "file", line=last, cells=len(cells), columns=head)


def _workbook_rows(content: bytes) -> Rows:
    _refuse_bomb(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what a file claims of its size is not believed
            for line, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                yield line, [_text(cell) for cell in _narrow(cells)]
        finally:
            book.close()
    except WORKBOOK_DAMAGES as error:
        raise DomainError("list.damaged", "file") from error


def _refuse_bomb(content: bytes) -> None:
    try:
        harmless = unpacks_within(io.BytesIO(content), len(content), _MOST_UNPACKED)
    except WORKBOOK_DAMAGES as error:
        raise DomainError("list.damaged", "file") from error
    if not harmless:
        raise DomainError("list.unpacks_too_large", "file")


def _narrow(cells: Sequence[Cell]) -> Sequence[Cell]:
    if len(cells) > _MOST_CELLS:
        raise DomainError("list.too_wide", "file", most=_MOST_CELLS)
    return cells


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else unguarded(str(cell).strip())
