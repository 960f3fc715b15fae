"""The titles of a batch and what they owe; whoever asks has made sure that the batch is within reach."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select

from app.exchange.batches.models import ImportedRecord, Outcome
from app.infra.db import read
from app.publications.models import Publication, Release, ReleaseWithdrawal
from app.publications.periodicals.models import Periodical


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


def _behind(after: int | None) -> ColumnElement[bool]:
    return ImportedRecord.number > (after or 0)
