"""Acts of persons on batches: a list is frozen, started, paused, resumed, stopped, and tried again."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select, update

from app.compliance.batches.models import BatchLine, NoticeBatch, Outcome
from app.compliance.batches.scope import batches_within_reach
from app.compliance.batches.second_person import may_start, needs_second_person
from app.compliance.batches.states import ALLOWED, Verb, state_of
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.infra import clock
from app.infra.bulk import add_rows
from app.infra.db import batched, session
from app.infra.events import publish
from app.infra.i18n import BY_CODE
from app.organisations.models import Organisation

STARTING = frozenset({Verb.START, Verb.RETRY})
"""What makes a person the one in whose name a batch is issued."""
NAMES_OF_ACTS = {
    Verb.START: "started",
    Verb.PAUSE: "paused",
    Verb.RESUME: "resumed",
    Verb.STOP: "stopped",
    Verb.RETRY: "retried",
}


class Ordered(NamedTuple):
    """The standing order that makes a batch, and for which day: one batch for each."""

    order_id: int
    day: date


def prepare_batch(
    *,
    depositor_ids: Sequence[int],
    noticed_already: int,
    language: str,
    by: Actor,
    at: datetime,
    ordered: Ordered | None = None,
) -> NoticeBatch:
    """Freeze a list of depositors; nothing is issued before the batch is started.

    `noticed_already` of those who were selected are not among them: all of theirs is named in notices.

    Raises:
        DomainError: `notice_batch.empty`, `notice.language`.
    """
    if language not in BY_CODE:
        raise DomainError("notice.language", field="language")
    listed = _in_postal_order(depositor_ids)
    if not listed:
        raise DomainError("notice_batch.empty")
    batch = NoticeBatch(
        region_soato=by.region_soato,
        language=language,
        noticed_already=noticed_already,
        created_at=at,
        created_by_id=by.account_id,
        order_id=ordered.order_id if ordered else None,
        ordered_for=ordered.day if ordered else None,
    )
    session().add(batch)
    session().flush()
    rows = ((batch.id, depositor_id, Outcome.WAITING) for depositor_id in listed)
    add_rows(BatchLine, ("batch_id", "depositor_id", "outcome"), rows)
    told = {"depositors": len(listed), "language": language}
    _tell("prepared", batch, by, at, **told, **({"order": ordered.order_id} if ordered else {}))
    return batch


def move_batch(*, batch_id: int, verb: Verb, by: Actor, at: datetime) -> NoticeBatch:
    """Start, pause, resume, stop a batch, or let its failures wait once more.

    Whoever issues sees it before the next depositor: what is issued by then stands.

    Raises:
        NotFound: there is none within reach.
        Conflict: `notice_batch.moved_on`, it does not stand so that this could be done.
        DomainError: `notice_batch.same_person`, who prepared it does not countersign it by starting it.
    """
    batch = session().scalar(
        select(NoticeBatch)
        .where(NoticeBatch.id == batch_id, batches_within_reach(by))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if batch is None:
        raise NotFound("not_found")
    if verb not in ALLOWED[state_of(batch)]:
        raise Conflict("notice_batch.moved_on")
    if verb in STARTING:
        _refuse_same_person(batch, by, clock.local_day(at))
    if verb is Verb.PAUSE:
        batch.paused_at = at
    elif verb is Verb.RESUME:
        batch.paused_at = None
    elif verb is Verb.STOP:
        batch.stopped_at = at
    else:
        batch.started_at, batch.started_by_id, batch.finished_at = batch.started_at or at, by.account_id, None
    if verb is Verb.RETRY:
        _let_failures_wait(batch)
    session().flush()
    _tell(NAMES_OF_ACTS[verb], batch, by, at)
    return batch


def _refuse_same_person(batch: NoticeBatch, by: Actor, today: date) -> None:
    if not may_start(batch, by, needed=needs_second_person(batch, by, today=today)):
        raise DomainError("notice_batch.same_person")


def stop_ordered(order_id: int, *, by: Actor, at: datetime) -> None:
    """Stop what a standing order, which is being revoked, has begun and not finished."""
    begun = select(NoticeBatch.id).where(
        NoticeBatch.order_id == order_id, NoticeBatch.stopped_at.is_(None), NoticeBatch.finished_at.is_(None)
    )
    for batch_id in session().scalars(begun.order_by(NoticeBatch.id)).all():
        move_batch(batch_id=batch_id, verb=Verb.STOP, by=by, at=at)


def _let_failures_wait(batch: NoticeBatch) -> None:
    failed = (BatchLine.batch_id == batch.id, BatchLine.outcome == Outcome.FAILED)
    again = {"outcome": Outcome.WAITING, "failure": None, "settled_at": None}
    session().execute(update(BatchLine).where(*failed).values(again))
    batch.print_file_id = None


def _in_postal_order(depositor_ids: Sequence[int]) -> list[int]:
    """The depositors as the post carries: by region, district and name."""
    found: list[tuple[str, str, str, int]] = []
    for ids in batched(depositor_ids):
        columns = (Organisation.region_soato, Organisation.district_soato, Organisation.search_key)
        rows = session().execute(select(*columns, Organisation.id).where(Organisation.id.in_(ids)))
        found += [(region, district or "", name, each) for region, district, name, each in rows]
    return [row[-1] for row in sorted(found)]


def _tell(act: str, batch: NoticeBatch, by: Actor, at: datetime, **after: object) -> None:
    publish(Event(f"notice_batch.{act}", by, at, (Subject("notice_batch", batch.id),), after=after))
