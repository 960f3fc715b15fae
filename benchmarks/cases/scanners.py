"""Sixteen librarians scan at once: the product's scan against a bare transaction of the same statements.

Two at a time hold the same labels in two parcels, so half of the scans must find a copy counted already. At
the end every parcel is confirmed and the copies are counted: none lost, none doubled.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from queue import SimpleQueue
from threading import Barrier
from time import perf_counter
from typing import Any, cast

from sqlalchemy import Engine, create_engine, func, select

from app.deposits.consignments.models import Copy
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Arrival, Scan
from app.deposits.receiving.services import Outcome, confirm_arrival, open_arrival, scan
from app.deposits.series import next_code
from app.domain.codes import CodeKind
from app.domain.receiving import Condition
from app.infra.db import db, prepare_sqlite, session, transaction
from benchmarks.bare import Bare
from benchmarks.measure import Effort, Goal, Row, Timed
from benchmarks.stand import Stand

SCANNERS = 16
LABELS = 8
"""How many each of them scans in a turn."""
WORST_WAIT = Goal(ratio=0.0, extra=2000.0)
_numbers = count(1)

_ARRIVAL = "SELECT id, depository_id, depositor_id, confirmed_at FROM arrival WHERE id = :arrival"
_REPEATED = "SELECT id FROM scan WHERE arrival_id = :arrival AND key = :key"
_LABEL = """SELECT c.id, c.release_id, p.depository_id, p.depositor_id FROM copy c
    LEFT JOIN consignment_line l ON l.id = c.line_id LEFT JOIN consignment p ON p.id = l.consignment_id
    WHERE c.code = :label"""
_COUNTED = """SELECT id FROM scan WHERE undone_at IS NULL
    AND (copy_id = :copy OR (arrival_id = :arrival AND text = :label))"""
_SCAN = """INSERT INTO scan (arrival_id, key, text, release_id, copy_id, condition, reason, at, by_id)
    VALUES (:arrival, :key, :label, :release, :copy, 'good', '', :at, :by) RETURNING id"""
_EVENT = """INSERT INTO audit_event (name, at, account_id, actor_name, actor_role, actor_organisation_id,
        before, after)
    VALUES ('scan.recorded', :at, :by, :name, 'librarian', :library, '{}', :after) RETURNING id"""
_SUBJECT = "INSERT INTO audit_subject (event_id, kind, subject_id) VALUES (:event, 'arrival', :arrival)"


@dataclass(frozen=True, slots=True)
class _Turn:
    """One parcel for each scanner, and the labels in his hands; neighbours hold the same ones."""

    arrivals: Sequence[int]
    labels: Sequence[Sequence[str]]

    @property
    def copies(self) -> int:
        """How many different copies there are."""
        return len({label for hand in self.labels for label in hand})


ScanOne = Callable[[int, str], bool]
"""Scan a label into an arrival; whether it counted."""


def measure(stand: Stand, effort: Effort) -> list[Row]:
    """Time both, turn by turn; then confirm every parcel and count."""
    with stand.app.app_context():
        releases = _releases(stand)
    with _connected_for_all(stand):
        return _measure(stand, effort, releases)


def _measure(stand: Stand, effort: Effort, releases: Sequence[int]) -> list[Row]:
    floor = _Floor(stand)
    sides: tuple[ScanOne, ...] = (_product(stand), floor)
    spent: tuple[list[float], list[float]] = ([], [])
    waits: tuple[list[float], list[float]] = ([], [])
    turns = []
    for number in range(effort.warm_up + effort.rounds):
        for side, scan_one in enumerate(sides):
            with stand.app.app_context():
                turns.append(_prepare(stand, releases))
            took, worst = _race(turns[-1], scan_one)
            if number >= effort.warm_up:
                spent[side].append(took)
                waits[side].append(worst)
    floor.close()
    with stand.app.app_context():
        counted = _confirm(stand, turns)
    scans = SCANNERS * LABELS
    row = Timed(*spent).row(
        "receipts, 16 scanners", "ms a scan", "bare, same statements",
        notes={"scans_a_turn": scans, "copies": counted, "lost": 0, "doubled": 0}, **stand.where,
    )  # fmt: skip
    wait = Timed(*waits).row(
        "receipts, worst wait", "of one scan", "bare, same statements", WORST_WAIT, **stand.where
    )
    return [row, wait]


def _releases(stand: Stand) -> list[int]:
    """Books of which the national library still waits for copies on paper, each wanting more than come."""
    library = stand.country.libraries["uz-natlib"]
    owed = (Obligation.depository_id == library, Obligation.open, Obligation.form == "physical")
    found = session().scalars(select(Obligation).where(*owed).order_by(Obligation.id).limit(LABELS)).all()
    ids = [obligation.id for obligation in found]
    with transaction():
        for obligation in session().scalars(select(Obligation).where(Obligation.id.in_(ids))):
            obligation.copies = 1_000_000
    return [obligation.release_id for obligation in found]


def _prepare(stand: Stand, releases: Sequence[int]) -> _Turn:
    hands = []
    with transaction():
        for _ in range(SCANNERS // 2):
            labels = [next_code(CodeKind.COPY, stand.today.year) for _ in range(LABELS)]
            session().add_all(
                Copy(code=label, release_id=releases[place % len(releases)])
                for place, label in enumerate(labels)
            )
            hands += [labels, labels]
        arrivals = [
            open_arrival(consignment_code=None, depositor_id=None, by=stand.country.librarian, at=stand.at).id
            for _ in range(SCANNERS)
        ]
    return _Turn(arrivals, hands)


def _race(turn: _Turn, scan_one: ScanOne) -> tuple[float, float]:
    """Let all scan at once; milliseconds a scan, and the longest that one took."""
    start = Barrier(SCANNERS + 1)

    def work(arrival: int, labels: Sequence[str]) -> tuple[int, float]:
        start.wait()
        counted, worst = 0, 0.0
        for label in labels:
            began = perf_counter()
            counted += scan_one(arrival, label)
            worst = max(worst, perf_counter() - began)
        return counted, worst

    with ThreadPoolExecutor(SCANNERS) as pool:
        running = [pool.submit(work, *hand) for hand in zip(turn.arrivals, turn.labels, strict=True)]
        start.wait()
        began = perf_counter()
        done = [future.result() for future in running]
        took = perf_counter() - began
    assert sum(counted for counted, _ in done) == turn.copies, "a copy was lost or counted twice"
    return took * 1000 / (SCANNERS * LABELS), max(worst for _, worst in done) * 1000


def _product(stand: Stand) -> ScanOne:
    def scan_one(arrival: int, label: str) -> bool:
        with stand.app.app_context(), transaction():
            found = scan(
                arrival_id=arrival, text=label, key=_new_key(), condition=Condition.GOOD,
                by=stand.country.librarian, at=stand.at,
            )  # fmt: skip
            assert found.outcome in (Outcome.RECORDED, Outcome.ALREADY_COUNTED)
            return found.outcome is Outcome.RECORDED

    return scan_one


class _Floor:
    """The same reads, locks and rows by the driver alone, on as many connections as there are scanners."""

    def __init__(self, stand: Stand) -> None:
        by = stand.country.librarian
        self._same = {"at": stand.at.isoformat(" "), "by": by.account_id, "name": by.name,
                      "library": by.organisation_id}  # fmt: skip
        self._free: SimpleQueue[Bare] = SimpleQueue()
        for _ in range(SCANNERS):
            self._free.put(Bare(stand.address))

    def __call__(self, arrival: int, label: str) -> bool:
        bare = self._free.get()
        try:
            return self._scan(bare, {**self._same, "arrival": arrival, "label": label, "key": _new_key()})
        finally:
            self._free.put(bare)

    @staticmethod
    def _scan(bare: Bare, values: dict[str, Any]) -> bool:
        lock = " FOR UPDATE OF {}" if bare.postgresql else ""
        with bare.transaction():
            bare.rows(_ARRIVAL + lock.format("arrival"), values)
            bare.rows(_REPEATED, values)
            values["copy"], values["release"], *_ = bare.rows(_LABEL + lock.format("c"), values)[0]
            if bare.rows(_COUNTED, values):
                return False
            bare.rows(_SCAN, values)
            values["after"] = f'{{"text": "{values["label"]}", "condition": "good", "release": null}}'
            values["event"] = bare.rows(_EVENT, values)[0][0]
            bare.run(_SUBJECT, values)
            return True

    def close(self) -> None:
        """Leave the database with every connection."""
        for _ in range(SCANNERS):
            self._free.get().close()


@contextmanager
def _connected_for_all(stand: Stand) -> Iterator[None]:
    """Let one process serve sixteen: its pool keeps no more than five connections open otherwise."""
    with stand.app.app_context():
        engines, usual = cast("dict[str | None, Engine]", db.engines), db.engine
        engines[None] = wide = create_engine(usual.url, pool_size=SCANNERS)
        if not stand.bare.postgresql:
            prepare_sqlite(wide)
    try:
        yield
    finally:
        with stand.app.app_context():
            db.session.remove()
            engines[None] = usual
        wide.dispose()


def _new_key() -> str:
    return f"key-{next(_numbers)}"


def _confirm(stand: Stand, turns: Sequence[_Turn]) -> int:
    """Confirm every parcel in which something counted; each copy counts once, in obligations as in scans."""
    before = session().scalar(select(func.sum(Obligation.received))) or 0
    for arrival_id in _with_scans(turns):
        with transaction():
            confirm_arrival(arrival_id=arrival_id, by=stand.country.librarian, at=stand.at)
    expected = sum(turn.copies for turn in turns)
    received = (session().scalar(select(func.sum(Obligation.received))) or 0) - before
    assert received == expected, f"{expected} copies came, {received} were received"
    return expected


def _with_scans(turns: Sequence[_Turn]) -> Iterator[int]:
    scanned = set(session().scalars(select(Scan.arrival_id).join(Arrival).where(Scan.undone_at.is_(None))))
    return (arrival for turn in turns for arrival in turn.arrivals if arrival in scanned)
