"""Tables as text: comma, semicolon, tab or bar between the cells, found out by the headings."""

import csv
import re
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from app.domain.errors import DomainError
from app.exchange.mapping.headings import Head, is_head, read_head, require_mapped
from app.exchange.reading.tables import MOST_CELLS, Row, cells_of, head_among, no_head, records_of
from app.exchange.records import Asked, Finding, Format, Severity, Source
from app.infra.encodings import encoding_of

DELIMITERS: Mapping[str, str] = {",": ",", ";": ";", "\t": "tab", "|": "|"}
"""What stands between cells, and how a person names it."""
_DECLARED = re.compile(r"\s*sep=(.)\s*", re.IGNORECASE)
_SEVERAL_LINES = 20
_RUNS_ON = "exchange.quote_runs_on"


def open_delimited(path: Path, asked: Asked) -> Source:
    """Open a table of text.

    Raises:
        DomainError: `exchange.binary`, `exchange.no_head`, `exchange.mapping_missing`; and while its
        records are gone
            through `exchange.quote_open`, `exchange.cell_too_long`, `exchange.too_many_records`.
    """
    encoding, guessed = (asked.encoding, False) if asked.encoding else encoding_of(path)
    delimiter, head = _shape(path, encoding, asked)
    require_mapped(head, asked.mapping)
    findings = tuple(head.findings())
    if guessed:
        params = {"encoding": encoding}
        findings += (Finding(None, None, "", "exchange.encoding_guessed", Severity.WARNING, params),)
    return Source(
        format=Format.TSV if delimiter == "\t" else Format.CSV,
        records=records_of(rows_of(path, encoding, delimiter, len(head.headings)), head),
        mapping=head.mapping,
        encoding=encoding,
        delimiter=DELIMITERS.get(delimiter, delimiter),
        findings=findings,
        headings=head.headings,
    )


def rows_of(path: Path, encoding: str, delimiter: str, width: int = 0) -> Generator[Row, None, None]:
    """Yield the rows with the line in which each begins; one that is no row is parted at every delimiter.

    Where a stray quotation mark has run rows of so many cells (`width`) together, the row in which it stands
    and that in which another ends it are no rows, and those between are read.

    Raises:
        DomainError: `exchange.quote_open`, `exchange.cell_too_long`.
    """
    codec = "utf-8-sig" if encoding == "utf-8" else encoding
    with path.open(encoding=codec, errors="replace", newline="") as file:
        lines: list[str] = []
        again: deque[str] = deque()
        reader = csv.reader(_kept(file, again, lines), delimiter=delimiter, strict=True)
        begins, ends_quote, closing = 1, 0, ""
        while True:
            lines.clear()
            broken, cells = "", list[str]()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                broken = _broken(error, begins)
            if _are_rows(lines, delimiter, width):
                if not broken or _opens_a_quote(lines[-1], delimiter):
                    ends_quote, closing = begins + len(lines) - 1, lines[-1]
                    lines[-1] = closing.replace('"', "")  # else the mark would open a cell once more
                again.extendleft(reversed(lines[1:]))
                del lines[1:]
                broken = _RUNS_ON
            elif begins == ends_quote:
                lines[:], broken = [closing], _RUNS_ON
            yield (
                Row(begins, _parted("".join(lines), delimiter), broken=broken)
                if broken
                else Row(begins, cells_of(cells))
            )
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


def _parted(text: str, delimiter: str) -> list[str]:
    """The cells of what is no row, its quotation marks and all: whoever mends it must see them."""
    return [cell.strip() for cell in text.split(delimiter, MOST_CELLS)]


def _broken(error: csv.Error, line: int) -> str:
    """Return the code of a fault that costs one row; what would cost the rows after it is refused."""
    if "unexpected end" in str(error):
        raise DomainError("exchange.quote_open", "file", line=line) from error
    if "field limit" in str(error):
        raise DomainError("exchange.cell_too_long", "file", line=line) from error
    return "exchange.row_broken"


def _shape(path: Path, encoding: str, asked: Asked) -> tuple[str, Head]:
    """Return the delimiter under which most headings are known, with the headings."""
    delimiter = asked.delimiter or ("\t" if asked.format is Format.TSV else None) or _declared(path, encoding)
    found = [
        (sign, _head(path, encoding, sign, asked)) for sign in ([delimiter] if delimiter else DELIMITERS)
    ]
    best = max(found, key=lambda pair: (pair[1].known, len(pair[1].headings)))
    if not is_head(best[1]):
        require_mapped(best[1], asked.mapping)
        raise no_head(best[1].headings)
    return best


def _head(path: Path, encoding: str, delimiter: str, asked: Asked) -> Head:
    rows = rows_of(path, encoding, delimiter)
    try:
        return head_among(rows, asked.mapping)
    except DomainError as error:
        if error.code not in ("exchange.quote_open", "exchange.cell_too_long"):
            raise
        return read_head(1, (), {})
    finally:
        rows.close()


def _declared(path: Path, encoding: str) -> str | None:
    """Return the delimiter that the first line declares, as some spreadsheet programs write it."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        found = _DECLARED.fullmatch(file.readline(_SEVERAL_LINES).lstrip("\ufeff"))
    return found[1] if found else None


def asked_delimiter(name: str) -> str:
    """Return the sign that a person names: itself, or the word tab.

    Raises:
        DomainError: `exchange.delimiter`.
    """
    signs = [sign for sign, called in DELIMITERS.items() if name in (sign, called, called.title())]
    if not signs:
        raise DomainError("exchange.delimiter", allowed=" ".join(DELIMITERS.values()))
    return signs[0]
