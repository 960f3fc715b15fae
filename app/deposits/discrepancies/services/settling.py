"""Saying what becomes of copies with a fault."""

from datetime import datetime

from app.deposits.discrepancies.models import Settlement
from app.deposits.discrepancies.services.moving import move_copies
from app.deposits.discrepancies.services.standing import end, locked_discrepancy, standing, tell
from app.domain.actor import Actor
from app.domain.discrepancies import NEED_A_REASON, Outcome, outcomes_for
from app.domain.errors import Conflict, DomainError
from app.infra.db import session
from app.policy.permissions import Permission


def settle(
    *,
    number: str,
    discrepancy_id: int,
    outcome: Outcome,
    note: str,
    seen: int | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Say what becomes of copies; what was decided before is kept, and stands no longer.

    `seen` is the decision that who decides has seen to stand, 0 for none; without it whatever stands is
    replaced.

    Raises:
        NotFound: no such discrepancy at the actor's library.
        Conflict: `discrepancy.withdrawn`, `discrepancy.passed_on`, `scan.counted_elsewhere`,
            `discrepancy.settled_meanwhile`.
        DomainError: `discrepancy.outcome`, `discrepancy.reason_needed`.
    """
    receipt, found = locked_discrepancy(number, discrepancy_id, by, Permission.DISCREPANCY_SETTLE)
    unknown_book = found.release_id is None and outcome is Outcome.OFFERED
    if outcome not in outcomes_for(found.kind) or unknown_book:
        raise DomainError("discrepancy.outcome", "outcome")
    earlier = standing(Settlement, found.id)
    if earlier is not None and earlier.outcome in (Outcome.ACCEPTED, Outcome.PASSED_ON):
        raise Conflict("discrepancy.passed_on")
    if earlier is not None and (earlier.outcome, earlier.note) == (outcome, note.strip()):
        return
    if seen not in (None, earlier.id if earlier else 0):
        raise Conflict("discrepancy.settled_meanwhile")
    if outcome in NEED_A_REASON and not note.strip():
        raise DomainError("discrepancy.reason_needed", "note")
    move_copies(found, outcome, at)
    end(earlier, at)
    session().add(
        Settlement(discrepancy_id=found.id, outcome=outcome, note=note.strip(), at=at, by_id=by.account_id)
    )
    session().flush()
    before = {"outcome": earlier.outcome.value} if earlier else {}
    after = {"outcome": outcome.value, "reason": note.strip()}
    tell("discrepancy.settled", receipt, found, by, at, after, before)
