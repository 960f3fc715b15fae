"""What who sends copies has to know of a library: how it is reached, when it is open, when it is closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.infra.i18n import format_long, gettext, weekday_name
from app.organisations.libraries.models import LibraryClosure
from app.organisations.libraries.queries import AHEAD, Hours, closure_within, closures_of, hours_of
from app.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Reachable:
    """A library in the reader's language. `hours` empty: it has not told; `closed` is said of today, and
    `closures` of it and of what lies within AHEAD."""

    library: Organisation
    hours: str
    closed: str
    closures: Sequence[str]


def reachable(library: Organisation, today: date) -> Reachable:
    """Return what is to be known of a library, in two statements."""
    standing = [one for one in closures_of(library.id, today=today) if one.first_on <= today + AHEAD]
    now = [one for one in standing if one.first_on <= today]
    closed = gettext("Closed until %(day)s", day=format_long(max(one.last_on for one in now))) if now else ""
    return Reachable(
        library, hours_text(hours_of(library.id)), closed, [closure_text(one) for one in standing]
    )


def closed_on(library_id: int, day: date) -> str:
    """Why a library takes nothing in on a day, as a sentence; empty where it is open or has told no hours."""
    closure = closure_within(library_id, day, day)
    if closure is not None:
        return gettext("The library is closed on that day: %(closure)s", closure=closure_text(closure))
    hours = hours_of(library_id)
    if not hours or day.weekday() in hours:
        return ""
    return gettext(
        "The library is closed on that day of the week (%(day)s). Open: %(hours)s",
        day=weekday_name(day.weekday()),
        hours=hours_text(hours),
    )


def closure_text(closure: LibraryClosure) -> str:
    """The days of a closure and its reason."""
    if closure.first_on == closure.last_on:
        return gettext("%(day)s: %(reason)s", day=format_long(closure.first_on), reason=closure.reason)
    return gettext(
        "%(first)s – %(last)s: %(reason)s",
        first=format_long(closure.first_on),
        last=format_long(closure.last_on),
        reason=closure.reason,
    )


def hours_text(hours: Hours) -> str:
    """The hours of a week in one line; days that follow each other with the same hours are told together."""
    parts: list[str] = []
    for said, group in groupby(range(7), key=hours.get):
        if said is None:
            continue
        days = list(group)
        first, last = weekday_name(days[0]), weekday_name(days[-1])
        span = first if first == last else f"{first} – {last}"
        parts.append(f"{span} {said[0]}–{said[1]}")
    return "; ".join(parts)
