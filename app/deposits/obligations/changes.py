"""Notes which sums over obligations have to be counted anew: by whom something is owed, and by which day."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import insert, select

from app.deposits.obligations.models import Obligation, ObligationChange
from app.infra.bulk import add_rows
from app.infra.db import batched, session

Owed = tuple[int | None, date | None]
"""Who owes, and by which day; what is owed by nobody known or by no day is in no sum."""


def note_changes(touched: Iterable[Owed]) -> None:
    """Note what an act touched, each pair once; of thousands of new rows that is a handful."""
    pairs = {(who, day) for who, day in touched if who is not None and day is not None}
    if pairs:
        add_rows(ObligationChange, ("depositor_id", "due_on"), sorted(pairs))


def note_changes_of(release_ids: Sequence[int]) -> None:
    """Note all that is owed for releases: what they are counted as may have changed, such as their kind."""
    for some in batched(release_ids):
        pairs = select(Obligation.depositor_id, Obligation.due_on).where(
            Obligation.release_id.in_(some),
            Obligation.depositor_id.is_not(None),
            Obligation.due_on.is_not(None),
        )
        session().execute(insert(ObligationChange).from_select(["depositor_id", "due_on"], pairs.distinct()))
