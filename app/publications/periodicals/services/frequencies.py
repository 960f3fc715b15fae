"""A periodical goes on at another frequency."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.domain.events import Event
from app.domain.periodicals import Pattern, Phase, Schedule, checked, in_force
from app.infra import clock
from app.infra.db import session
from app.infra.events import publish
from app.publications.periodicals.models import Periodical, PublicationPattern
from app.publications.periodicals.queries import courses_of, locked_periodical
from app.publications.periodicals.services.telling import missed_facts, subjects_of

ONE_DAY = timedelta(days=1)


def change_frequency(
    *,
    publication_id: int,
    pattern: Pattern,
    from_on: date,
    holidays: Collection[date],
    by: Actor,
    at: datetime,
) -> None:
    """Let a periodical come out by another pattern from a day on; saying it again changes nothing.

    The event names the missed issues that are not expected any more; on `holidays` there were none.

    Raises:
        NotFound: the periodical is not this organisation's.
        DomainError: see `periodicals.checked`; `periodical.before_first`, a day before its first issue;
            `periodical.announced_after`, an issue of that day or a later one is announced (`designation`, its
            `day`, and from which day on it can be: `first`).
    """
    periodical = locked_periodical(by, publication_id)
    changed = schedule_changed(periodical, pattern=pattern, from_on=from_on)
    course = courses_of([periodical])[publication_id]
    missed = course.given_up(changed, holidays, today=clock.local_day(at))
    chosen = select(PublicationPattern).where(
        PublicationPattern.publication_id == publication_id, PublicationPattern.from_on <= from_on
    )
    standing = session().scalars(chosen.order_by(PublicationPattern.from_on.desc()).limit(1)).one()
    said = pattern.to_json()
    if standing.pattern == said:
        return
    before = standing.pattern
    if standing.from_on == from_on:
        standing.pattern = said
    else:
        session().add(PublicationPattern(publication_id=publication_id, from_on=from_on, pattern=said))
    session().flush()
    after = {**said, "from_on": from_on.isoformat(), **missed_facts(missed)}
    publish(Event("periodical.frequency_changed", by, at, subjects_of(periodical), before, after))


def schedule_changed(periodical: Periodical, *, pattern: Pattern, from_on: date) -> Schedule:
    """Return what is expected by another pattern from a day on. Raises as `change_frequency`."""
    if from_on < periodical.first_on:
        raise DomainError("periodical.before_first", "from_on", first=periodical.first_on)
    schedule = courses_of([periodical])[periodical.publication_id].schedule
    if in_force(schedule.phases, from_on).pattern != pattern and schedule.published:
        _refuse_announced(schedule, from_on)
    return schedule.changed(Phase(from_on, checked(pattern)))


def _refuse_announced(schedule: Schedule, from_on: date) -> None:
    """Refuse a pattern from a day whose issues are announced: it would expect their numbers anew."""
    latest = max(schedule.published, key=lambda one: one.on)
    if latest.on >= from_on:
        designation, first = latest.numbering.designation(), latest.on + ONE_DAY
        raise DomainError(
            "periodical.announced_after", "from_on", designation=designation, day=latest.on, first=first
        )
