"""Reads of batches, each within the actor's reach."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from app.compliance.batches.models import BatchLine, NoticeBatch, Outcome
from app.compliance.batches.scope import batches_within_reach
from app.compliance.models import Notice
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.infra.db import session
from app.infra.storage import StoredFile
from app.organisations.models import Organisation, Region

Counts = Mapping[Outcome, int]


class Posted(NamedTuple):
    """One line of the list for the post office; `pages` is None for what is not in the print file."""

    region: Region
    addressee: Organisation
    notice_id: int
    number: str
    pages: int | None
    specimen: bool
    rule_set_id: int


def batch_for(actor: Actor, batch_id: int) -> NoticeBatch:
    """One batch. Raises `NotFound`."""
    wanted = select(NoticeBatch).where(NoticeBatch.id == batch_id, batches_within_reach(actor))
    batch = session().scalar(wanted.options(joinedload(NoticeBatch.print_file)))
    if batch is None:
        raise NotFound("not_found")
    return batch


def list_batches(actor: Actor, *, after: int | None = None, limit: int) -> list[tuple[NoticeBatch, Counts]]:
    """The batches, the newest first, each with how many of its depositors are how far."""
    statement = select(NoticeBatch).where(batches_within_reach(actor))
    if after is not None:
        statement = statement.where(NoticeBatch.id < after)
    batches = session().scalars(statement.order_by(NoticeBatch.id.desc()).limit(limit)).all()
    counts = outcomes_of([batch.id for batch in batches])
    return [(batch, counts[batch.id]) for batch in batches]


def outcomes_of(batch_ids: Sequence[int]) -> dict[int, dict[Outcome, int]]:
    """How many depositors of each batch are how far; every outcome is there."""
    counted = (
        select(BatchLine.batch_id, BatchLine.outcome, func.count())
        .where(BatchLine.batch_id.in_(batch_ids))
        .group_by(BatchLine.batch_id, BatchLine.outcome)
    )
    found = {batch_id: dict.fromkeys(Outcome, 0) for batch_id in batch_ids}
    for batch_id, outcome, number in session().execute(counted):
        found[batch_id][outcome] = number
    return found


def lines_of(
    batch: NoticeBatch, *, outcome: Outcome | None, after: int | None = None, limit: int
) -> Sequence[BatchLine]:
    """The depositors of a batch in postal order, each with its notice, after the line with this id."""
    statement = select(BatchLine).where(BatchLine.batch_id == batch.id)
    if outcome is not None:
        statement = statement.where(BatchLine.outcome == outcome)
    if after is not None:
        statement = statement.where(BatchLine.id > after)
    loaded = (joinedload(BatchLine.depositor).joinedload(Organisation.region), joinedload(BatchLine.notice))
    return session().scalars(statement.order_by(BatchLine.id).limit(limit).options(*loaded)).all()


def first_waiting(batch: NoticeBatch) -> int | None:
    """The depositor whose notice is shown as a sample."""
    return session().scalar(
        select(BatchLine.depositor_id)
        .where(BatchLine.batch_id == batch.id, BatchLine.outcome == Outcome.WAITING)
        .order_by(BatchLine.id)
        .limit(1)
    )


def files_of(batch: NoticeBatch) -> Sequence[StoredFile]:
    """The files of the notices of a batch that are ready, in postal order."""
    statement = (
        select(StoredFile)
        .join(Notice, Notice.file_id == StoredFile.id)
        .join(BatchLine, BatchLine.notice_id == Notice.id)
    )
    return session().scalars(statement.where(BatchLine.batch_id == batch.id).order_by(BatchLine.id)).all()


def post_list(batch: NoticeBatch) -> list[Posted]:
    """Whom the post carries a notice of this batch to, by region; who has no address is among them."""
    return [Posted(*row) for row in session().execute(_posted(batch.id))]


def _posted(batch_id: int) -> Select[Region, Organisation, int, str, int | None, bool, int]:
    return (
        select(
            Region,
            Organisation,
            Notice.id,
            Notice.number,
            BatchLine.pages,
            Notice.specimen,
            Notice.rule_set_id,
        )
        .select_from(BatchLine)
        .join(Notice, Notice.id == BatchLine.notice_id)
        .join(Organisation, Organisation.id == BatchLine.depositor_id)
        .join(Region, Region.soato == Organisation.region_soato)
        .where(BatchLine.batch_id == batch_id, Notice.withdrawn_at.is_(None))
        .options(joinedload(Organisation.district))
        .order_by(BatchLine.id)
    )
