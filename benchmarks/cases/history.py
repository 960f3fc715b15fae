"""What ten times as much settled history changes: nothing for the worklist, little for the sums.

The stand has grown afterwards, so this is the last case on it.
"""

from benchmarks.cases.lists import LATE_DEPOSITORS, timed_page
from benchmarks.cases.oversight import by_region_row
from benchmarks.growing import grow
from benchmarks.measure import Effort, Goal, Row, Timed
from benchmarks.stand import Stand

TIMES = 9
WORKLIST, UNCHANGED = Goal(ratio=1.2), Goal(ratio=1.1)


def measure(stand: Stand, effort: Effort) -> list[Row]:
    """Time the worklist before and after, and then the dashboard."""
    client = stand.signed_in()
    before, shown = timed_page(stand, client, effort, *LATE_DEPOSITORS)
    grow(stand, TIMES)
    after, rows = timed_page(stand, client, effort, *LATE_DEPOSITORS)
    assert rows == shown, "what is open changed with what is settled"
    notes = {"obligations": stand.obligations, "rows": rows}
    grown = Timed(after.product, before.product)
    return [
        after.row("history, worklist", "page, signed in", "raw SQL, same rows and total", WORKLIST,
                  notes=notes, **stand.where),
        grown.row("history, worklist grown", "after", "before", UNCHANGED, notes=notes, **stand.where),
        by_region_row("history, oversight", stand, effort),
    ]  # fmt: skip
