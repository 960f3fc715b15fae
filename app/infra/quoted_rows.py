"""Rows of a table as text, in which a stray quotation mark costs the row in which it stands and no other."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple


class Broken(StrEnum):
    """What keeps lines from being a row; of the last two the rows after it cannot be told apart either."""

    ROW = "row"
    RUNS_ON = "runs_on"
    QUOTE_OPEN = "quote_open"
    CELL_TOO_LONG = "cell_too_long"


class QuotedRow(NamedTuple):
    """One row: the line in which it begins and its cells; of what is `broken` they are parted at every
    delimiter, quotation marks and all, for whoever mends it must see them."""

    line: int
    cells: Sequence[str]
    broken: Broken | None = None


class UnreadableRows(ValueError):
    """The rows from `line` on cannot be told apart."""

    def __init__(self, broken: Broken, line: int) -> None:
        super().__init__(f"{broken} in line {line}")
        self.broken, self.line = broken, line


def quoted_rows(file: Iterable[str], delimiter: str, width: int, *, most: int) -> Iterator[QuotedRow]:
    """Yield the rows of a text; a broken one has at most so many (`most`) cells and a rest.

    Where a stray quotation mark has run rows of so many cells (`width`) together, the row in which it stands
    and that in which another ends it are no rows, and those between are read.

    Raises:
        UnreadableRows: a quotation mark is not closed, or a cell does not end.
    """
    lines: list[str] = []
    again: deque[str] = deque()
    reader = csv.reader(_kept(file, again, lines), delimiter=delimiter, strict=True)
    begins, ends_quote, closing = 1, 0, ""
    while True:
        lines.clear()
        broken, cells = None, list[str]()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            broken = _broken(error, begins)
        if _are_rows(lines, delimiter, width):
            if broken is None or _opens_a_quote(lines[-1], delimiter):
                ends_quote, closing = begins + len(lines) - 1, lines[-1]
                lines[-1] = closing.replace('"', "")  # else the mark would open a cell once more
            again.extendleft(reversed(lines[1:]))
            del lines[1:]
            broken = Broken.RUNS_ON
        elif begins == ends_quote:
            lines[:], broken = [closing], Broken.RUNS_ON
        if broken is None:
            yield QuotedRow(begins, cells)
        else:
            parted = "".join(lines).split(delimiter, most)
            yield QuotedRow(begins, [cell.strip() for cell in parted], broken)
        begins += len(lines)


def _kept(file: Iterable[str], again: deque[str], into: list[str]) -> Iterator[str]:
    """Yield the lines of a file, first those to be read `again`; keep those of the row that is being read."""
    rest = iter(file)
    while line := again.popleft() if again else next(rest, ""):
        into.append(line)
        yield line


def _are_rows(lines: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether what was read as one row are several: lines within a cell hardly hold just as many delimiters
    as a row has."""
    return len(lines) > 1 and width > 1 and all(line.count(delimiter) == width - 1 for line in lines)


def _opens_a_quote(line: str, delimiter: str) -> bool:
    """Whether a cell begins with a quotation mark that does not end in its line."""
    cells = (cell.strip() for cell in line.split(delimiter))
    return any(cell.startswith('"') and not (len(cell) > 1 and cell.endswith('"')) for cell in cells)


def _broken(error: csv.Error, line: int) -> Broken:
    """Return the fault that costs one row; what would cost the rows after it is raised."""
    if "unexpected end" in str(error):
        raise UnreadableRows(Broken.QUOTE_OPEN, line) from error
    if "field limit" in str(error):
        raise UnreadableRows(Broken.CELL_TOO_LONG, line) from error
    return Broken.ROW
