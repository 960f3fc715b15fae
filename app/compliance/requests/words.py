"""The words for what is asked, how far it is and what was decided."""

from collections.abc import Mapping

from flask_babel import LazyString

from app.domain.requests import Outcome, RequestKind, Standing
from app.infra.i18n import lazy_gettext as _

KINDS: Mapping[RequestKind, LazyString] = {
    RequestKind.EXTENSION: _("More time"),
    RequestKind.EXEMPTION: _("Exemption from the duty"),
    RequestKind.OBJECTION: _("Objection"),
    RequestKind.APPEAL: _("Appeal"),
}
MEANINGS: Mapping[RequestKind, LazyString] = {
    RequestKind.EXTENSION: _("The copies come later: until a day that you name."),
    RequestKind.EXEMPTION: _("Nothing is to be delivered, on a ground that you name."),
    RequestKind.OBJECTION: _("It was sent already, or is not yours to send: with the proof."),
    RequestKind.APPEAL: _("A notice or a decision is wrong: another official looks at it."),
}
STANDINGS: Mapping[Standing, LazyString] = {
    Standing.WAITING: _("Waits for the authority"),
    Standing.OVERDUE: _("The authority is late"),
    Standing.GRANTED: _("Granted"),
    Standing.PARTLY: _("Granted in part"),
    Standing.REFUSED: _("Not granted"),
    Standing.REOPENED: _("Taken up again"),
    Standing.WITHDRAWN: _("Withdrawn"),
    Standing.LAPSED: _("Ended with its notice"),
}
OUTCOMES: Mapping[Outcome, LazyString] = {
    Outcome.GRANTED: _("Grant it wholly"),
    Outcome.PARTLY: _("Grant it in part: the lines chosen above, or another day"),
    Outcome.REFUSED: _("Refuse it"),
}
