"""Acts on calendars: filling years, changing days, reviewing a year."""

from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import delete, insert, update

from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish
from app.law.calendars.changing import Change, years_seeded
from app.law.calendars.days import StoredCalendar, StoredDay, differing, disturbed
from app.law.calendars.known import known_days
from app.law.calendars.models import CalendarDay, CalendarRange, CalendarReview
from app.law.calendars.queries import find_calendar, stored_calendar, years_of

ALL_CALENDARS = 0
"""The id under which acts on calendars are noted; each act names its jurisdiction."""


def seed_calendar(*, jurisdiction: str, first_year: int, last_year: int, by: Actor, at: datetime) -> None:
    """Store the days of whole years as the `holidays` package knows them; nobody has reviewed them yet.

    Years that are stored already are brought up to date; days that somebody entered by hand stay.

    Raises:
        DomainError: `calendar.unknown_country`; `calendar.ends_before_it_begins`; `calendar.gap`, the years
            do not adjoin those stored.
    """
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    if first > last:
        raise DomainError("calendar.ends_before_it_begins", first=first, last=last)
    change = years_seeded(known_days(jurisdiction, first_year, last_year), first_year, last_year)
    stored = find_calendar(jurisdiction, lock=True)
    if stored is None:
        stored = StoredCalendar(jurisdiction, first, last, ())
        session().add(CalendarRange(jurisdiction=jurisdiction, first=first, last=last, digest=stored.digest))
        session().flush()
    _carry_out(stored, change, by, at)


def change_calendar(*, jurisdiction: str, seen: str, change: Change, by: Actor, at: datetime) -> None:
    """Change a calendar as its changer saw it: `seen` is its digest when the effect was shown.

    What obligations it moves is worked out afterwards, by whoever listens.

    Raises:
        NotFound: no such calendar is stored, or the change concerns a day that is not in it.
        Conflict: `calendar.changed_meanwhile`, somebody else has changed it since.
        DomainError: the change is refused (`app/law/calendars/changing.py`).
    """
    stored = stored_calendar(jurisdiction, lock=True)
    if stored.digest != seen:
        raise Conflict("calendar.changed_meanwhile")
    _carry_out(stored, change, by, at)


def review_year(*, jurisdiction: str, year: int, seen: str, by: Actor, at: datetime) -> None:
    """Note that a person has looked through a year's days; `seen` is the digest of those looked at.

    Raises:
        NotFound: no such year is stored.
        Conflict: `calendar.changed_meanwhile`, the days have changed since.
    """
    stored = stored_calendar(jurisdiction, lock=True)
    found = next((item for item in years_of(stored) if item.year == year), None)
    if found is None:
        raise NotFound("not_found")
    if found.digest != seen:
        raise Conflict("calendar.changed_meanwhile")
    if found.reviewed:
        return
    session().merge(
        CalendarReview(
            jurisdiction=jurisdiction,
            year=year,
            digest=seen,
            reviewed_at=at,
            reviewed_by_id=by.account_id,
        )
    )
    session().flush()
    after = {"jurisdiction": jurisdiction, "year": year, "digest": seen}
    publish(Event("calendar.reviewed", by, at, (Subject("calendar", ALL_CALENDARS),), after=after))


def _carry_out(stored: StoredCalendar, change: Change, by: Actor, at: datetime) -> None:
    changed = change.apply(stored)
    dates = differing(stored, changed)
    _write(changed, dates)
    touched = disturbed(stored, changed)
    after: dict[str, object] = {
        "jurisdiction": changed.jurisdiction,
        "first": f"{changed.first}",
        "last": f"{changed.last}",
        "digest": changed.digest,
        "days": [_told(changed.by_day[on]) for on in dates if on in changed.by_day],
        "on": ", ".join(f"{on}" for on in dates[:3]) + (" …" if len(dates) > 3 else ""),
        "disturbed": [f"{on}" for on in touched] if touched else None,
    }
    before = {
        "digest": stored.digest,
        "days": [_told(stored.by_day[on]) for on in dates if on in stored.by_day],
    }
    subjects = (Subject("calendar", ALL_CALENDARS),)
    publish(Event(change.act, by, at, subjects, before=before, after=after))


def _write(changed: StoredCalendar, dates: list[date]) -> None:
    own = CalendarDay.jurisdiction == changed.jurisdiction
    session().execute(delete(CalendarDay).where(own, CalendarDay.on.in_(dates)))
    rows = [
        {"jurisdiction": changed.jurisdiction, **asdict(changed.by_day[on])}
        for on in dates
        if on in changed.by_day
    ]
    if rows:
        session().execute(insert(CalendarDay).execution_options(render_nulls=True), rows)
    session().execute(
        update(CalendarRange)
        .where(CalendarRange.jurisdiction == changed.jurisdiction)
        .values(first=changed.first, last=changed.last, digest=changed.digest)
    )


def _told(day: StoredDay) -> dict[str, object]:
    kind = str(day.kind) if day.kind else None
    return {
        "on": f"{day.on}", "kind": kind, "name": day.name, "estimated": day.estimated, "source": day.source,
        "working_week": day.working_week,
    }  # fmt: skip
