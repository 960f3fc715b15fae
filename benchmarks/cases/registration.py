"""Registering one book that owes ten times, against bare inserts of the same rows in one transaction."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

from app.infra.db import transaction
from app.publications.services import register_release, save_draft, start_draft
from benchmarks.bare import Bare
from benchmarks.measure import Effort, Row, alternate
from benchmarks.stand import Stand

REPEAT = 3
OWED = 10
STEP = 10_000_000
"""How far apart the ids of the floor's copies lie, so that none meets another's."""
SHIFTED = frozenset({"id", "publication_id", "release_id", "event_id"})
_EVENTS = "(SELECT event_id FROM audit_subject WHERE kind = 'release' AND subject_id = :release)"
WRITTEN = (
    ("publication", "id = :publication"),
    ("contributor", "publication_id = :publication"),
    ("identifier", "publication_id = :publication"),
    ("release", "id = :release"),
    ("release_event", "release_id = :release"),
    ("obligation", "release_id = :release"),
    ("audit_event", f"id IN {_EVENTS}"),
    ("audit_subject", f"event_id IN {_EVENTS}"),
)
"""The tables to which a registration adds, in the order of their keys, and which rows are its own."""
_CLOSE = "UPDATE registration_draft SET release_id = :release, changed_at = created_at WHERE id = :draft"
Rows = list[tuple[str, list[dict[str, Any]]]]


def measure(stand: Stand, effort: Effort) -> list[Row]:
    """Register drafts that were filled in beforehand."""
    with stand.app.app_context():
        drafts = iter(
            [_draft(stand) for _ in range(1 + effort.warm_up + effort.rounds * effort.repeat(REPEAT))]
        )
        sample_draft = next(drafts)
        sample = _register(stand, sample_draft)
        rows = _rows_of(stand.bare, sample)
        found = {table: len(some) for table, some in rows}
        assert found["obligation"] == OWED
        assert all(found.values())
        timed = alternate(
            lambda: _register(stand, next(drafts)),
            _copier(stand.bare, rows, sample["release"], sample_draft),
            effort=effort,
            repeat=REPEAT,
        )
    last = stand.bare.rows("SELECT max(release_id) FROM obligation", {})[0][0]
    owed = stand.bare.rows("SELECT count(*) FROM obligation WHERE release_id = :last", {"last": last})
    assert owed == [(OWED,)]
    return [
        timed.row(
            "registration, 10 obligations", "service, transaction", "bare inserts, same rows",
            notes={"rows": sum(found.values())}, **stand.where,
        )
    ]  # fmt: skip


def _draft(stand: Stand) -> int:
    day = stand.today - timedelta(days=3)
    answers: dict[str, object] = {
        "title": "Oʻlchov kitobi", "people": [{"name": "Sinov Sinovov", "role": "author"}], "language": "kaa",
        "script": "Latn", "kind": "book", "subjects": ["science"], "audiences": ["children"],
        "print_run": 500,
        "pages": 200, "printer_id": stand.country.printers[0],
        "identifiers": [{"scheme": "isbn", "value": "9789943725133", "printed": "978-9943-7251-3-3",
                         "reason": "Benchmark"}],
        "events": {"first_batch_released": f"{day}", "print_run_completed": f"{day}"},
    }  # fmt: skip
    with transaction():
        draft = start_draft(by=stand.country.clerk, at=stand.at)
        save_draft(draft_id=draft.id, answers=answers, by=stand.country.clerk, at=stand.at)
    return draft.id


def _register(stand: Stand, draft_id: int) -> dict[str, int]:
    with transaction():
        release = register_release(draft_id=draft_id, by=stand.country.clerk, at=stand.at, another=True)
        return {"release": release.id, "publication": release.publication_id}


def _rows_of(bare: Bare, sample: dict[str, int]) -> Rows:
    """Everything that the sample's registration added."""
    return [
        (table, bare.records(f"SELECT * FROM {table} WHERE {own}", sample))  # noqa: S608 - our own names
        for table, own in WRITTEN
    ]


def _copier(bare: Bare, rows: Rows, release: int, draft: int) -> Callable[[], None]:
    numbers = count(1)

    def copy() -> None:
        offset = next(numbers) * STEP
        copies = [(table, [_moved(row, offset) for row in some]) for table, some in rows]
        with bare.transaction():
            for table, some in copies:
                bare.insert(table, some)
            bare.run(_CLOSE, {"release": release + offset, "draft": draft})

    return copy


def _moved(row: dict[str, Any], offset: int) -> dict[str, Any]:
    return {
        name: value + offset if name in SHIFTED and value is not None else value
        for name, value in row.items()
    }
