"""One door to every format."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from app.domain.errors import DomainError
from app.exchange.mapping.headings import check_mapping
from app.exchange.reading.delimited import open_delimited
from app.exchange.reading.marc.binary import open_marc
from app.exchange.reading.marc.marcxml import open_marcxml
from app.exchange.reading.onix.source import open_onix
from app.exchange.reading.recognise import recognise
from app.exchange.reading.spreadsheet import open_workbook
from app.exchange.records import Asked, Format, Source, SourceRecord

LARGEST_FILE = 190 * 1024**2
MOST_RECORDS = 100_000
_OPENERS: Mapping[Format, Callable[[Path, Asked], Source]] = {
    Format.CSV: open_delimited,
    Format.TSV: open_delimited,
    Format.XLSX: open_workbook,
    Format.ONIX: open_onix,
    Format.MARC: open_marc,
    Format.MARCXML: open_marcxml,
}
_TEXTS = frozenset({Format.CSV, Format.TSV})


def open_source(path: Path, asked: Asked) -> Source:
    """Open a file of publications. Its records are read as they are gone through, in the memory of one.

    Raises:
        DomainError: the file as a whole is refused: it is too large, of another format than was asked for,
        or not
            what it seems; each code begins with `exchange.`. Going through the records can refuse it too.
    """
    check_mapping({**asked.mapping, **{column: column for column in asked.constants}})
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise DomainError("exchange.too_large", "file", size=size // 1024**2, most=LARGEST_FILE // 1024**2)
    found = recognise(path, asked.encoding)
    if asked.format not in (None, found) and not (asked.format in _TEXTS and found in _TEXTS):
        raise DomainError("exchange.not_that_format", "file", asked=asked.format, found=found)
    source = _OPENERS[found](path, asked)
    return replace(source, records=_limited(source.records))


def _limited(records: Iterable[SourceRecord]) -> Iterator[SourceRecord]:
    for record in records:
        if record.number > MOST_RECORDS:
            raise DomainError("exchange.too_many_records", "file", most=MOST_RECORDS)
        yield record
