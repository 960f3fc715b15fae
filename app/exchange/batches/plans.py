"""What accepting a batch would do, as its page says it before anybody does."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.exchange.batches.looked import WOULD_AMEND, WOULD_END, WOULD_WITHDRAW, Looked, looked_at
from app.exchange.batches.models import ImportBatch, ImportProblem
from app.exchange.batches.queries import problems_called
from app.exchange.batches.states import State, state_of, to_take
from app.publications.vocabulary import FACTS, word


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be done: new registrations, counted, and the first of the titles changed or taken back.

    Of `endings` the amendment ends duties. `missing` counts by name the facts for want of which it stays
    undecided what is owed.
    """

    looked: Looked
    registered: int
    missing: Sequence[tuple[str, int]]
    amendments: Sequence[ImportProblem]
    endings: Sequence[ImportProblem]
    withdrawals: Sequence[ImportProblem]


def plan_of(batch: ImportBatch, *, limit: int) -> Plan | None:
    """Return what accepting the batch would do, with at most so many titles of a kind; None if it is too late
    for that, or where the look did not ask the register."""
    looked = looked_at(batch) if state_of(batch) is State.READY else None
    if looked is None:
        return None
    return Plan(
        looked,
        to_take(batch) - looked.amended - looked.withdrawn,
        [(word(FACTS, fact), number) for fact, number in looked.missing.items()],
        problems_called(batch.id, WOULD_AMEND, limit=limit) if looked.amended > looked.ending else (),
        problems_called(batch.id, WOULD_END, limit=limit) if looked.ending else (),
        problems_called(batch.id, WOULD_WITHDRAW, limit=limit) if looked.withdrawn else (),
    )
