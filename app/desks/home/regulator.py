"""What an inspector needs now."""

from collections.abc import Iterator
from datetime import date, datetime

from flask import url_for

from app.compliance.claims.models import ClaimKind
from app.compliance.claims.queries.listing import ClaimFilter, count_claims
from app.compliance.claims.scope import Outcome
from app.compliance.countersigning.queries.listing import Waiting, proposals_waiting
from app.compliance.queries.late import LateFilter, LateTotal, list_late
from app.compliance.queries.notices import NoticeFilter, count_notices, list_notices
from app.compliance.requests.queries.deciders import entrusted_number, undecidable
from app.compliance.requests.queries.listing import Waiting as WaitingRequests
from app.compliance.requests.queries.listing import requests_waiting
from app.compliance.standing import NoticeStatus
from app.compliance.troubles import signing_trouble
from app.deposits.obligations.queries import EXACT_TOTAL, Counts, counts_for
from app.desks.home.doors import Door, applications_door, door, undecidable_doors, unnamed_door
from app.domain.actor import Actor
from app.domain.requests import Standing
from app.infra import clock
from app.infra.i18n import format_day, format_number, gettext, ngettext
from app.organisations.queries.records import region_names
from app.oversight.periods import stretch_of
from app.oversight.queries.figures import Figures, by_region, usual_law
from app.oversight.queries.wanted import Wanted
from app.policy.permissions import Permission
from app.policy.table import may

LATE, NOTICES = 10, 6
MOST_DOORS = 6
"""What comes first in time gives way to what waits for this person."""


def compose(actor: Actor, *, at: datetime) -> dict[str, object]:
    """Return what the home of a regulator shows."""
    today = clock.local_day(at)
    counts = counts_for(actor, today)
    late = list_late(actor, LateFilter(), today=today, limit=LATE)
    live = count_notices(actor, NoticeFilter(status=NoticeStatus.LIVE), today=today)
    doors = [
        _late(late.total),
        _notices(live),
        _requests(requests_waiting(actor, today=today)),
        *_passed_on(count_claims(actor, ClaimFilter(kind=ClaimKind.PASSED, outcome=Outcome.PASSED))),
        *_entrusted(entrusted_number(actor)),
        *_undecidable(actor),
        *_countersignatures(proposals_waiting(actor, of_others=True)),
        applications_door(actor),
        unnamed_door(counts),
        _soon(counts),
    ]
    return {
        "doors": doors[:MOST_DOORS],
        "late": late.rows,
        "total": late.total.depositors,
        "notices": list_notices(actor, NoticeFilter(), today=today, limit=NOTICES),
        "trouble": signing_trouble(actor),
        "regions": _regions(actor, today),
    }


def _regions(actor: Actor, today: date) -> list[tuple[str, Figures]]:
    """Each region within reach in which something fell due in the last twelve months, the best first."""
    wanted = Wanted(stretch_of(None, None, today), specimen=usual_law(actor))
    names = region_names()
    found = [(names[code], figures) for code, figures in by_region(actor, wanted, today=today).items()]
    return sorted(found, key=lambda row: (-(row[1].percent or 0), row[0]))


def _late(late: LateTotal) -> Door:
    note = ngettext("%(num)s copy is missing", "%(num)s copies are missing", late.copies)
    url = url_for("compliance.worklist")
    return door(late.depositors, gettext("Late depositors"), note, url, "late", "exclamation-octagon-fill")


def _notices(live: int) -> Door:
    note = gettext("something they name is still missing")
    url = url_for("compliance.notices", status=NoticeStatus.LIVE.value)
    return door(live, gettext("Notices in force"), note, url, "late", "envelope-paper")


def _requests(waiting: WaitingRequests) -> Door:
    note = gettext("all within the authority’s time")
    if waiting.overdue:
        note = ngettext("%(num)s beyond its time", "%(num)s beyond their time", waiting.overdue)
    state = Standing.OVERDUE if waiting.overdue else Standing.WAITING
    url = url_for("requests.index", state=state.value)
    tone = "late" if waiting.overdue else "way"
    return door(waiting.number, gettext("Requests waiting"), note, url, tone, "chat-left-text-fill")


def _passed_on(lines: int) -> Iterator[Door]:
    """What libraries turned to the authority for, and no notice names yet; exact to 10,000."""
    if lines:
        url = url_for("claims.index", kind=ClaimKind.PASSED.value, outcome=Outcome.PASSED.value)
        note = gettext("late lines that no notice names yet")
        figure = lines if lines <= EXACT_TOTAL else f"{format_number(EXACT_TOTAL)}+"
        yield door(figure, gettext("Passed on by libraries"), note, url, "soon", "envelope-paper")


def _entrusted(number: int) -> Iterator[Door]:
    """What this person was named to decide, perhaps of another region."""
    if number:
        url = url_for("requests.index", named=1)
        note = gettext("a head has named you for them")
        yield door(number, gettext("Named to decide"), note, url, "soon", "chat-left-text-fill")


def _undecidable(actor: Actor) -> Iterator[Door]:
    """What waits for a head, who names who decides."""
    if may(actor, Permission.REQUEST_ENTRUST):
        yield from undecidable_doors(undecidable(actor))


def _countersignatures(waiting: Waiting) -> Iterator[Door]:
    """Notices that colleagues proposed; where no rule set asks for two persons there are never any."""
    if waiting.since is not None:
        note = gettext("the first since %(day)s", day=format_day(clock.local_day(waiting.since)))
        url = url_for("notice_proposals.index")
        yield door(waiting.number, gettext("To countersign"), note, url, "soon", "pencil")


def _soon(counts: Counts) -> Door:
    note, url = gettext("within 10 days"), url_for("obligations.index", state="due_soon")
    return door(counts.due_soon, gettext("Due soon"), note, url, "way", "clock-fill")
