"""The records of a file that were not taken, given back as a table, each with what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from flask import Response

from app.exchange.batches.models import ImportBatch, ImportProblem
from app.exchange.batches.queries import every_problem
from app.exchange.batches.services import asked_from
from app.exchange.reading.opening import open_source
from app.exchange.records import TABLES, Format, Severity, Source
from app.infra.i18n import gettext
from app.infra.storage import storage
from app.web.exports import Cell, csv_response, xlsx_response


def returned_file(batch: ImportBatch) -> Response:
    """Send a table of the rows with an error, with its own columns and three more: where, what, why.

    A workbook comes back as a workbook. Of what is no table it tells its records by their own names; the
    records themselves come back in their own format (`extracts`).
    """
    format_ = format_of(batch)
    name = f"returned-{batch.id}"
    if format_ not in TABLES:
        head = [gettext("Record number"), gettext("Name of the record"), *_added()]
        return csv_response(f"{name}.csv", head, _references(batch))
    source = _source(batch)
    head, rows = [*source.headings, *_added()], _rows(batch, source)
    if format_ is Format.XLSX:
        return xlsx_response(f"{name}.xlsx", head, rows)
    return csv_response(f"{name}.csv", head, rows)


def format_of(batch: ImportBatch) -> Format:
    """Return what a file was found to be when it was looked at."""
    return Format(str((batch.head or {}).get("format", Format.CSV)))


def problems_by_record(batch: ImportBatch) -> Mapping[int, list[ImportProblem]]:
    """Return the errors of each record that has any, by its number in the file."""
    return dict(_problems(batch.id))


def _added() -> list[str]:
    return [gettext("Column"), gettext("Code"), gettext("What to do")]


def _source(batch: ImportBatch) -> Source:
    return open_source(storage().path(batch.file.sha256), asked_from(batch.asked))


def _problems(batch_id: int) -> Iterator[tuple[int, list[ImportProblem]]]:
    """The errors of each record, in the order of the records; those of the whole are told on the page."""
    errors = (item for item in every_problem(batch_id, Severity.ERROR) if item.record is not None)
    for number, items in groupby(errors, lambda item: item.record or 0):
        yield number, list(items)


def _rows(batch: ImportBatch, source: Source) -> Iterator[Sequence[Cell]]:
    waiting = _problems(batch.id)
    number, items = next(waiting, (0, []))
    width = len(source.headings)
    for record in source.records:
        if record.number == number:
            cells = [*record.cells, *("" for _ in range(width))][:width]
            yield [*cells, *_told(items)]
            number, items = next(waiting, (0, []))


def _references(batch: ImportBatch) -> Iterator[Sequence[Cell]]:
    names = problems_by_record(batch)
    for record in _source(batch).records:
        if record.number in names:
            yield [record.number, record.reference, *_told(names[record.number])]


def _told(items: Sequence[ImportProblem]) -> list[Cell]:
    return [
        " · ".join(dict.fromkeys(getattr(item, name) for item in items))
        for name in ("field", "code", "message")
    ]
