"""Storing what is owed for many new releases, against the driver's shortest way for the same finished rows.

Both fill the product's own table, with its indexes and constraints; it is emptied again before each turn.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import delete, func, insert, select

from app.deposits.obligations.judging import Calendars, Judgement
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.services import keep_new
from app.deposits.obligations.terms import Case
from app.infra.db import session, transaction
from app.law.queries import rule_sets
from app.publications.models import Release
from benchmarks import data
from benchmarks.measure import Effort, Goal, Row, Timed, alternate
from benchmarks.stand import Stand

RELEASES = 2000
GOALS = {"postgresql": Goal(ratio=1 / 0.5), "sqlite": Goal(ratio=1 / 0.7)}
"""At least half the speed of COPY, and seven tenths of that of `executemany`."""
NAMES = tuple(column.name for column in Obligation.__table__.columns if column.name != "id")
_COLUMNS = ", ".join(f'"{name}"' for name in NAMES)
_STORED = f"SELECT {_COLUMNS} FROM obligation WHERE release_id >= :first ORDER BY id"  # noqa: S608 - our own names
Finished = Sequence[tuple[Any, ...]]


def measure(stand: Stand, effort: Effort) -> list[Row]:
    """Store what was judged beforehand, and judge and store; the law is the largest of the country's."""
    releases = max(50, effort.repeat(RELEASES))
    with stand.app.app_context(), _releases(stand, releases) as first:
        cases = _cases(stand, first, releases)
        judged = [(case, case.judged()) for case in cases]
        empty, both = partial(_empty, stand, first), partial(_judge_and_store, stand, cases)
        both()
        finished = stand.bare.rows(_STORED, {"first": first})
        store, floor = partial(_store, stand, judged), partial(stand.bare.fill, "obligation", NAMES, finished)
        for way in (store, floor):
            empty()
            way()
            assert stand.bare.rows(_STORED, {"first": first}) == finished
        timed = {
            "storing": alternate(store, floor, effort=effort, before=empty),
            "storing, judging too": alternate(both, floor, effort=effort, before=empty),
        }
        empty()
    return [_row(stand, case, each, len(finished)) for case, each in timed.items()]


def _row(stand: Stand, case: str, timed: Timed, rows: int) -> Row:
    """The goal is for storing what was generated; generating has one of its own."""
    goal = GOALS[stand.database] if case == "storing" else None
    floor_path = f"{'COPY' if stand.bare.postgresql else 'executemany'}, same finished rows"
    notes = {
        "rows": rows,
        "rows_per_second": round(rows / min(timed.product) * 1000),
        "floor_rows_per_second": round(rows / min(timed.floor) * 1000),
    }
    return timed.row(case, "rows, one transaction", floor_path, goal, notes=notes, **stand.where)


def _store(stand: Stand, judged: Sequence[tuple[Case, Judgement]]) -> None:
    with transaction():
        keep_new(judged, at=stand.at)


def _judge_and_store(stand: Stand, cases: Sequence[Case]) -> None:
    with transaction():
        keep_new([(case, case.judged()) for case in cases], at=stand.at)


@contextmanager
def _releases(stand: Stand, number: int) -> Iterator[int]:
    """Add so many releases for which nothing is owed, and remove them afterwards; gives the first's id."""
    with transaction():
        first = (session().scalar(select(func.max(Release.id))) or 0) + 1
        publication_id = session().scalar(select(func.min(Release.publication_id)))
        rows = [
            {
                "id": first + place, "publication_id": publication_id, "sequence": 2 + place,
                "edition_status": "first", "version": 1, "registered_at": stand.at,
            }
            for place in range(number)
        ]  # fmt: skip
        session().execute(insert(Release), rows)
    try:
        yield first
    finally:
        with transaction():
            session().execute(delete(Release).where(Release.id >= first))


def _cases(stand: Stand, first: int, number: int) -> list[Case]:
    country, laws, calendars = stand.country, rule_sets(), Calendars()
    return [
        Case(
            release_id=first + place,
            facts=book.facts(
                country.publishers[book.publisher],
                None if book.printer is None else country.printers[book.printer],
            ),
            region=book.region,
            today=stand.today,
            laws=laws,
            found=(),
            calendars=calendars,
        )
        for place, book in zip(range(number), data.books(number, stand.today), strict=False)
    ]


def _empty(stand: Stand, first: int) -> None:
    """Leave the table as it was, with no dead rows that the next turn would stumble over."""
    session().rollback()
    stand.bare.run("DELETE FROM obligation WHERE release_id >= :first", {"first": first})
    if stand.bare.postgresql:
        stand.bare.run("VACUUM ANALYZE obligation", {})
    else:
        stand.bare.run("PRAGMA wal_checkpoint(TRUNCATE)", {})
