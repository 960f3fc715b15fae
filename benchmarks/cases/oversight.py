"""How the country does, read from the sums, against grouping the obligations themselves; and the counting."""

from time import perf_counter

from sqlalchemy import delete, insert, select

from app.deposits.obligations.models import Obligation, ObligationChange
from app.domain.actor import SYSTEM
from app.infra.db import db, session, transaction
from app.oversight.jobs import count_all_changes
from app.oversight.periods import Stretch
from app.oversight.queries.figures import by_region
from app.oversight.queries.wanted import Wanted
from benchmarks.measure import Effort, Goal, Row, alternate
from benchmarks.stand import Stand

REPEAT = 5
MANY = 1_000_000
"""Below so many obligations the raw table itself is quick: there the sums need only be no slower."""
QUICK = 50_000
"""Above so many obligations grouping takes so long that once a round is enough."""
SMALL, LARGE = Goal(ratio=1.0, extra=2.5), Goal(ratio=0.02)
GROUPED = """
    SELECT o.region_soato, count(*), count(*) FILTER (WHERE o.received + o.held >= o.copies)
    FROM obligation o
    JOIN release r ON r.id = o.release_id
    JOIN publication p ON p.id = r.publication_id
    WHERE o.cancelled_at IS NULL AND o.depositor_id IS NOT NULL AND o.event_on IS NOT NULL
      AND NOT o.provisional AND o.copies > 0 AND o.due_on BETWEEN :first AND :last AND o.due_on < :today
      AND o.rule_set_id IN (SELECT id FROM adopted_rule_set WHERE hypothetical)
    GROUP BY o.region_soato ORDER BY o.region_soato"""


def measure(stand: Stand, effort: Effort) -> list[Row]:
    """Count everything once, then read the regions of the whole time."""
    return [by_region_row("oversight", stand, effort)]


def by_region_row(case: str, stand: Stand, effort: Effort) -> Row:
    """Count everything, see that sums and rows agree, and time both."""
    many = stand.obligations >= MANY
    repeat = 1 if stand.obligations > QUICK else REPEAT
    with stand.app.app_context():
        spent = _count()
        stretch = Stretch(stand.today.replace(year=stand.today.year - 20), stand.today)
        values = {name: day.isoformat() for name, day in zip(("first", "last"), stretch, strict=True)}
        values["today"] = stand.today.isoformat()
        wanted = Wanted(stretch, specimen=True)

        def figures() -> list[tuple[str, int, int]]:
            found = by_region(SYSTEM, wanted, today=stand.today)
            db.session.rollback()
            return [(code, row.due, row.due - row.missing) for code, row in sorted(found.items())]

        assert figures() == stand.bare.rows(GROUPED, values)
        assert figures()
        timed = alternate(figures, lambda: stand.bare.rows(GROUPED, values), effort=effort, repeat=repeat)
    goal = LARGE if many else SMALL
    notes = {"obligations": stand.obligations, "counted_in_seconds": round(spent, 2)}
    return timed.row(case, "by region, from sums", "raw GROUP BY", goal, notes=notes, **stand.where)


def _count() -> float:
    owed = (
        select(Obligation.depositor_id, Obligation.due_on)
        .where(Obligation.depositor_id.is_not(None), Obligation.due_on.is_not(None))
        .distinct()
    )
    with transaction():
        session().execute(delete(ObligationChange))
        session().execute(insert(ObligationChange).from_select(["depositor_id", "due_on"], owed))
    began = perf_counter()
    count_all_changes()
    return perf_counter() - began
