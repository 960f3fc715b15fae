"""Acts on libraries: hours kept, a closure recorded or withdrawn."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import delete

from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.infra import clock
from app.infra.db import session
from app.infra.events import publish
from app.organisations.libraries.effects import dates_being_moved, dates_moved
from app.organisations.libraries.models import LibraryClosure, OpeningDay
from app.organisations.libraries.queries import Hours, closure_within, hours_of, library_to_keep
from app.organisations.models import Organisation

TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
LONGEST, FURTHEST, LONGEST_PAST = timedelta(days=366), timedelta(days=366), timedelta(days=31)


def keep_hours(*, library_id: int, hours: Hours, by: Actor, at: datetime) -> None:
    """Keep when a library is open each week; days left out are closed. Saying the same changes nothing.

    Raises:
        NotFound: there is no such library within reach.
        DomainError: `library.hours_malformed`, `library.hours_reversed`, for the field `day-0` to `day-6`.
    """
    library = library_to_keep(by, library_id)
    for weekday, (opens, closes) in hours.items():
        if not (TIME.fullmatch(opens) and TIME.fullmatch(closes)):
            raise DomainError("library.hours_malformed", f"opens_{weekday}")
        if opens >= closes:
            raise DomainError("library.hours_reversed", f"opens_{weekday}")
    before = hours_of(library.id)
    if before == hours:
        return
    session().execute(delete(OpeningDay).where(OpeningDay.organisation_id == library.id))
    session().add_all(
        OpeningDay(organisation_id=library.id, weekday=weekday, opens=opens, closes=closes)
        for weekday, (opens, closes) in sorted(hours.items())
    )
    session().flush()
    _tell("library.hours_changed", library.id, by, at, _told(hours), _told(before))


def close_library(
    *, library_id: int, first_on: date | None, last_on: date | None, reason: str, by: Actor, at: datetime
) -> LibraryClosure:
    """Record that a library takes nothing in from one day to another, both included.

    The same days with the same reason recorded again are the same closure.

    Raises:
        NotFound: there is no such library within reach.
        DomainError: `closure.day_missing`, `closure.reversed`, `closure.too_long`, `closure.too_far`,
            `closure.long_past`, `closure.reason_missing`.
        Conflict: `closure.overlaps`, with the days of the one that stands.
    """
    library, today = library_to_keep(by, library_id), clock.local_day(at)
    if first_on is None or last_on is None:
        raise DomainError("closure.day_missing", "first_on" if first_on is None else "last_on")
    _check(first_on, last_on, today)
    if not reason.strip():
        raise DomainError("closure.reason_missing", "reason")
    # Others who record one for the library wait.
    session().get_one(Organisation, library.id, with_for_update=True)
    same = closure_within(library.id, first_on, last_on)
    if same is not None and (same.first_on, same.last_on, same.reason) == (first_on, last_on, reason.strip()):
        return same
    if same is not None:
        raise Conflict(
            "closure.overlaps", "first_on", first=same.first_on, last=same.last_on, reason=same.reason
        )
    closure = LibraryClosure(
        organisation_id=library.id,
        first_on=first_on,
        last_on=last_on,
        reason=reason.strip(),
        recorded_at=at,
        recorded_by_id=by.account_id,
    )
    session().add(closure)
    session().flush()
    _tell("library.closed", library.id, by, at, _days(closure))
    return closure


def withdraw_closure(*, library_id: int, closure_id: int, why: str = "", by: Actor, at: datetime) -> None:
    """Withdraw a closure that does not come about, or ends otherwise than was said.

    One that is over is withdrawn with a reason, `why`, and only where no due date stands moved by it: who
    found the library closed has the later day. While due dates are still being worked out nobody knows.

    Raises:
        NotFound: there is no such closure within reach.
        DomainError: `closure.why_missing`.
        Conflict: `closure.moved_dates`, with their number; `closure.moving_dates`; `closure.withdrawn`.
    """
    library = library_to_keep(by, library_id)
    closure = session().get(LibraryClosure, closure_id, with_for_update=True, populate_existing=True)
    if closure is None or closure.organisation_id != library.id:
        raise NotFound("not_found")
    if closure.withdrawn_at is not None:
        raise Conflict("closure.withdrawn")
    over = closure.last_on < clock.local_day(at)
    if over:
        _check_over(library, closure, why)
    closure.withdrawn_at, closure.withdrawn_by_id = at, by.account_id
    session().flush()
    said = {"why": why.strip()} if over else {}
    name = "library.past_closure_withdrawn" if over else "library.closure_withdrawn"
    _tell(name, library.id, by, at, {**_days(closure), **said})


def _check_over(library: Organisation, closure: LibraryClosure, why: str) -> None:
    if not why.strip():
        raise DomainError("closure.why_missing", "why")
    if dates_being_moved(library):
        raise Conflict("closure.moving_dates")
    moved = dates_moved(library, [closure]).get(closure.id, 0)
    if moved:
        raise Conflict("closure.moved_dates", moved=moved)


def _check(first_on: date, last_on: date, today: date) -> None:
    refused = (
        ("closure.reversed", "last_on", last_on < first_on),
        ("closure.long_past", "first_on", first_on < today - LONGEST_PAST),
        ("closure.too_far", "first_on", first_on > today + FURTHEST),
        ("closure.too_long", "last_on", last_on - first_on > LONGEST),
    )
    for code, where, is_so in refused:
        if is_so:
            raise DomainError(code, where)


def _tell(
    name: str,
    library_id: int,
    by: Actor,
    at: datetime,
    after: Mapping[str, object],
    before: Mapping[str, object] | None = None,
) -> None:
    publish(Event(name, by, at, (Subject("organisation", library_id),), before or {}, after))


def _days(closure: LibraryClosure) -> Mapping[str, object]:
    days = {"from_on": closure.first_on.isoformat(), "until_on": closure.last_on.isoformat()}
    return {**days, "reason": closure.reason}


def _told(hours: Hours) -> Mapping[str, object]:
    return {"hours": {str(weekday): f"{opens}-{closes}" for weekday, (opens, closes) in hours.items()}}
