"""What refusals, acts and states of the ladder say."""

from collections.abc import Mapping

from flask_babel import LazyString

from app.compliance.ladder.queries.calls import Fate
from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "ladder.none_chosen": _("Choose at least one depositor."),
        "ladder.not_a_reminder": _(
            "Only reminders are called for here. Notices are prepared as a batch, later steps in the case."
        ),
        "ladder.too_many": _("Choose at most %(most)s depositors at once, or give a standing order."),
        "ladder.nothing_left": _(
            "Nothing was called for: the step is not due for any of these depositors any more."
        ),
        "ladder.not_orderable": _(
            "Only reminders and the formal notice are ordered so. Later steps are taken in the case."
        ),
        "ladder.two_persons": _(
            "This notice needs a second person's countersignature, so no standing order issues it."
        ),
        "ladder.no_reason": _("Write why this is to be sent without being chosen each time."),
        "ladder.no_day": _("Write from which day."),
        "ladder.day_too_far": _("An order begins within %(most)s days from today. Write an earlier day."),
        "ladder.day_past": _("An order cannot begin in the past. Write today or a later day."),
        "ladder.ordered_already": _(
            "Order %(number)s is given for this step already, from %(day)s. To order it otherwise or from an "
            "earlier day, revoke that order first."
        ),
        "ladder.revoked_already": _("The order has been revoked already."),
    }
)

SENTENCES = {
    "ladder.called": _("Reminder under %(locator)s called for; copies missing: %(copies)s"),
    "ladder.ordered": _("Standing order given for the step under %(locator)s: %(reason)s"),
    "ladder.revoked": _("Standing order revoked"),
}

FATES: Mapping[Fate, LazyString] = {
    Fate.TAKEN: _("Sent"),
    Fate.RETURNED: _("Not delivered: does not count"),
    Fate.WAITING: _("Goes out with the next digest"),
    Fate.FALLEN_OUT: _("Not sent: nothing to remind of, or nobody to write to"),
}
SIGNS: Mapping[Fate, str] = {
    Fate.TAKEN: "finished",
    Fate.RETURNED: "late",
    Fate.WAITING: "due_soon",
    Fate.FALLEN_OUT: "cancelled",
}
"""The sign of `templates/macros/marks.html` for each."""
