"""Sixteen librarians scan for a minute: nothing lost or doubled, nobody waits long or hears of a lock."""

from benchmarks.cases.scanners import WORST_WAIT
from benchmarks.crew import crew
from benchmarks.measure import Effort, Row, Spread
from benchmarks.scanning import SCANNERS, confirm, prepare, product, race, wanted_releases
from benchmarks.stand import Stand

MINUTE = 60
BOOKS = 20
LABELS_A_SECOND = 150
"""In each hand; on a machine on which these are too few the notes say how many seconds it took."""


def measure(stand: Stand, effort: Effort) -> list[Row]:
    """Let them scan without a pause; then confirm every parcel and count."""
    seconds = effort.repeat(MINUTE)
    with stand.app.app_context():
        releases = wanted_releases(stand, BOOKS)
        turn = prepare(stand, releases, seconds * LABELS_A_SECOND)
    with crew(stand, SCANNERS) as scanners:
        run = race(scanners, turn, product, seconds)
    with stand.app.app_context():
        confirm(stand, turn.arrivals, run.copies)
    waited = Spread.of(run.waits)
    notes = {
        "seconds": round(run.seconds, 1), "scans": len(run.waits), "copies": run.copies,
        "scans_a_second": round(len(run.waits) / run.seconds), "lost": 0, "doubled": 0, "locked": 0,
    }  # fmt: skip
    return [
        Row(
            "receipts, a minute of 16", "wait for a scan", waited, goal=WORST_WAIT,
            met=waited.most <= WORST_WAIT.extra, notes=notes, **stand.where,
        )
    ]  # fmt: skip
