"""Sixteen librarians scan at once: the product's scan against a bare transaction of the same statements, and
on PostgreSQL against its own pgbench, which runs them too.

At the end every parcel is confirmed and the copies are counted: none lost, none doubled.
"""

from collections.abc import Sequence

from benchmarks.measure import Effort, Goal, Row, Timed
from benchmarks.pgbench import Pgbench
from benchmarks.scan_floor import BareScans
from benchmarks.scanning import (
    SCANNERS,
    ScanOne,
    Turn,
    confirm,
    connected_for_all,
    prepare,
    product,
    race,
    wanted_releases,
)
from benchmarks.stand import Stand

LABELS = 8
"""How many each of them scans in a turn."""
WORST_WAIT = Goal(ratio=0.0, extra=2000.0)
OF_PGBENCH = Goal(ratio=round(1 / 0.6, 2))
"""At least 0.6 of its scans a second."""


def measure(stand: Stand, effort: Effort) -> list[Row]:
    """Time all, turn by turn; then confirm every parcel and count."""
    with stand.app.app_context():
        releases = wanted_releases(stand, LABELS)
    with connected_for_all(stand):
        return _measure(stand, effort, releases)


def _measure(stand: Stand, effort: Effort, releases: Sequence[int]) -> list[Row]:
    floor, pgbench = BareScans(stand, SCANNERS), Pgbench.found(stand)
    sides: tuple[ScanOne, ...] = (product(stand), floor)
    spent: tuple[list[float], list[float]] = ([], [])
    waits: tuple[list[float], list[float]] = ([], [])
    by_pgbench: list[float] = []
    turns: list[Turn] = []
    copies = 0
    for number in range(effort.warm_up + effort.rounds):
        timed = number >= effort.warm_up
        for side, scan_one in enumerate(sides):
            with stand.app.app_context():
                turns.append(prepare(stand, releases, LABELS))
            run = race(turns[-1], scan_one)
            copies += run.copies
            if timed:
                spent[side].append(run.of_one)
                waits[side].append(max(run.waits))
        if pgbench:
            took = pgbench.run(releases, effort)
            by_pgbench += [took] if timed else []
    floor.close()
    with stand.app.app_context():
        confirm(stand, [arrival for turn in turns for arrival in turn.arrivals], copies)
    notes: dict[str, object] = {"scans_a_turn": SCANNERS * LABELS, "copies": copies, "lost": 0, "doubled": 0}
    if stand.bare.postgresql and pgbench is None:
        notes["pgbench"] = "not installed"
    bare, where = "bare, same statements", stand.where
    rows = [
        Timed(*spent).row("receipts, 16 scanners", "ms a scan", bare, notes=notes, **where),
        Timed(*waits).row("receipts, worst wait", "of one scan", bare, WORST_WAIT, **where),
    ]
    if pgbench:
        timed_both = Timed(spent[0], by_pgbench)
        rows.append(
            timed_both.row("receipts, pgbench", "ms a scan", "pgbench, same statements", OF_PGBENCH, **where)
        )
    return rows
