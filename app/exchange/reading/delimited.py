"""Tables as text: comma, semicolon, tab or bar between the cells, found out by the headings."""

import re
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path

from app.domain.errors import DomainError
from app.exchange.mapping.headings import Head, is_head, read_head, require_mapped
from app.exchange.reading.tables import MOST_CELLS, Row, cells_of, head_among, no_head, records_of
from app.exchange.records import Asked, Finding, Format, Severity, Source
from app.infra.encodings import KEEPING_BYTES, SINGLE_BYTE, encoding_of, is_utf8_among_others, shown
from app.infra.quoted_rows import Broken, UnreadableRows, quoted_rows

DELIMITERS: Mapping[str, str] = {",": ",", ";": ";", "\t": "tab", "|": "|"}
"""What stands between cells, and how a person names it."""
_DECLARED = re.compile(r"\s*sep=(.)\s*", re.IGNORECASE)
_SEVERAL_LINES = 20
_BYTE_ORDER_MARK = "\ufeff"
_CODES: Mapping[Broken, str] = {
    Broken.ROW: "exchange.row_broken",
    Broken.RUNS_ON: "exchange.quote_runs_on",
    Broken.QUOTE_OPEN: "exchange.quote_open",
    Broken.CELL_TOO_LONG: "exchange.cell_too_long",
}


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
    """Yield the rows with the line in which each begins (`quoted_rows`); `width`: so many cells a row has.

    Raises:
        DomainError: `exchange.quote_open`, `exchange.cell_too_long`.
    """
    errors = KEEPING_BYTES if encoding in SINGLE_BYTE else "replace"
    with path.open(encoding=encoding, errors=errors, newline="") as file:
        if file.read(1) != _BYTE_ORDER_MARK:
            file.seek(0)
        try:
            for line, cells, broken in quoted_rows(file, delimiter, width, most=MOST_CELLS):
                faults = {} if broken else _of_another_encoding(cells, encoding)
                read = list(map(shown, cells)) if errors == KEEPING_BYTES else cells
                yield Row(line, read, _CODES[broken]) if broken else Row(line, cells_of(read), faults=faults)
        except UnreadableRows as error:
            raise DomainError(_CODES[error.broken], "file", line=error.line) from error


def _of_another_encoding(cells: Sequence[str], encoding: str) -> dict[int, tuple[str, Severity]]:
    """The faults of cells in UTF-8 where the file is not: read as the rest, they would be other letters."""
    if encoding not in SINGLE_BYTE:
        return {}
    return {
        place: ("exchange.mixed_encodings", Severity.ERROR)
        for place, cell in enumerate(cells)
        if is_utf8_among_others(cell, encoding)
    }


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
        found = _DECLARED.fullmatch(file.readline(_SEVERAL_LINES).lstrip(_BYTE_ORDER_MARK))
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
