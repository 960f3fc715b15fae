"""What refusals, acts and states of cases say."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString

from app.compliance.cases.amounts import sanction_text
from app.compliance.cases.models import Outcome
from app.compliance.cases.papers.models import PaperKind
from app.compliance.cases.queries.listing import State
from app.compliance.cases.queries.steps import CaseStep
from app.domain.ladder import Obstacle
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
        "case.nothing_came": _(
            "Nothing that its notices name has come: an amendment or a decision is why it is asked for no"
            " longer. Let the case end as excused or closed, with the reason."
        ),
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
        "purchase.no_lines": _("Write for at least one line how many copies were bought."),
        "purchase.not_due": _(
            "For one of the lines the law does not allow a purchase now: look at the case again to see why."
        ),
        "purchase.bought_already": _(
            "A colleague has recorded the purchase of all that was missing of one of the lines. Nothing was"
            " recorded twice: look at the case."
        ),
        "purchase.too_many_copies": _("Too many copies of one of the lines: at most %(most)s can be bought."),
        "purchase.no_price": _("Write the price of one copy for each line of which something was bought."),
        "purchase.no_seller": _("Write from whom the copies were bought."),
        "purchase.no_day": _("Write the day of the purchase."),
        "purchase.early": _("The rule set allows the purchase from %(day)s only."),
        "purchase.in_future": _("This day has not come yet."),
        "purchase.no_evidence": _("Add the receipt of the seller: a photograph or a PDF."),
        "purchase.too_many_files": _("Add at most %(most)s files."),
        "purchase.currency": _("Write the three letters of a currency in use, such as UZS or USD."),
        "purchase.thousandths": _(
            "This currency has thousandths, which are not kept here. Write the cost in another currency, as"
            " the bank changed it."
        ),
        "purchase.whole": _("%(currency)s has no hundredths: write whole amounts."),
        "purchase.struck_already": _("The purchase has been struck out already."),
        "payment.no_day": _("Write the day of the payment."),
        "payment.early": _("The copies were bought on %(day)s; nothing was paid for them before."),
        "payment.no_amount": _("Write the sum that was paid."),
        "payment.too_much": _("This is more than is claimed and not paid yet."),
        "payment.no_reference": _("Write the reference of the payment."),
        "payment.corrected": _("Another payment stands instead of this one already; correct that one."),
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
    "case.purchased": _("Copies bought at the depositor's cost: %(copies)s. Claim %(claim)s"),
    "case.purchase_struck": _("Purchase struck out, claim %(claim)s withdrawn: %(reason)s"),
    "case.paid": _("Paid for claim %(claim)s: %(amount)s %(currency)s, %(reference)s"),
    "case.payment_corrected": _(
        "Payment for claim %(claim)s corrected: %(amount)s %(currency)s, %(reference)s"
    ),
    "case.payment_never_came": _("Payment for claim %(claim)s did not come: %(reference)s"),
    "case.paper_filed": _("Paper %(paper)s of the case made"),
}


def _sanction(facts: Mapping[str, Any]) -> Mapping[str, object]:
    """What is proposed in the reader's words; the record keeps the name that the rules give it."""
    return {"sanction": sanction_text(facts["facts"])}


WORDED = {"case.sanction_proposed": _sanction}

INSIDE = frozenset(
    {
        "case.note_added",
        "case.note_corrected",
        "case.file_added",
        "case.sanction_proposed",
        "case.assigned",
        "case.paper_filed",
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

STEPS: Mapping[CaseStep, LazyString] = {
    CaseStep.CURING: _("Time to put right runs"),
    CaseStep.CURE_OVER: _("Time to put right is over"),
    CaseStep.DAY_UNKNOWN: _("Day to put right not known"),
    CaseStep.PROPOSED: _("Sanction proposed"),
    CaseStep.CURABLE: STATES[State.CURABLE],
    CaseStep.NO_NOTICE: _("No notice in force"),
}
"""Of open cases, in the order of tables."""
OBSTACLES: Mapping[Obstacle, LazyString] = {
    Obstacle.PAUSED: _("waits: a request of the depositor is not answered, or an objection was accepted"),
    Obstacle.PROVISIONAL: _("no day can be told: one rests on an estimate"),
    Obstacle.NO_STEP: _("the rule set has no further step"),
    Obstacle.NOT_BEGUN: _(
        "no day can be told: that from which it counts has not happened, or its day is unknown"
    ),
    Obstacle.UNKNOWN_LAW: _("no day can be told: the rule set does not say how long"),
    Obstacle.OUTSIDE_CALENDAR: _("no day can be told: the calendar does not reach so far"),
}
"""Why no day is told for a step."""

PAPERS: Mapping[PaperKind, LazyString] = {
    PaperKind.REFERRAL: _("Letter of referral"),
    PaperKind.REFUND_CLAIM: _("Claim for the cost of copies"),
}

OUTCOMES: Mapping[Outcome, LazyString] = {outcome: STATES[State(outcome.value)] for outcome in Outcome}
