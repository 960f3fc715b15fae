"""Sixteen librarians scan at once: the product's scan against a bare transaction of the same statements, and
on PostgreSQL against its own pgbench, which runs them too.

They are spread over as many processes as the web server starts, as pgbench lets its server use every core.
At the end every parcel is confirmed and the copies are counted: none lost, none doubled.
"""

from collections.abc import Sequence

from benchmarks.crew import Crew, crew
from benchmarks.measure import Effort, Goal, Row, Timed
from benchmarks.pgbench import Pgbench
from benchmarks.scanning import (
    SCANNERS,
    Turn,
    bare,
    confirm,
    prepare,
    product,
    race,
    wanted_releases,
)
from benchmarks.stand import Stand, gather_statistics

LABELS = 8
"""How many each of them scans in a turn."""
WORST_WAIT = Goal(ratio=0.0, extra=2000.0)
OF_PGBENCH = Goal(ratio=round(1 / 0.6, 2))
"""At least 0.6 of its scans a second."""


def measure(stand: Stand, effort: Effort) -> list[Row]:
    """Time all, turn by turn; then confirm every parcel and count."""
    with stand.app.app_context():
        releases = wanted_releases(stand, LABELS)
    with crew(stand, SCANNERS) as scanners:
        return _measure(stand, effort, releases, scanners)


def _measure(stand: Stand, effort: Effort, releases: Sequence[int], scanners: Crew) -> list[Row]:
    pgbench = Pgbench.found(stand)
    spent: tuple[list[float], list[float]] = ([], [])
    waits: tuple[list[float], list[float]] = ([], [])
    by_pgbench: list[float] = []
    turns: list[Turn] = []
    copies = 0
    for number in range(effort.warm_up + effort.rounds):
        timed = number >= effort.warm_up
        if number == effort.warm_up:
            # Nobody had scanned in this country when its tables were first counted.
            with stand.app.app_context():
                gather_statistics()
        for place, side in enumerate((product, bare)):
            with stand.app.app_context():
                turns.append(prepare(stand, releases, LABELS))
            run = race(scanners, turns[-1], side)
            copies += run.copies
            if timed:
                spent[place].append(run.of_one)
                waits[place].append(max(run.waits))
        if pgbench:
            took = pgbench.run(releases, effort)
            by_pgbench += [took] if timed else []
    with stand.app.app_context():
        confirm(stand, [arrival for turn in turns for arrival in turn.arrivals], copies)
    notes: dict[str, object] = {"scans_a_turn": SCANNERS * LABELS, "copies": copies, "lost": 0, "doubled": 0}
    if stand.bare.postgresql and pgbench is None:
        notes["pgbench"] = "not installed"
    floor, where = "bare, same statements", stand.where
    rows = [
        Timed(*spent).row("receipts, 16 scanners", "ms a scan", floor, notes=notes, **where),
        Timed(*waits).row("receipts, worst wait", "of one scan", floor, WORST_WAIT, **where),
    ]
    if pgbench:
        timed_both = Timed(spent[0], by_pgbench)
        rows.append(
            timed_both.row("receipts, pgbench", "ms a scan", "pgbench, same statements", OF_PGBENCH, **where)
        )
    return rows
