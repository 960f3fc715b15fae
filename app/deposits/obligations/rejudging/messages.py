"""What refusals and acts of rejudging say, and its causes."""

from collections.abc import Mapping

from flask_babel import LazyString

from app.deposits.obligations.rejudging.models import Cause, Outcome
from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "rejudging.fault": _("A fault of the system; its log tells more."),
        "rejudging.running": _("This run is not finished yet. Wait for its end."),
        "rejudging.another_running": _(
            "Obligations are being worked out anew just now. Wait for the end of that run, then look again."
        ),
        "rejudging.nothing_left": _("Nothing that this run concerned is open any more."),
    }
)

SENTENCES = {
    "obligation.date_moved": _("Due date moved from %(due_before)s to %(due_on)s"),
    "obligation.date_confirmed": _("Due date %(due_on)s is certain now"),
    "obligation.date_unconfirmed": _("Due date %(due_on)s is provisional now"),
    "obligation.added": _("Obligation added by %(law)s, which has retroactive effect (%(ordered_by)s)"),
    "obligation.amended": _("Obligation changed by %(law)s, which has retroactive effect (%(ordered_by)s)"),
    "obligation.cancelled": _(
        "Obligation cancelled by %(law)s, which has retroactive effect (%(ordered_by)s)"
    ),
    "rejudging.started": _("Due dates to be worked out anew: %(total)s"),
    "rejudging.finished": _("Due dates worked out anew: %(moved)s moved, %(failed)s failed"),
    "rejudging.started_by_law": _("What is owed to be worked out anew, releases: %(total)s"),
    "rejudging.finished_by_law": _(
        "What is owed worked out anew: %(added)s added, %(amended)s changed, %(cancelled)s cancelled, "
        "%(kept)s kept, %(failed)s failed"
    ),
}
CAUSES: Mapping[Cause, LazyString] = {
    Cause.CALENDAR_CHANGED: _("The calendar was changed"),
    Cause.LIBRARY_CLOSED: _("A library is closed, or opens again"),
    Cause.LAW_RETROACTIVE: _("A rule set was given retroactive effect"),
}
OUTCOMES: Mapping[Outcome, LazyString] = {
    Outcome.MOVED: _("Moved"),
    Outcome.ADDED: _("Added"),
    Outcome.AMENDED: _("Changed"),
    Outcome.CANCELLED: _("Cancelled"),
    Outcome.KEPT: _("Kept as they are: received, or named in a notice"),
    Outcome.FAILED: _("Failed"),
}
