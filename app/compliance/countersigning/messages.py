"""What refusals and acts of countersigning say, and what to do."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "notice_proposal.not_asked": _(
            "The rule set %(rules)s asks for no countersignature. Issue the notice yourself."
        ),
        "notice_proposal.ended": _(
            "Somebody has dealt with this proposal meanwhile. Look at the page again to see how it stands."
        ),
        "notice_proposal.same_person": _(
            "You proposed this notice, so another person has to countersign it. Ask a colleague."
        ),
        "notice_proposal.proposer_gone": _(
            "Who proposed the notice may not issue notices any more. Send it back and propose it yourself,"
            " for a colleague to countersign."
        ),
        "notice_proposal.beyond_reach": _(
            "Some of its lines lie in regions that you do not work for. A colleague who works for the whole"
            " country has to countersign it."
        ),
        "notice_proposal.own": _("This proposal is your own: take it back instead."),
        "notice_proposal.not_own": _(
            "Only who proposed it takes a proposal back. Send it back with a reason instead."
        ),
        "notice_proposal.no_reason": _("Write why you do not countersign; your colleague reads it."),
    }
)

SENTENCES = {
    "notice_proposal.made": _("Notice proposed for a countersignature"),
    "notice_proposal.countersigned": _("Proposed notice countersigned and issued as %(number)s"),
    "notice_proposal.sent_back": _("Proposed notice sent back: %(reason)s"),
    "notice_proposal.taken_back": _("Proposed notice taken back"),
    "notice_proposal.nothing_left": _("Proposed notice closed: nothing was left to notice"),
    "notice_proposal.replaced_withdrawn": _(
        "Proposed notice closed: the notice that it was to replace had been withdrawn"
    ),
}
