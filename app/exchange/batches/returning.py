"""The records of a file that were not taken, given back as a table, each with what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from flask import Response

from app.exchange.added import added_headings, number_added
from app.exchange.batches.models import ImportBatch, ImportProblem
from app.exchange.batches.queries import every_problem
from app.exchange.batches.services import asked_from
from app.exchange.reading.opening import open_source
from app.exchange.records import TABLES, Format, Severity, Source
from app.infra.i18n import gettext
from app.infra.storage import storage
from app.web.exports import Cell, csv_response, xlsx_response


def returned_file(batch: ImportBatch) -> Response:
    """Send a table of the rows with an error: which row, where, what and why, and before its own columns.

    What stands in a row beyond the last heading, or in a row that could not be read, comes back too. A
    workbook comes back as a workbook. Of what is no table it tells its records by their own names; the
    records themselves come back in their own format (`extracts`).
    """
    format_ = format_of(batch)
    name = f"returned-{batch.id}"
    if format_ not in TABLES:
        head = [gettext("Record number"), gettext("Name of the record"), *added_headings()[1:]]
        return csv_response(f"{name}.csv", head, _references(batch))
    source = _source(batch)
    again = number_added(source.headings)
    head, rows = [*added_headings(), *source.headings[again:]], _rows(batch, source, again)
    if format_ is Format.XLSX:
        return xlsx_response(f"{name}.xlsx", head, rows)
    return csv_response(f"{name}.csv", head, rows)


def problems_file(batch: ImportBatch) -> Response:
    """Send everything that is wrong or doubtful in a file, a line for each."""
    head = [
        gettext("Record number"), gettext("Row"), gettext("Field"), gettext("Code"), gettext("Severity"),
        gettext("What to do"),
    ]  # fmt: skip
    rows = (
        [item.record, item.row, item.field, item.code, item.severity.value, item.message]
        for item in every_problem(batch.id)
    )
    return csv_response(f"problems-{batch.id}.csv", head, rows)


def format_of(batch: ImportBatch) -> Format:
    """Return what a file was found to be when it was looked at."""
    return Format(str((batch.head or {}).get("format", Format.CSV)))


def problems_by_record(batch: ImportBatch) -> Mapping[int, list[ImportProblem]]:
    """Return the errors of each record that has any, by its number in the file."""
    return dict(_problems(batch.id))


def _source(batch: ImportBatch) -> Source:
    return open_source(storage().path(batch.file.sha256), asked_from(batch.asked))


def _problems(batch_id: int) -> Iterator[tuple[int, list[ImportProblem]]]:
    """The errors of each record, in the order of the records; those of the whole are told on the page."""
    errors = (item for item in every_problem(batch_id, Severity.ERROR) if item.record is not None)
    for number, items in groupby(errors, lambda item: item.record or 0):
        yield number, list(items)


def _rows(batch: ImportBatch, source: Source, again: int) -> Iterator[Sequence[Cell]]:
    waiting = _problems(batch.id)
    number, items = next(waiting, (0, []))
    for record in source.records:
        if record.number == number:
            yield [record.row, *_told(items), *record.cells[again:]]
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
