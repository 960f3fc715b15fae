"""A periodical pauses, nothing is expected of it for a time; or that was said by mistake."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import or_, select

from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.domain.periodicals import Schedule, Suspension
from app.infra import clock
from app.infra.db import session
from app.publications.periodicals.models import Periodical, PublicationPause
from app.publications.periodicals.queries import courses_of, locked_periodical
from app.publications.periodicals.services.expecting import refuse_numbered_over
from app.publications.periodicals.services.telling import missed_facts, require, tell


def suspend(
    *,
    publication_id: int,
    from_on: date,
    until_on: date | None,
    reason: str,
    holidays: Collection[date],
    by: Actor,
    at: datetime,
) -> None:
    """Let nothing be expected from a day on, until another (None: until it is published again).

    The event names the missed issues that are not expected any more; on `holidays` there were none.

    Raises:
        NotFound: the periodical is not this organisation's.
        Conflict: `periodical.ceased`.
        DomainError: `periodical.reason`; `periodical.until_before_from`; `periodical.suspended_already`, a
            pause touches those days.
    """
    periodical = locked_periodical(by, publication_id)
    paused = schedule_paused(periodical, from_on=from_on, until_on=until_on, reason=reason)
    course = courses_of([periodical])[publication_id]
    missed = course.given_up(paused, holidays, today=clock.local_day(at))
    session().add(
        PublicationPause(publication_id=publication_id, from_on=from_on, until_on=until_on, reason=reason)
    )
    session().flush()
    until = until_on and until_on.isoformat()
    after = {"from_on": from_on.isoformat(), "until_on": until, "reason": reason, **missed_facts(missed)}
    tell("periodical.suspended", periodical, after, by, at)


def schedule_paused(periodical: Periodical, *, from_on: date, until_on: date | None, reason: str) -> Schedule:
    """Return what is expected once a periodical is suspended. Raises as `suspend`."""
    publication_id = periodical.publication_id
    require(reason)
    if periodical.ceased_on is not None:
        raise Conflict("periodical.ceased")
    if until_on is not None and until_on < from_on:
        raise DomainError("periodical.until_before_from", "until_on")
    touching = select(PublicationPause.id).where(
        PublicationPause.publication_id == publication_id,
        or_(PublicationPause.until_on.is_(None), PublicationPause.until_on >= from_on),
    )
    if until_on is not None:
        touching = touching.where(PublicationPause.from_on <= until_on)
    if session().scalar(touching.limit(1)) is not None:
        raise DomainError("periodical.suspended_already", "from_on")
    schedule = courses_of([periodical])[publication_id].schedule
    return schedule.paused(Suspension(from_on, until_on))


def take_back_pause(
    *, publication_id: int, pause_id: int, holidays: Collection[date], by: Actor, at: datetime
) -> None:
    """Let everything be expected again of a time for which a pause was reported by mistake, past or to come;
    doing so twice changes nothing. On `holidays` no issue is expected.

    Raises:
        NotFound: the periodical is not this organisation's.
        Conflict: `periodical.pause_numbered_over`, a later issue carries the number of one expected again.
    """
    periodical = locked_periodical(by, publication_id)
    pause = session().get(PublicationPause, pause_id)
    if pause is None or pause.publication_id != publication_id:
        return
    until_on = pause.until_on and pause.until_on.isoformat()
    before = {"from_on": pause.from_on.isoformat(), "until_on": until_on, "reason": pause.reason}
    stood = courses_of([periodical])[publication_id].schedule
    session().delete(pause)
    session().flush()
    last_on = pause.until_on or clock.local_day(at)
    code = "periodical.pause_numbered_over"
    refuse_numbered_over(code, periodical, pause.from_on, last_on, holidays, before=stood)
    tell("periodical.pause_taken_back", periodical, before, by, at)
