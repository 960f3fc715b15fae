"""Acts of rejudging: a run is asked for, held by one worker, and carried on a few releases at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog
from sqlalchemy import select

from app.deposits.obligations.planning import Difference
from app.deposits.obligations.rejudging import by_calendar, by_law
from app.deposits.obligations.rejudging.models import Cause, Outcome, RejudgedObligation, Rejudging
from app.deposits.obligations.rejudging.queries import rejudging_by_id
from app.deposits.obligations.services import work_out
from app.domain.actor import SYSTEM, Actor
from app.domain.errors import Conflict, DomainError
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish

log = structlog.get_logger()
LEASE = timedelta(minutes=2)
"""How long a worker that has fallen silent keeps others from its run."""
RELEASES_AT_ONCE = 20
"""In one transaction; on SQLite nobody else writes meanwhile."""
COUNTS = ("moved", "added", "amended", "cancelled", "unchanged", "kept", "failed")


@dataclass(frozen=True, slots=True)
class Way:
    """What one cause concerns, which releases are next, and how what was written is told."""

    concerned: Callable[[date | None, date | None, int | None], int]
    waiting: Callable[[Rejudging, int], Sequence[tuple[int, int]]]
    tell: Callable[[Rejudging, int, int, Difference, datetime], None]


WAYS: Mapping[Cause, Way] = {
    Cause.CALENDAR_CHANGED: Way(by_calendar.concerned, by_calendar.waiting, by_calendar.tell),
    Cause.LIBRARY_CLOSED: Way(by_calendar.concerned, by_calendar.waiting, by_calendar.tell),
    Cause.LAW_RETROACTIVE: Way(by_law.concerned, by_law.waiting, by_law.tell),
}


def start_rejudging(
    cause: Cause,
    first_day: date | None,
    last_day: date | None,
    *,
    by: Actor,
    at: datetime,
    rule_set_id: int | None = None,
    depository_id: int | None = None,
) -> Rejudging | None:
    """Ask for a run over what `cause` may concern: what is counted over or next to the days given (None:
    everything), of one library where `depository_id` names it, or what happened on days to which the set
    `rule_set_id` reaches back.

    Nothing is asked for where nothing is concerned. The worker does it afterwards.
    """
    total = WAYS[cause].concerned(first_day, last_day, depository_id)
    if not total:
        return None
    run = Rejudging(
        cause=cause,
        first_day=first_day,
        last_day=last_day,
        rule_set_id=rule_set_id,
        depository_id=depository_id,
        asked_at=at,
        asked_by_id=by.account_id,
        total=total,
    )
    session().add(run)
    session().flush()
    _publish("rejudging.started", run, by, at)
    return run


def repeat_rejudging(*, rejudging_id: int, by: Actor, at: datetime) -> Rejudging:
    """Ask for a finished run once more, over what it concerned and still stands.

    Raises:
        NotFound: there is no such run.
        Conflict: `rejudging.running`, it is not finished; `rejudging.nothing_left`, it concerns nothing now.
    """
    run = rejudging_by_id(rejudging_id)
    if run.finished_at is None:
        raise Conflict("rejudging.running")
    repeated = start_rejudging(
        run.cause,
        run.first_day,
        run.last_day,
        by=by,
        at=at,
        rule_set_id=run.rule_set_id,
        depository_id=run.depository_id,
    )
    if repeated is None:
        raise Conflict("rejudging.nothing_left")
    return repeated


def hold_next(*, key: str, at: datetime) -> int | None:
    """Take the oldest unfinished run under `key`; None if there is none, or another worker holds it.

    Later runs wait for it: done side by side, the one that began earlier could write the older date last.
    """
    unfinished = select(Rejudging).where(Rejudging.finished_at.is_(None)).order_by(Rejudging.id).limit(1)
    run = session().scalar(unfinished.with_for_update().execution_options(populate_existing=True))
    if run is None or (run.lease_until is not None and run.lease_until > at and run.lease_key != key):
        return None
    run.lease_key, run.lease_until = key, at + LEASE
    session().flush()
    return run.id


def carry_on(*, rejudging_id: int, key: str, at: datetime) -> bool:
    """Do the next few releases of a run held under `key`; False when it is finished or another's.

    What was done, the cursor and the lease are kept together: a killed worker loses and doubles nothing.
    """
    held = select(Rejudging).where(Rejudging.id == rejudging_id).with_for_update()
    run = session().scalars(held.execution_options(populate_existing=True)).one()
    if run.finished_at is not None or run.lease_key != key:
        return False
    waiting = WAYS[run.cause].waiting(run, RELEASES_AT_ONCE)
    for release_id, number in waiting:
        _rejudge(run, release_id, number, at)
        run.cursor = release_id
    run.lease_until = at + LEASE
    if not waiting:
        run.finished_at = at
        _publish("rejudging.finished", run, SYSTEM, at)
    session().flush()
    return bool(waiting)


def _rejudge(run: Rejudging, release_id: int, number: int, at: datetime) -> None:
    """Work one release out; what is refused for it is noted and stops nothing else."""
    try:
        with session().begin_nested():
            written = work_out(release_id=release_id, at=at)
            WAYS[run.cause].tell(run, release_id, number, written, at)
    except Exception as error:
        if not isinstance(error, DomainError):
            log.exception("release not rejudged", release=release_id)
        refusal = error if isinstance(error, DomainError) else DomainError("rejudging.fault")
        session().add(
            RejudgedObligation(
                rejudging_id=run.id,
                outcome=Outcome.FAILED,
                release_id=release_id,
                problem=refusal.code,
                problem_params={name: str(value) for name, value in refusal.params.items()},
            )
        )
        run.failed += number
    run.releases += 1


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _publish(name: str, run: Rejudging, by: Actor, at: datetime) -> None:
    after = {
        "cause": str(run.cause),
        "first_day": _day(run.first_day),
        "last_day": _day(run.last_day),
        **{count: getattr(run, count) for count in ("total", *COUNTS)},
    }
    subjects = [Subject("rejudging", run.id)]
    if run.rule_set_id is not None:
        subjects.append(Subject("rule_set", run.rule_set_id))
    publish(Event(f"{name}_by_law" if run.by_law else name, by, at, tuple(subjects), after=after))
