"""Taking a list of publications, against a bare loop that parses, validates and fills the same tables."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from app.domain.actor import Actor
from app.exchange.batches.jobs import work_on_imports
from app.exchange.batches.services import accept_batch, begin_batch
from app.exchange.records import Asked
from app.infra.db import session, transaction
from app.infra.storage import keep_file
from app.publications.models import Publication, Release
from benchmarks.measure import Effort, Goal, Row, alternate
from benchmarks.stand import Stand

RECORDS = 2000
GOAL = Goal(ratio=3.0)
HEAD = ("title", "author", "isbn", "kind", "language", "carrier", "origin", "print_run", "edition_status",
        "restricted", "audiences", "subjects", "first_batch_released", "print_run_completed")  # fmt: skip
FILLED = {
    "publication": "id >= :title",
    "contributor": "publication_id >= :title",
    "identifier": "publication_id >= :title",
    "release": "id >= :release",
    "release_event": "release_id >= :release",
    "obligation": "release_id >= :release",
    "undecided_rule": "release_id >= :release",
}
"""The tables that a list fills, and which of their rows are new; each after those that it refers to."""
Finished = Mapping[str, tuple[Sequence[str], Sequence[Sequence[Any]]]]


def measure(stand: Stand, effort: Effort) -> list[Row]:
    """The worker's act on an accepted list, obligations included."""
    number = max(20, effort.repeat(RECORDS))
    content = _table(number, stand.today)
    with stand.app.app_context():
        first = _first(stand)
        by = stand.country.clerk

        def ready() -> None:
            _empty(stand, first)
            _accepted(stand, content, by)

        def floor() -> None:
            assert _parsed(content, stand.today) == number
            _fill(stand, finished)

        ready()
        work_on_imports()
        finished = _finished(stand, first)
        assert len(finished["release"][1]) == number
        assert len(finished["obligation"][1]) > number
        _empty(stand, first)
        floor()
        assert _counts(_finished(stand, first)) == _counts(finished)
        taking = alternate(work_on_imports, floor, effort=effort, before=ready)
        _empty(stand, first)
    notes = {"records": number, "records_per_second": round(number / min(taking.product) * 1000)}
    path, bare = "the worker, parsing included", "parse, validate, fill the same rows"
    return [taking.row("import, taking", path, bare, GOAL, notes=notes, **stand.where)]


def _table(number: int, today: date) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    day = (today - timedelta(days=30)).isoformat()
    for place in range(number):
        writer.writerow([f"Kitob {place}", "Abdulla Qodiriy", _isbn(place), "book", "uz", "print", "domestic",
                         "3000", "first", "no", "general", "fiction", day, day])  # fmt: skip
    return out.getvalue().encode()


def _isbn(place: int) -> str:
    digits = f"9789910{10_000 + place}"  # registrants from 978-9910-10 on, a range that is given out
    return f"{digits}{_check_digit(digits)}"


def _check_digit(twelve: str) -> int:
    return -sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve)) % 10


def _parsed(content: bytes, today: date) -> int:
    """Parse and validate as directly as one can."""
    good = 0
    for row in csv.DictReader(io.StringIO(content.decode())):
        isbn, released = row["isbn"], date.fromisoformat(row["first_batch_released"])
        good += (
            bool(row["title"])
            and _check_digit(isbn[:12]) == int(isbn[12])
            and int(row["print_run"]) > 0
            and row["kind"] in ("book", "brochure")
            and date.fromisoformat(row["print_run_completed"]) <= released <= today
        )
    return good


def _first(stand: Stand) -> Mapping[str, int]:
    """The first numbers of new rows; other cases gave numbers of their own, which the sequences must pass."""
    session().rollback()
    last = {
        "title": session().scalar(select(func.max(Publication.id))) or 0,
        "release": session().scalar(select(func.max(Release.id))) or 0,
    }
    if stand.bare.postgresql:
        for table, name in (("publication", "title"), ("release", "release")):
            values = {"table": table, "last": last[name]}
            stand.bare.rows("SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)", values)
    return {name: number + 1 for name, number in last.items()}


def _accepted(stand: Stand, content: bytes, by: Actor) -> None:
    """A list that was looked at and accepted, waiting for the worker."""
    with transaction():
        file = keep_file(content, name="list.csv", media_type="text/csv", at=stand.at)
        batch = begin_batch(file=file, asked=Asked(), language="uz", by=by, at=stand.at)
    work_on_imports()
    with transaction():
        accept_batch(batch_id=batch.id, by=by, at=stand.at)


def _finished(stand: Stand, first: Mapping[str, int]) -> Finished:
    found = {}
    for table, new in FILLED.items():
        records = stand.bare.records(f"SELECT * FROM {table} WHERE {new}", first)  # noqa: S608 - our own names
        names = tuple(records[0]) if records else ()
        found[table] = (names, [tuple(record.values()) for record in records])
    return found


def _counts(finished: Finished) -> Mapping[str, int]:
    return {table: len(rows) for table, (_names, rows) in finished.items()}


def _fill(stand: Stand, finished: Finished) -> None:
    for table, (names, rows) in finished.items():
        if rows:
            stand.bare.fill(table, names, rows)


def _empty(stand: Stand, first: Mapping[str, int]) -> None:
    """Leave the tables as they were."""
    session().rollback()
    for table in ("imported_record", "import_problem", "import_batch"):
        stand.bare.run(f"DELETE FROM {table}", {})  # noqa: S608 - our own names
    for table, new in reversed(FILLED.items()):
        values = {name: first[name] for name in first if f":{name}" in new}
        stand.bare.run(f"DELETE FROM {table} WHERE {new}", values)  # noqa: S608 - our own names
    for line in _tidy(stand):
        stand.bare.run(line, {})


def _tidy(stand: Stand) -> Iterator[str]:
    if stand.bare.postgresql:
        yield from (f"VACUUM ANALYZE {table}" for table in FILLED)
    else:
        yield "PRAGMA wal_checkpoint(TRUNCATE)"
