"""A periodical ceases, or is published still although issues were missing."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select

from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.domain.periodicals import Schedule
from app.infra import clock
from app.infra.db import session
from app.publications.periodicals.models import Periodical, PublicationPause
from app.publications.periodicals.queries import courses_of, last_issued_on, locked_periodical
from app.publications.periodicals.services.telling import missed_facts, require, tell

ONE_DAY = timedelta(days=1)


def cease(
    *, publication_id: int, on: date, reason: str, holidays: Collection[date], by: Actor, at: datetime
) -> None:
    """Let nothing be expected from a day on, for good; saying the same again changes nothing.

    The event names the missed issues that are not expected any more; on `holidays` there were none.

    Raises:
        NotFound: the periodical is not this organisation's.
        Conflict: `periodical.ceased`, on another day.
        DomainError: `periodical.reason`; `periodical.issued_since`, an issue came out on that day or later.
    """
    periodical = locked_periodical(by, publication_id)
    ended = schedule_ended(periodical, on=on, reason=reason)
    if periodical.ceased_on == on:
        return
    missed = courses_of([periodical])[publication_id].given_up(ended, holidays, today=clock.local_day(at))
    periodical.ceased_on = on
    session().flush()
    after = {"from_on": on.isoformat(), "reason": reason, **missed_facts(missed)}
    tell("periodical.ceased", periodical, after, by, at)


def schedule_ended(periodical: Periodical, *, on: date, reason: str) -> Schedule:
    """Return what is expected once a periodical has ceased. Raises as `cease`."""
    require(reason)
    if periodical.ceased_on not in (None, on):
        raise Conflict("periodical.ceased")
    last = last_issued_on(periodical.publication_id)
    if last is not None and last >= on:
        raise DomainError("periodical.issued_since", "from_on", day=last)
    return replace(courses_of([periodical])[periodical.publication_id].schedule, ceased_on=on)


def confirm_published(*, publication_id: int, by: Actor, at: datetime) -> None:
    """Keep that the periodical is published: missing issues are no reason to ask again until more follow.

    A pause that lasts ends, and an end is taken back: issues are expected again from today.

    Raises:
        NotFound: the periodical is not this organisation's.
        Conflict: `periodical.has_successor`, it goes on under another title.
    """
    periodical = locked_periodical(by, publication_id)
    today = clock.local_day(at)
    taken_over = select(Periodical.publication_id).where(Periodical.continues_id == publication_id)
    if session().scalar(taken_over) is not None:
        raise Conflict("periodical.has_successor")
    if periodical.ceased_on is not None and periodical.ceased_on < today:
        _pause_until_yesterday(publication_id, periodical.ceased_on, today)
    lasting = select(PublicationPause).where(
        PublicationPause.publication_id == publication_id,
        PublicationPause.from_on <= today,
        or_(PublicationPause.until_on.is_(None), PublicationPause.until_on >= today),
    )
    for pause in session().scalars(lasting):
        if pause.from_on == today:
            session().delete(pause)
        else:
            pause.until_on = today - ONE_DAY
    periodical.ceased_on = None
    periodical.confirmed_on = today
    session().flush()
    tell("periodical.confirmed", periodical, {}, by, at)


def _pause_until_yesterday(publication_id: int, ceased_on: date, today: date) -> None:
    """What was not expected while the periodical was held for ended is not expected afterwards either."""
    until_on = today - ONE_DAY
    session().add(
        PublicationPause(publication_id=publication_id, from_on=ceased_on, until_on=until_on, reason="")
    )
