"""Reads of batches, each within the actor's organisation."""

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from app.deposits.obligations.moved import Moved, moved_among
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.exchange.added import number_added
from app.exchange.batches.models import ImportBatch, ImportedRecord, ImportProblem, Outcome, RememberedMapping
from app.exchange.records import Severity
from app.infra.db import session, streamed
from app.publications.models import Release, ReleaseWithdrawal
from app.publications.periodicals.models import Periodical


def batch_for(actor: Actor, batch_id: int, *, lock: bool = False) -> ImportBatch:
    """Return a batch of one's own organisation, or of a record merged into it, with its file; `lock` keeps
    others from it until the commit.

    Raises:
        NotFound: there is none.
    """
    statement = select(ImportBatch).where(
        ImportBatch.id == batch_id, ImportBatch.organisation_id.in_(actor.organisation_ids)
    )
    statement = statement.options(joinedload(ImportBatch.file, innerjoin=True))
    if lock:
        statement = statement.with_for_update(of=ImportBatch).execution_options(populate_existing=True)
    found = session().scalar(statement)
    if found is None:
        raise NotFound("not_found")
    return found


def list_batches(actor: Actor, *, after: int | None, limit: int) -> Sequence[ImportBatch]:
    """Return the batches of one's own organisation, the newest first."""
    statement = select(ImportBatch).where(ImportBatch.organisation_id.in_(actor.organisation_ids))
    if after is not None:
        statement = statement.where(ImportBatch.id < after)
    loaded = statement.options(joinedload(ImportBatch.file, innerjoin=True))
    return session().scalars(loaded.order_by(ImportBatch.id.desc()).limit(limit)).all()


def problems_of(
    batch_id: int, severity: Severity, *, but: Collection[str] = (), limit: int
) -> Sequence[ImportProblem]:
    """Return problems of one severity in the order of the file, `but` those of some codes; the caller has
    made sure of the reach.
    """
    statement = select(ImportProblem).where(
        ImportProblem.batch_id == batch_id, ImportProblem.severity == severity, ImportProblem.code.not_in(but)
    )
    return session().scalars(statement.order_by(ImportProblem.id).limit(limit)).all()


def problems_called(batch_id: int, code: str, *, limit: int) -> Sequence[ImportProblem]:
    """Return problems of one code in the order of the file; the caller has made sure of the reach."""
    statement = select(ImportProblem).where(ImportProblem.batch_id == batch_id, ImportProblem.code == code)
    return session().scalars(statement.order_by(ImportProblem.id).limit(limit)).all()


def registered_by(batch_id: int) -> ColumnElement[bool]:
    """The condition that a release was registered from the batch."""
    mine = select(ImportedRecord.release_id).where(
        ImportedRecord.batch_id == batch_id, ImportedRecord.outcome == Outcome.REGISTERED
    )
    return Release.id.in_(mine)


def registered_and_standing(batch_id: int) -> int:
    """Return how many registrations of a batch, of releases and of periodicals, nobody has withdrawn."""
    mine = (
        select(func.count())
        .select_from(ImportedRecord)
        .outerjoin(Periodical, Periodical.publication_id == ImportedRecord.publication_id)
        .outerjoin(ReleaseWithdrawal, ReleaseWithdrawal.release_id == ImportedRecord.release_id)
        .where(
            ImportedRecord.batch_id == batch_id,
            ImportedRecord.outcome == Outcome.REGISTERED,
            ReleaseWithdrawal.release_id.is_(None),
            Periodical.withdrawn_at.is_(None),
        )
    )
    return session().scalar(mine) or 0


def registered_otherwise(batch_id: int) -> ColumnElement[bool]:
    """The condition that a release was registered by anything but the batch."""
    mine = select(ImportedRecord.number).where(
        ImportedRecord.batch_id == batch_id,
        ImportedRecord.release_id == Release.id,
        ImportedRecord.outcome == Outcome.REGISTERED,
    )
    return ~mine.correlate(Release).exists()


def moved_of(batch_id: int, *, limit: int) -> Sequence[Moved]:
    """Return the first titles that keep the batch from being taken back; the caller has made sure of the
    reach.
    """
    return moved_among(registered_by(batch_id), limit=limit)


def every_problem(batch_id: int, severity: Severity | None = None) -> Iterator[ImportProblem]:
    """Return all problems in the order of the file, read a batch at a time."""
    statement = select(ImportProblem).where(ImportProblem.batch_id == batch_id)
    if severity is not None:
        statement = statement.where(ImportProblem.severity == severity)
    for (problem,) in streamed(
        statement.order_by(ImportProblem.record.asc().nulls_first(), ImportProblem.id)
    ):
        yield problem


def remembered(organisation_id: int, headings: Sequence[str]) -> RememberedMapping | None:
    """Return what was said by hand of a table with these headings; None where nothing was."""
    return session().scalar(
        select(RememberedMapping).where(
            RememberedMapping.organisation_id == organisation_id,
            RememberedMapping.headings == hash_of_headings(headings),
        )
    )


def hash_of_headings(headings: Sequence[str]) -> str:
    """Return what a table's headings are known by; their order does not matter, nor what we have added."""
    own = sorted(set(headings[number_added(headings) :]))
    return hashlib.sha256(json.dumps(own, ensure_ascii=False).encode()).hexdigest()
