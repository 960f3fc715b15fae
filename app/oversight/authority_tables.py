"""How the authority itself does, as tables: what waits for it, and what became of its notices."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import LazyString

from app.compliance.law_words import law_code
from app.compliance.messages import STATUSES
from app.compliance.queries.notices import notices_issued
from app.domain.actor import Actor
from app.infra import clock
from app.infra.i18n import lazy_gettext as _
from app.oversight.periods import Step
from app.oversight.queries.backlog import Backlog, backlog
from app.oversight.queries.wanted import Wanted

# What each sort of waiting is called, and the page that lists exactly this.
SORTS: Mapping[str, tuple[LazyString, str, dict[str, Any]]] = {
    "applications": (_("Applications to join"), "joining.applications", {"standing": "waiting"}),
    "requests": (_("Requests of depositors to be decided"), "requests.index", {"state": "waiting"}),
    "overdue": (_("Requests beyond the time for an answer"), "requests.index", {"state": "overdue"}),
    "undecidable": (_("Requests that nobody may decide"), "requests.index", {"nobody": "1"}),
    "proposals": (_("Proposed notices not countersigned"), "notice_proposals.index", {"state": "waiting"}),
    "cases": (_("Cases not settled"), "cases.index", {"state": "open"}),
    "passed_on": (
        _("Depositors with late lines passed on by libraries, in no notice yet"),
        "compliance.worklist",
        {"passed": "1", "unnoticed": "1"},
    ),
    "discrepancies": (_("Discrepancies of parcels not settled"), "discrepancies.index", {"state": "open"}),
}


class WaitingLine(NamedTuple):
    """One sort of waiting and where it is listed."""

    name: str
    url: str
    of: Backlog


class MonthLine(NamedTuple):
    """The notices of one month: in all, and by how they stand now, each with its list."""

    name: str
    issued: int
    url: str
    states: tuple[tuple[int, str], ...]


def waiting_lines(actor: Actor, today: date) -> list[WaitingLine]:
    """What waits for the authority, of all that the actor oversees."""
    return [
        WaitingLine(str(name), url_for(endpoint, **args), row)
        for row in backlog(actor, today)
        for name, endpoint, args in (SORTS[row.name],)
    ]


def notice_lines(actor: Actor, wanted: Wanted, today: date) -> list[MonthLine]:
    """Notices by month of issue, the latest first."""
    first, last = wanted.stretch
    found: dict[date, Counter[str]] = {month: Counter() for month in wanted.stretch.pieces(Step.MONTH)}
    begin, end = _midnight(first), _midnight(last + timedelta(days=1))
    issued = notices_issued(actor, begin, end, specimen=wanted.specimen, today=today)
    for day, status in issued:
        found[day.replace(day=1)][status.value] += 1
    return [_month(month, found[month], specimen=wanted.specimen) for month in sorted(found, reverse=True)]


def _month(begin: date, counted: Counter[str], *, specimen: bool) -> MonthLine:
    def listed(status: str | None) -> str:
        law = law_code(specimen)
        return url_for("compliance.notices", status=status, month=f"{begin:%Y-%m}", law=law)

    states = tuple((counted[status.value], listed(status.value)) for status in STATUSES)
    return MonthLine(Step.MONTH.named(begin), counted.total(), listed(None), states)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.zone())
