"""What the worker does with a batch: one depositor, one transaction, one notice at most."""

from datetime import datetime

from sqlalchemy import func, select

from app.compliance.batches.models import BatchLine, NoticeBatch, Outcome
from app.compliance.issuers import issuer
from app.compliance.ladder.models import StandingOrder
from app.compliance.ladder.queries.due import due_lines
from app.compliance.ladder.steps import step_of
from app.compliance.queries.late_lines import unnoticed_ids
from app.compliance.services.issuing import issue_notice
from app.domain.actor import SYSTEM, Actor
from app.domain.errors import Conflict, DomainError
from app.domain.events import Event, Subject
from app.infra import clock
from app.infra.db import session
from app.infra.events import publish

RUNNING = (
    NoticeBatch.started_at.is_not(None),
    NoticeBatch.paused_at.is_(None),
    NoticeBatch.stopped_at.is_(None),
    NoticeBatch.finished_at.is_(None),
)
NOTHING_LEFT = "notice.nothing_left"


def running_batches() -> list[int]:
    """Return the batches that are to be issued, the oldest first."""
    return list(session().scalars(select(NoticeBatch.id).where(*RUNNING).order_by(NoticeBatch.id)))


def next_line(batch_id: int) -> int | None:
    """Return the next line that waits; None where there is none, or the batch is not to go on."""
    going_on = select(NoticeBatch.id).where(NoticeBatch.id == batch_id, *RUNNING)
    waiting = select(BatchLine.id).where(
        BatchLine.batch_id.in_(going_on), BatchLine.outcome == Outcome.WAITING
    )
    return session().scalar(waiting.order_by(BatchLine.id).limit(1))


def issue_line(*, line_id: int, at: datetime) -> bool:
    """Issue to one depositor what is late now and not noticed; False if the line does not wait any more.

    The line and its notice are kept in the caller's transaction together, so that a killed worker has done
    both or neither. The batch is held against being paused or stopped meanwhile.

    Who prepared the batch proposed its notices; who started it countersigns those that need it.

    Raises as `issue_notice` does, with `notice_batch.no_right`; the caller notes it with `note_failure`.
    """
    line = _waiting(line_id)
    if line is None:
        return False
    batch = session().get_one(NoticeBatch, line.batch_id)
    by = _in_whose_name(batch)
    try:
        line.notice_id = issue_notice(
            depositor_id=line.depositor_id,
            obligation_ids=_to_name(batch, line.depositor_id, by, at),
            language=batch.language,
            by=by,
            at=at,
            proposer=issuer(batch.created_by_id),
        ).notice.id
        line.outcome = Outcome.ISSUED
    except Conflict as refusal:
        if refusal.code != NOTHING_LEFT:
            raise
        line.outcome = Outcome.NOTHING_LEFT
    line.settled_at = at
    session().flush()
    return True


def note_failure(*, line_id: int, error: DomainError, at: datetime) -> None:
    """Keep why a depositor got no notice; the others go on."""
    line = _waiting(line_id)
    if line is not None:
        values = {name: str(value) for name, value in error.params.items()}
        line.outcome, line.settled_at = Outcome.FAILED, at
        line.failure = {"code": error.code, "values": values}
        session().flush()


def finish_batch(*, batch_id: int, at: datetime) -> None:
    """Note that nobody of the batch waits any more; who waits again after a retry is not passed over."""
    batch = session().scalar(
        select(NoticeBatch)
        .where(NoticeBatch.id == batch_id, *RUNNING)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    counted = (
        select(BatchLine.outcome, func.count())
        .where(BatchLine.batch_id == batch_id)
        .group_by(BatchLine.outcome)
    )
    counts = dict(session().execute(counted).all())
    if batch is None or counts.get(Outcome.WAITING):
        return
    batch.finished_at = at
    session().flush()
    after = {"issued": counts.get(Outcome.ISSUED, 0), "failed": counts.get(Outcome.FAILED, 0)}
    subject = Subject("notice_batch", batch.id)
    publish(Event("notice_batch.finished", SYSTEM, at, (subject,), after=after))


def _waiting(line_id: int) -> BatchLine | None:
    """The line, held with its batch, if it waits and the batch goes on; None too where another holds it."""
    line = session().scalar(
        select(BatchLine)
        .where(BatchLine.id == line_id, BatchLine.outcome == Outcome.WAITING)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    if line is None:
        return None
    going_on = select(NoticeBatch.id).where(NoticeBatch.id == line.batch_id, *RUNNING)
    return line if session().scalar(going_on.with_for_update(read=True)) is not None else None


def _to_name(batch: NoticeBatch, depositor_id: int, by: Actor, at: datetime) -> list[int]:
    """All that is late and not noticed; under a standing order that alone for which its step is due now."""
    order = session().get(StandingOrder, batch.order_id) if batch.order_id is not None else None
    if order is None:
        return unnoticed_ids(by, depositor_id, today=clock.local_day(at))
    return due_lines(by, step_of(order.rule_set_id, order.step), depositor_id, at=at)


def _in_whose_name(batch: NoticeBatch) -> Actor:
    actor = issuer(batch.started_by_id)
    if actor is None:
        raise DomainError("notice_batch.no_right")
    return actor
