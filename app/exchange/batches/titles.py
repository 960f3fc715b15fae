"""The titles of a batch and what they owe; whoever asks has made sure that the batch is within reach."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.deposits.obligations.models import Obligation
from app.exchange.batches.models import ImportedRecord, Outcome
from app.infra.db import read
from app.publications.models import Publication, Release, ReleaseWithdrawal
from app.publications.periodicals.models import Periodical


@dataclass(frozen=True, slots=True)
class Owed:
    """What is still owed: `copies` not received yet, of `unknown` obligations no number is known.

    `next_on` is the next day on which something is due, the latest day past if all are; None: no day yet.
    `forecast` are copies whose clock has not begun.
    """

    copies: int
    libraries: int
    unknown: int
    late: int
    next_on: date | None
    forecast: int


@dataclass(frozen=True, slots=True)
class BatchTitle:
    """One record that was taken: `number` in its file, what became of it, and the release.

    `release_id` is None for a periodical.
    """

    number: int
    publication_id: int
    release_id: int | None
    outcome: Outcome
    title: str
    language: str
    script: str
    kind: str
    withdrawn: bool


_RUNNING = and_(Obligation.open, Obligation.event_on.is_not(None))
_LACKING = func.coalesce(func.sum(Obligation.copies - Obligation.received).filter(_RUNNING), 0)


def owed_by_batch(batch_id: int, *, today: date) -> Owed:
    """Return what the titles that a batch registered owe by now."""
    of_batch = and_(ImportedRecord.batch_id == batch_id, ImportedRecord.outcome == Outcome.REGISTERED)
    to_come = func.min(Obligation.due_on).filter(_RUNNING, Obligation.due_on >= today)
    statement = (
        select(
            _LACKING,
            func.count(Obligation.depository_id.distinct()).filter(_RUNNING),
            func.count().filter(_RUNNING, Obligation.copies.is_(None)),
            func.count().filter(_RUNNING, Obligation.due_on < today),
            func.coalesce(to_come, func.max(Obligation.due_on).filter(_RUNNING)),
            func.coalesce(
                func.sum(Obligation.copies).filter(Obligation.open, Obligation.event_on.is_(None)), 0
            ),
        )
        .select_from(ImportedRecord)
        .join(Obligation, Obligation.release_id == ImportedRecord.release_id)
        .where(of_batch)
    )
    copies, libraries, unknown, late, next_on, forecast = read(statement).one()
    return Owed(int(copies or 0), libraries, unknown, late, next_on, int(forecast or 0))


def titles_of_batch(batch_id: int, *, after: int | None, limit: int) -> list[BatchTitle]:
    """Return the records of a batch that were taken, in the order of the file."""
    statement = (
        select(
            ImportedRecord.number,
            Publication.id.label("publication_id"),
            ImportedRecord.release_id,
            ImportedRecord.outcome,
            Publication.title,
            Release.designation,
            Publication.language,
            Publication.script,
            Publication.kind,
            or_(ReleaseWithdrawal.release_id.is_not(None), Periodical.withdrawn_at.is_not(None)).label(
                "withdrawn"
            ),
        )
        .outerjoin(Release, Release.id == ImportedRecord.release_id)
        .join(
            Publication,
            Publication.id == func.coalesce(ImportedRecord.publication_id, Release.publication_id),
        )
        .outerjoin(Periodical, Periodical.publication_id == ImportedRecord.publication_id)
        .outerjoin(ReleaseWithdrawal, ReleaseWithdrawal.release_id == Release.id)
        .where(ImportedRecord.batch_id == batch_id, _behind(after))
        .order_by(ImportedRecord.number)
        .limit(limit)
    )
    return [
        BatchTitle(
            row.number,
            row.publication_id,
            row.release_id,
            row.outcome,
            ". ".join(part for part in (row.title, row.designation) if part),
            row.language,
            row.script,
            row.kind,
            row.withdrawn,
        )
        for row in read(statement)
    ]


def owed_by_releases(release_ids: Collection[int]) -> Mapping[int, tuple[int, date | None]]:
    """Return the copies that each release still owes, and the earliest day on which some are due."""
    statement = (
        select(Obligation.release_id, _LACKING, func.min(Obligation.due_on).filter(_RUNNING))
        .where(Obligation.release_id.in_(release_ids))
        .group_by(Obligation.release_id)
    )
    return {release_id: (int(copies or 0), due_on) for release_id, copies, due_on in read(statement)}


def _behind(after: int | None) -> ColumnElement[bool]:
    return ImportedRecord.number > (after or 0)
