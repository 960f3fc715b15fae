"""What a run does after a change of the calendar or of a library's closures: each date that moves is told."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from app.deposits.obligations.holding import Move
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.planning import Difference, beyond_dates, moves, told_value
from app.deposits.obligations.rejudging.models import Outcome, RejudgedObligation, Rejudging
from app.deposits.obligations.rejudging.scope import touches
from app.deposits.obligations.services import recomputed
from app.domain.actor import SYSTEM
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish


def concerned(first: date | None, last: date | None, depository_id: int | None) -> int:
    """How many running obligations are counted over or next to these days, of one library if it is named."""
    counted = select(func.count()).select_from(Obligation).where(touches(first, last, depository_id))
    return session().scalar(counted) or 0


def waiting(run: Rejudging, limit: int) -> Sequence[tuple[int, int]]:
    """The next releases that the run concerns, with how many of their obligations it does."""
    statement = (
        select(Obligation.release_id, func.count())
        .where(touches(run.first_day, run.last_day, run.depository_id), Obligation.release_id > run.cursor)
        .group_by(Obligation.release_id)
        .order_by(Obligation.release_id)
        .limit(limit)
    )
    return [(release_id, number) for release_id, number in session().execute(statement)]


def tell(run: Rejudging, release_id: int, number: int, written: Difference, at: datetime) -> None:
    """Note each obligation that moved or was kept, and publish an act for each that moved."""
    moved = moves(written)
    session().add_all(_notes(run, release_id, Outcome.MOVED, moved))
    session().add_all(_notes(run, release_id, Outcome.KEPT, written.kept_dates))
    session().flush()
    for move in moved:
        publish(_moved(run, release_id, move, at))
    if beyond_dates(written):
        publish(recomputed(release_id, written, SYSTEM, at))
    run.moved += len(moved)
    run.kept += len(written.kept_dates)
    run.unchanged += max(0, number - len(moved) - len(written.kept_dates))


def _notes(
    run: Rejudging, release_id: int, outcome: Outcome, moves: Sequence[Move]
) -> Iterator[RejudgedObligation]:
    for move in moves:
        yield RejudgedObligation(
            rejudging_id=run.id,
            outcome=outcome,
            release_id=release_id,
            obligation_id=move.obligation_id,
            due_before=move.due_before,
            due_after=move.due_after,
            provisional_before=move.provisional_before,
            provisional_after=move.provisional_after,
        )


def _moved(run: Rejudging, release_id: int, move: Move, at: datetime) -> Event:
    if move.due_before != move.due_after:
        name = "obligation.date_moved"
    else:
        name = "obligation.date_unconfirmed" if move.provisional_after else "obligation.date_confirmed"
    subjects = (
        Subject("obligation", move.obligation_id),
        Subject("release", release_id),
        Subject("rejudging", run.id),
    )
    before = {"due_on": told_value(move.due_before), "provisional": move.provisional_before}
    after = {
        "due_on": told_value(move.due_after),
        "due_before": told_value(move.due_before),
        "provisional": move.provisional_after,
        "cause": str(run.cause),
    }
    return Event(name, SYSTEM, at, subjects, before=before, after=after)
