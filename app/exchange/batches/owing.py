"""What the titles of a batch owe by now."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, select

from app.deposits.obligations.models import Obligation, UndecidedRule
from app.exchange.batches.models import ImportBatch, ImportedRecord, Outcome
from app.infra import clock
from app.infra.db import read, session

FEW = 2_000
"""What so many titles owe is counted whenever somebody looks."""
KEPT_FOR = timedelta(minutes=10)
"""So long the count of more titles is shown again, with its moment: the more, the longer it takes."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What is still owed: `copies` not received yet, of `unknown` obligations no number is known.

    `next_on` is the next day on which something is due, None where no day is to come; `late_since` the first
    day that is past with something lacking, None where nothing is late. `forecast` are copies whose clock has
    not begun. Of `undecided` titles a rule waits for a fact.
    """

    copies: int
    libraries: int
    unknown: int
    late: int
    next_on: date | None
    forecast: int
    undecided: int = 0
    late_since: date | None = None


@dataclass(frozen=True, slots=True)
class ReleaseOwes:
    """What one release still owes: copies, and the earliest day on which some are due.

    `undecided`: a rule waits for a fact, so that it may be more.
    """

    copies: int = 0
    due_on: date | None = None
    undecided: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """What is owed, and the moment at which it was counted."""

    owed: Owed
    at: datetime


_RUNNING = and_(Obligation.open, Obligation.event_on.is_not(None))
_LACKING = func.coalesce(func.sum(Obligation.copies - Obligation.received).filter(_RUNNING), 0)


def is_long(batch: ImportBatch) -> bool:
    """Whether what a batch owes takes so long to count that the count is kept."""
    return batch.registered > FEW


def kept_count(batch: ImportBatch, *, at: datetime) -> Counted | None:
    """Return a count that is good still: of the same day, on which nothing has become late since."""
    if not is_long(batch) or batch.owed is None or batch.owed_at is None:
        return None
    if at - batch.owed_at > KEPT_FOR or clock.local_day(at) != clock.local_day(batch.owed_at):
        return None
    return Counted(_from_json(batch.owed), batch.owed_at)


def keep_count(*, batch_id: int, owed: Owed, at: datetime) -> None:
    """Keep what was counted just now."""
    batch = session().get_one(ImportBatch, batch_id)
    batch.owed = asdict(owed) | {name: day and day.isoformat() for name, day in _days_of(owed).items()}
    batch.owed_at = at
    session().flush()


def owed_by_batch(batch_id: int, *, today: date) -> Owed:
    """Return what the titles that a batch registered owe by now."""
    of_batch = and_(ImportedRecord.batch_id == batch_id, ImportedRecord.outcome == Outcome.REGISTERED)
    statement = (
        select(
            _LACKING,
            func.count(Obligation.depository_id.distinct()).filter(_RUNNING),
            func.count().filter(_RUNNING, Obligation.copies.is_(None)),
            func.count().filter(_RUNNING, Obligation.due_on < today),
            func.min(Obligation.due_on).filter(_RUNNING, Obligation.due_on >= today),
            func.min(Obligation.due_on).filter(_RUNNING, Obligation.due_on < today),
            func.coalesce(
                func.sum(Obligation.copies).filter(Obligation.open, Obligation.event_on.is_(None)), 0
            ),
        )
        .select_from(ImportedRecord)
        .join(Obligation, Obligation.release_id == ImportedRecord.release_id)
        .where(of_batch)
    )
    copies, libraries, unknown, late, next_on, late_since, forecast = read(statement).one()
    waiting = (
        select(func.count(UndecidedRule.release_id.distinct()))
        .join(ImportedRecord, ImportedRecord.release_id == UndecidedRule.release_id)
        .where(of_batch)
    )
    undecided = read(waiting).scalar_one()
    return Owed(
        int(copies or 0), libraries, unknown, late, next_on, int(forecast or 0), undecided, late_since
    )


def owed_by_releases(release_ids: Collection[int]) -> Mapping[int, ReleaseOwes]:
    """Return what each of these releases still owes."""
    statement = (
        select(Obligation.release_id, _LACKING, func.min(Obligation.due_on).filter(_RUNNING))
        .where(Obligation.release_id.in_(release_ids))
        .group_by(Obligation.release_id)
    )
    found = {release_id: (int(copies or 0), due_on) for release_id, copies, due_on in read(statement)}
    waiting = select(UndecidedRule.release_id).where(UndecidedRule.release_id.in_(release_ids)).distinct()
    undecided = set(read(waiting).scalars())
    return {
        release_id: ReleaseOwes(*found.get(release_id, (0, None)), release_id in undecided)
        for release_id in release_ids
    }


def _from_json(kept: Mapping[str, Any]) -> Owed:
    days = {
        name: date.fromisoformat(kept[name]) if kept.get(name) else None for name in ("next_on", "late_since")
    }
    return Owed(**{**kept, **days})


def _days_of(owed: Owed) -> Mapping[str, date | None]:
    return {"next_on": owed.next_on, "late_since": owed.late_since}
