"""What refusals and acts of claims say, and the words for their kinds, answers and outcomes."""

from collections.abc import Mapping

from flask_babel import LazyString

from app.compliance.claims.checking import LeftOut
from app.compliance.claims.models import AnswerKind, ClaimKind
from app.compliance.claims.scope import Outcome
from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "claim.none_chosen": _("Choose at least one late line."),
        "claim.words_missing": _("Write to the authority why the lines are passed on."),
        "claim.too_many": _("At most %(most)s lines are taken at once. Narrow the filter."),
        "claim.nothing_left": _("Nothing was done: no chosen line stands. Below each line says why."),
        "claim.no_line_chosen": _("Choose at least one title."),
        "claim.day_missing": _("Write the day."),
        "claim.day_ahead": _("This day is still to come. Choose “It will be sent”, or correct the day."),
        "claim.day_long_ago": _("This day is more than two years past. Correct it."),
        "claim.day_past": _("This day is past. Choose “It was sent”, or correct the day."),
        "claim.day_too_far": _("A promise reaches at most %(most)s days ahead. Choose an earlier day."),
        "claim.why_missing": _("Write why it is not yours to send."),
        "claim.reason_missing": _("Write why it is taken back."),
        "claim.withdrawn_already": _("It was taken back already. Load the page again."),
        "claim.nothing_to_answer": _("What you chose has been received meanwhile, or is owed no longer."),
    }
)

SENTENCES = {
    "claim.asked": _("The library asked the depositor for late copies"),
    "claim.passed": _("The library passed late copies to the authority"),
    "claim.withdrawn": _("The library took back what it had passed to the authority"),
    "claim.answered_sent": _("The depositor answered the library: sent on %(day)s"),
    "claim.answered_will_send": _("The depositor answered the library: will be sent by %(day)s"),
    "claim.answered_not_ours": _("The depositor answered the library: not theirs to send: %(reason)s"),
}
KINDS: Mapping[ClaimKind, LazyString] = {
    ClaimKind.ASKED: _("Depositor asked"),
    ClaimKind.PASSED: _("Passed to the authority"),
}
ANSWERS: Mapping[AnswerKind, LazyString] = {
    AnswerKind.SENT: _("It was sent"),
    AnswerKind.WILL_SEND: _("It will be sent"),
    AnswerKind.NOT_OURS: _("It does not exist, or is not ours to send"),
}
OUTCOMES: Mapping[Outcome, LazyString] = {
    Outcome.WAITING: _("No answer yet"),
    Outcome.ANSWERED: _("Answered"),
    Outcome.RECEIVED: _("Received since"),
    Outcome.PASSED: _("Passed to the authority"),
    Outcome.NOTICED: _("Notice issued"),
    Outcome.WITHDRAWN: _("Taken back"),
    Outcome.LEFT_OUT: _("Not asked after all"),
    Outcome.ENDED: _("No longer owed"),
}
LEFT_OUT: Mapping[LeftOut, LazyString] = {
    LeftOut.SETTLED: _("received meanwhile, owed no longer, or not late by a day that is certain"),
    LeftOut.NOTICED: _("named in a notice that is in force"),
    LeftOut.COVERED: _("on its way, or a file that waits for the library"),
    LeftOut.RECENT: _("done within the last 14 days already"),
}
