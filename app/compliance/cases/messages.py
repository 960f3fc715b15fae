"""What refusals, acts and states of cases say."""

from collections.abc import Mapping

from flask_babel import LazyString

from app.compliance.cases.models import Outcome
from app.compliance.cases.queries.listing import State
from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "case.open_already": _("This depositor has an open case already; it is the one to work in."),
        "case.inspector": _("Choose an inspector of this region or of the whole country."),
        "case.inspector_already": _("The case is with this inspector already."),
        "case.no_text": _("Write the note."),
        "case.note_corrected": _("Another note stands instead of this one already; correct that one."),
        "case.no_title": _("Write what the file is."),
        "case.settled_already": _("The case is settled. Reopen it first, with a reason."),
        "case.not_cured": _("Copies that its notices name are still missing, so the case is not cured."),
        "case.not_excused": _(
            "Lines that its notices name are late, and no decision excuses them: %(lines)s. Grant an"
            " exemption on a request of the depositor, or withdraw the notice; then the case can end as"
            " excused."
        ),
        "case.settled_over": _(
            "All that is late is named by notices of case %(number)s, which is settled. Reopen that case,"
            " with a reason."
        ),
        "case.sanction_early": _(
            "A sanction can be proposed from %(day)s only: then the rule set allows a referral."
        ),
        "case.no_outcome": _("Choose how the case ends."),
        "case.no_reason": _("Write the reason."),
        "case.no_referral": _("The rule set knows no referral, so the case cannot be referred."),
        "case.referral_unknown": _(
            "The day from which a case is referred cannot be told from the rule set: it does not say, or no"
            " notice in force names missing copies."
        ),
        "case.referral_early": _("The rule set allows a referral from %(day)s only."),
        "case.is_open": _("The case is open."),
        "case.another_open": _("Case %(number)s of this depositor is open. Settle it first, or work in it."),
        "case.sanction": _("Choose a sanction of the list: the facts of the case do not fit another one."),
    }
)

SENTENCES = {
    "case.opened": _("Case %(number)s opened"),
    "case.notice_added": _("Notice %(notice)s belongs to case %(number)s"),
    "case.assigned": _("Case handed to %(name)s"),
    "case.note_added": _("Note written in the case"),
    "case.note_corrected": _("Note of the case corrected"),
    "case.file_added": _("File added to the case: %(title)s"),
    "case.cured": _("Case %(number)s settled: put right"),
    "case.excused": _("Case %(number)s settled: excused. %(reason)s"),
    "case.referred": _("Case %(number)s referred. %(reason)s"),
    "case.closed": _("Case %(number)s closed. %(reason)s"),
    "case.reopened": _("Case %(number)s reopened: %(reason)s"),
    "case.sanction_proposed": _("Sanction proposed in case %(number)s: %(sanction)s"),
}

INSIDE = frozenset(
    {
        "case.note_added",
        "case.note_corrected",
        "case.file_added",
        "case.sanction_proposed",
        "case.assigned",
    }
)
"""Acts that the depositor does not see: they tell of what is the authority's own."""

STATES: Mapping[State, LazyString] = {
    State.OPEN: _("Open case"),
    State.CURABLE: _("Nothing missing: to be settled"),
    State.CURED: _("Put right"),
    State.EXCUSED: _("Excused"),
    State.REFERRED: _("Referred"),
    State.CLOSED: _("Closed"),
}

OUTCOMES: Mapping[Outcome, LazyString] = {outcome: STATES[State(outcome.value)] for outcome in Outcome}
