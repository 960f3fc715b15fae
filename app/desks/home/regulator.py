"""What an inspector needs now."""

from datetime import datetime

from flask import url_for

from app.compliance.queries.late import LateFilter, count_late, list_late
from app.compliance.queries.notices import NoticeFilter, count_notices, list_notices
from app.compliance.queries.regions import compliance_by_region
from app.compliance.standing import NoticeStatus
from app.deposits.obligations.queries import counts_for
from app.desks.home.doors import door
from app.domain.actor import Actor
from app.infra import clock
from app.infra.i18n import gettext, ngettext

LATE, NOTICES = 10, 6


def compose(actor: Actor, *, at: datetime) -> dict[str, object]:
    """Return what the home of a regulator shows."""
    today = clock.local_day(at)
    counts = counts_for(actor, today)
    late = count_late(actor, LateFilter(), today=today)
    live = count_notices(actor, NoticeFilter(status=NoticeStatus.LIVE))
    return {
        "doors": [
            door(
                late.depositors,
                gettext("Late depositors"),
                ngettext("%(num)s copy is missing", "%(num)s copies are missing", late.copies),
                url_for("compliance.worklist"),
                "late",
                "exclamation-octagon-fill",
            ),
            door(
                live,
                gettext("Notices in force"),
                gettext("something they name is still missing"),
                url_for("compliance.notices", status=NoticeStatus.LIVE.value),
                "late",
                "envelope-paper",
            ),
            door(
                counts.unidentified,
                gettext("Depositor not named"),
                gettext("owed copies without a depositor"),
                url_for("obligations.index", state="unidentified"),
                "soon",
                "people",
            ),
            door(
                counts.due_soon,
                gettext("Due soon"),
                gettext("within 10 days"),
                url_for("obligations.index", state="due_soon"),
                "way",
                "clock-fill",
            ),
        ],
        "late": list_late(actor, LateFilter(), today=today, limit=LATE),
        "total": late.depositors,
        "notices": list_notices(actor, NoticeFilter(), limit=NOTICES),
        "regions": compliance_by_region(actor, at=at),
    }
