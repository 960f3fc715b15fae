"""What has not come to its library: what its depositors owe, and what a collecting library holds for it.

Each of the two has an index of its own; a condition that joins them would have none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from heapq import merge

from app.deposits.obligations.queries import (
    ObligationFilter,
    count_obligations,
    every_obligation,
    list_obligations,
)
from app.deposits.obligations.rows import ObligationRow
from app.deposits.obligations.scope import State
from app.domain.actor import Actor

NOT_COME = (State.OPEN, State.HELD)
"""No obligation is in both: of what is open, a copy is handed over to nobody yet."""


def list_expected(
    actor: Actor,
    asked: ObligationFilter,
    *,
    today: date,
    after: tuple[date | None, int] | None = None,
    limit: int,
) -> list[ObligationRow]:
    """Lines within reach as `list_obligations` gives them; without a stage, all that has not come."""
    found = [
        row
        for wanted in _parts(asked)
        for row in list_obligations(actor, wanted, today=today, after=after, limit=limit)
    ]
    return sorted(found, key=_order)[:limit]


def count_expected(actor: Actor, asked: ObligationFilter, *, today: date) -> int:
    """How many `list_expected` would give in all; no further is counted than one past EXACT_TOTAL of each."""
    return sum(count_obligations(actor, wanted, today=today) for wanted in _parts(asked))


def every_expected(actor: Actor, asked: ObligationFilter, *, today: date) -> Iterator[ObligationRow]:
    """All that `list_expected` would give, read a batch at a time for an export."""
    parts = (every_obligation(actor, wanted, today=today) for wanted in _parts(asked))
    return merge(*parts, key=_order)


def _parts(asked: ObligationFilter) -> Sequence[ObligationFilter]:
    return [asked] if asked.state else [replace(asked, state=state) for state in NOT_COME]


def _order(row: ObligationRow) -> tuple[bool, date, int]:
    return row.due_on is None, row.due_on or date.max, row.id
