"""Counts that lead to their lists."""

from collections.abc import Iterator
from datetime import date

from flask import url_for

from app.compliance.requests.queries.deciders import Undecidable
from app.deposits.discrepancies.queries import count_open
from app.deposits.obligations.queries import Counts
from app.desks.home.nearest import Nearest
from app.domain.actor import Actor
from app.infra import clock
from app.infra.i18n import format_day, gettext, ngettext
from app.joining.queries import waiting_for

Door = dict[str, object]


def door(number: int | str, label: str, note: str, url: str, tone: str, icon: str) -> Door:
    """Return what the macro `counts` shows."""
    return {"number": number, "label": label, "note": note, "url": url, "tone": tone, "icon": icon}


def late_door(due: Nearest, today: date) -> Door:
    """What is late, and since when."""
    note = gettext("nothing is late")
    if due.oldest_late is not None:
        days = (today - due.oldest_late).days
        note = ngettext("the oldest by %(num)s day", "the oldest by %(num)s days", days)
    url = url_for("obligations.index", state="late")
    return door(due.counts.late, gettext("Late"), note, url, "late", "exclamation-octagon-fill")


def soon_door(due: Nearest, today: date) -> Door:
    """What is due within ten days."""
    note = gettext("within 10 days")
    if due.counts.due_soon and due.next_due is not None:
        note = gettext("within 10 days, the first %(day)s", day=near_day(due.next_due, today))
    url = url_for("obligations.index", state="due_soon")
    return door(due.counts.due_soon, gettext("Due soon"), note, url, "soon", "clock-fill")


def unnamed_door(counts: Counts) -> Door:
    """What is owed by nobody known: an open task."""
    note = gettext("owed copies without a depositor")
    url = url_for("obligations.index", state="unidentified")
    return door(counts.unidentified, gettext("Depositor not named"), note, url, "soon", "patch-question-fill")


def applications_door(actor: Actor) -> Door:
    """What asks to join, and since when the oldest waits."""
    waiting = waiting_for(actor)
    note = gettext("nobody waits for an answer")
    if waiting.since is not None:
        note = gettext("the oldest waits since %(day)s", day=format_day(clock.local_day(waiting.since)))
    url = url_for("joining.applications")
    return door(waiting.number, gettext("Applications to join"), note, url, "soon", "people")


def discrepancy_door(actor: Actor) -> Door:
    """What was not as announced and is not settled."""
    found, reports = count_open(actor)
    note = ngettext("open, in %(num)s receipt", "open, in %(num)s receipts", reports)
    if not found:
        note = gettext("nothing is open")
    url = url_for("discrepancies.index")
    return door(found, gettext("Discrepancies"), note, url, "soon", "exclamation-diamond-fill")


def undecidable_doors(found: Undecidable) -> Iterator[Door]:
    """Requests that nobody may decide: an open task, seldom there."""
    if found.since is not None:
        note = gettext("the oldest waits since %(day)s", day=format_day(clock.local_day(found.since)))
        url = url_for("requests.index", nobody=1)
        yield door(found.number, gettext("Requests that nobody may decide"), note, url, "late", "people")


def near_day(day: date, today: date) -> str:
    """Return a day as people say it when it is near."""
    words = {0: gettext("today"), 1: gettext("tomorrow")}
    return words.get((day - today).days) or format_day(day)
