"""What refusals about discrepancies say, and what the acts are called."""

from collections.abc import Mapping

from app.deposits.discrepancies.words import KINDS, OUTCOMES
from app.domain.discrepancies import Outcome
from app.domain.receiving import DiscrepancyKind
from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "discrepancy.nothing_written": _("Write a message or add a photograph."),
        "discrepancy.too_many_messages": _("Nothing more can be written here: there are %(most)s messages."),
        "discrepancy.nothing_to_replace": _("This needs no replacement."),
        "discrepancy.settled_already": _("This has been settled: no replacement is awaited."),
        "discrepancy.promised_past": _("Promise a day from today on."),
        "discrepancy.promised_too_far": _(
            "A promise reaches at most %(most)s days ahead. Choose an earlier day."
        ),
        "discrepancy.withdrawn": _(
            "The receipt was taken back, and this report with it. Nothing is to be done about it."
        ),
        "discrepancy.outcome": _("Choose one of the answers offered."),
        "discrepancy.reason_needed": _("Write the reason: the depositor reads it."),
        "discrepancy.settled_meanwhile": _(
            "Meanwhile it was decided otherwise: the page shows what stands. Save once more only if your"
            " decision is to stand instead."
        ),
        "discrepancy.passed_on": _(
            "This is decided for good: the copies count, or another library has them."
        ),
        "discrepancy.offer_gone": _("It is no longer offered: another library was quicker, or it was kept."),
        "discrepancy.came_already": _("These copies have come to your library: they cannot be given back."),
        "discrepancy.own_offer": _("This is your own offer. Change it in its report."),
    }
)

SENTENCES = {
    "discrepancy.answered": _("Message about receipt %(number)s"),
    "discrepancy.promised": _("Replacement promised after receipt %(number)s for %(promised_on)s"),
    "discrepancy.settled": _("Decided about copies of receipt %(number)s: %(kind)s, %(outcome)s"),
    "discrepancy.given_back": _("Copies of receipt %(number)s given back by %(library)s: offered again"),
    # Acts from before the library was kept.
    "discrepancy.taken": _("Offered copies of receipt %(number)s taken by another library"),
    "discrepancy.taken_by": _("Offered copies of receipt %(number)s taken by %(library)s"),
}


def _decision(facts: Mapping[str, object]) -> Mapping[str, object]:
    kind, outcome = DiscrepancyKind(str(facts["kind"])), Outcome(str(facts["outcome"]))
    return {"kind": str(KINDS[kind]).lower(), "outcome": str(OUTCOMES[outcome]).lower()}


WORDED = {"discrepancy.settled": _decision}
