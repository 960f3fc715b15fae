"""Notices under a standing order: one batch for each order and day, issued as any other batch is."""

from datetime import date, datetime

from app.compliance.batches.services import Ordered, move_batch, prepare_batch
from app.compliance.batches.states import Verb
from app.compliance.ladder.models import StandingOrder
from app.compliance.ladder.queries.due import due_ids
from app.compliance.ladder.steps import Step
from app.domain.actor import Actor
from app.infra.settings import settings


def order_notices(order: StandingOrder, step: Step, *, by: Actor, at: datetime, today: date) -> int:
    """Prepare and start the batch of this day for whom the notice is due; return for how many.

    Its lines are checked again when each notice is issued, and it names only those for which the step is due
    then.
    """
    ids = due_ids(by, step, at=at, chosen=None, limit=None)
    if not ids:
        return 0
    batch = prepare_batch(
        depositor_ids=ids,
        noticed_already=0,
        language=order.language or settings().default_language,
        by=by,
        at=at,
        ordered=Ordered(order.id, today),
    )
    move_batch(batch_id=batch.id, verb=Verb.START, by=by, at=at)
    return len(ids)
