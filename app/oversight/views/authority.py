"""How the authority itself does: what waits for it, and what became of its notices."""

from collections import Counter
from datetime import date, datetime, time, timedelta

from flask import render_template, url_for

from app.compliance.messages import STATUSES
from app.compliance.queries.notices import notices_issued
from app.domain.actor import Actor
from app.infra import clock
from app.infra.i18n import lazy_gettext as _
from app.oversight.asking import Asked, address, read_asked
from app.oversight.periods import Step
from app.oversight.queries.backlog import backlog
from app.oversight.views.blueprint import blueprint
from app.oversight.views.lists import narrowed_to
from app.policy.permissions import Permission
from app.web.access import current_actor, requires

# What each sort of waiting is called, and the page that lists it.
SORTS = {
    "applications": (_("Applications to join"), "joining.applications"),
    "requests": (_("Requests of depositors to be decided"), "requests.index"),
    "proposals": (_("Proposed notices not countersigned"), "notice_proposals.index"),
    "cases": (_("Cases not settled"), "cases.index"),
    "passed_on": (_("Late lines passed on by libraries, in no notice yet"), "compliance.worklist"),
    "discrepancies": (_("Discrepancies of parcels not settled"), "discrepancies.index"),
}


@blueprint.get("/oversight/authority")
@requires(Permission.OVERSIGHT_READ)
def authority() -> str:
    """Show what waits for the authority, and its notices by the month of issue and how they stand."""
    actor, at = current_actor(), clock.now()
    asked = read_asked(actor)
    waiting = [(*SORTS[row.name], row) for row in backlog(actor)]
    return render_template(
        "oversight/authority.html",
        waiting=[(name, url_for(endpoint), row) for name, endpoint, row in waiting],
        months=_notices(actor, asked),
        statuses=list(STATUSES.items()),
        status_columns=[{"label": word, "num": True} for word in STATUSES.values()],
        said=narrowed_to(asked),
        back=address("overview", asked),
        today=clock.local_day(at),
        at=at,
    )


def _notices(actor: Actor, asked: Asked) -> list[tuple[str, str, Counter[str]]]:
    """By month, the latest first, how many notices stand how."""
    first, last = asked.wanted.stretch
    found: dict[date, Counter[str]] = {begin: Counter() for begin in asked.wanted.stretch.pieces(Step.MONTH)}
    issued = notices_issued(
        actor, _midnight(first), _midnight(last + timedelta(days=1)), specimen=asked.wanted.specimen
    )
    for day, status in issued:
        found[day.replace(day=1)][status.value] += 1
    return [
        (Step.MONTH.named(begin), f"{begin:%Y-%m}", found[begin]) for begin in sorted(found, reverse=True)
    ]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.zone())
