"""Acts on runs: beginning one, perhaps again; for the worker, taking one, carrying on and ending it."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select

from app.domain.actor import SYSTEM, Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.domain.simulation import LARGEST_TENTHS, SpineGroup
from app.infra.db import session
from app.infra.events import publish
from app.infra.sheets import LARGEST_FILE
from app.infra.storage import keep_file
from app.simulation.models import SimulationRun
from app.simulation.queries import count_registered
from app.simulation.rule_sets import chosen_law
from app.simulation.scope import region_of, runs_within_reach
from app.simulation.setup import Setup

LEASE = timedelta(minutes=3)
MOST_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Period:
    """Publications registered from `first` to `last`, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class GivenList:
    """An uploaded list that was checked: its bytes, its name, and how many releases it holds."""

    content: bytes
    name: str
    releases: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A run that a worker holds: plain values, so that no transaction can take them away."""

    id: int
    lease: str
    setup: Setup
    region: str | None
    period: Period | None
    file_id: int | None


def begin_simulation(
    *,
    source: Period | GivenList,
    laws: Sequence[str],
    thickness: Mapping[SpineGroup, int],
    by: Actor,
    at: datetime,
) -> SimulationRun:
    """Ask for one rule set, or two in comparison, to be run; the worker does it. `laws` are keys of choices.

    Raises:
        DomainError: `simulation.unknown_law` at `law` or `other`, `simulation.same_law`, `simulation.period`,
            `simulation.nothing_registered`, `simulation.thickness`.
    """
    if len(set(laws)) < len(laws):
        raise DomainError("simulation.same_law", "other")
    wrong = next((group for group, tenths in thickness.items() if not 1 <= tenths <= LARGEST_TENTHS), None)
    if wrong is not None:
        raise DomainError("simulation.thickness", wrong.value, most=LARGEST_TENTHS // 10)
    fields = ("law", "other")
    chosen = [chosen_law(key, field, by) for key, field in zip(laws, fields, strict=False)]
    run = SimulationRun(
        created_at=at,
        created_by_id=by.account_id,
        region_soato=region_of(by),
        setup=Setup(chosen, thickness).to_json(),
        total=0,
    )
    _take_source(run, source, at)
    session().add(run)
    session().flush()
    names = " / ".join(law.name for law in chosen)
    _tell("simulation.begun", run, by, at, rules=names, releases=run.total)
    return run


def begin_again(*, run_id: int, by: Actor, at: datetime) -> SimulationRun:
    """Let the worker try a failed run anew.

    Raises:
        NotFound: no such run within reach.
        Conflict: `simulation.not_failed`.
    """
    run = session().scalar(
        select(SimulationRun)
        .where(SimulationRun.id == run_id, runs_within_reach(by))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if run is None:
        raise NotFound("not_found")
    if run.failed_at is None:
        raise Conflict("simulation.not_failed")
    run.failed_at, run.error, run.attempts, run.done = None, "", 0, 0
    session().flush()
    _tell("simulation.begun_again", run, by, at)
    return run


def take_waiting(*, at: datetime) -> Taken | None:
    """Take the oldest run that nobody works on, under a new lease; None if there is none.

    One whose worker was killed too often is given up.
    """
    waiting = (
        select(SimulationRun)
        .where(
            SimulationRun.finished_at.is_(None),
            SimulationRun.failed_at.is_(None),
            or_(SimulationRun.lease_until.is_(None), SimulationRun.lease_until < at),
        )
        .order_by(SimulationRun.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    while (run := session().scalar(waiting)) is not None:
        if run.attempts < MOST_ATTEMPTS:
            run.attempts += 1
            run.done, run.lease, run.lease_until = 0, secrets.token_hex(8), at + LEASE
            session().flush()
            return _taken(run)
        _fail(run, run.error or "simulation.given_up", at)
    return None


def carry_on(*, run_id: int, lease: str, done: int, at: datetime) -> None:
    """Note how far a run is, and keep it.

    Raises:
        Conflict: `simulation.taken_over`, the lease had run out and somebody else works on it.
    """
    run = _held(run_id, lease)
    run.done, run.lease_until = done, at + LEASE
    session().flush()


def finish(*, run_id: int, lease: str, result: dict[str, object], done: int, at: datetime) -> None:
    """Keep the result of a run. Raises as `carry_on` does."""
    run = _held(run_id, lease)
    run.done, run.total, run.result, run.finished_at = done, done, result, at
    run.lease, run.lease_until, run.error = "", None, ""
    session().flush()
    _tell("simulation.finished", run, SYSTEM, at, releases=done)


def give_back(*, run_id: int, lease: str, error: str, final: bool, at: datetime) -> None:
    """Note why a run did not come to its end: to be tried again, or, if `final`, not any more.

    Raises as `carry_on` does.
    """
    run = _held(run_id, lease)
    run.error = error
    if final or run.attempts >= MOST_ATTEMPTS:
        _fail(run, error, at)
    else:
        run.lease, run.lease_until = "", None
    session().flush()


def _take_source(run: SimulationRun, source: Period | GivenList, at: datetime) -> None:
    if isinstance(source, GivenList):
        if len(source.content) > LARGEST_FILE:
            raise DomainError("list.too_large", "file", most=LARGEST_FILE // 1024**2)
        media_type = "text/csv" if source.name.lower().endswith(".csv") else "application/octet-stream"
        run.file_id = keep_file(source.content, name=source.name, media_type=media_type, at=at).id
        run.total = source.releases
        return
    if source.first > source.last:
        raise DomainError("simulation.period", "last")
    run.first_day, run.last_day = source.first, source.last
    run.total = count_registered(run.region_soato, source.first, source.last)
    if not run.total:
        raise DomainError("simulation.nothing_registered", "first")


def _taken(run: SimulationRun) -> Taken:
    days = run.first_day, run.last_day
    period = Period(days[0], days[1]) if days[0] is not None and days[1] is not None else None
    return Taken(run.id, run.lease, Setup.from_json(run.setup), run.region_soato, period, run.file_id)


def _held(run_id: int, lease: str) -> SimulationRun:
    run = session().get_one(SimulationRun, run_id, with_for_update=True, populate_existing=True)
    if not lease or run.lease != lease:
        raise Conflict("simulation.taken_over")
    return run


def _fail(run: SimulationRun, error: str, at: datetime) -> None:
    run.failed_at, run.error, run.lease, run.lease_until = at, error, "", None
    session().flush()
    _tell("simulation.failed", run, SYSTEM, at)


def _tell(name: str, run: SimulationRun, by: Actor, at: datetime, **after: object) -> None:
    publish(Event(name, by, at, (Subject("simulation", run.id),), after={"number": run.id, **after}))
