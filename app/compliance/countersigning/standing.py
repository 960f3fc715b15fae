"""How a proposal stands, in words and signs."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import LazyString

from app.compliance.countersigning.models import Ending, NoticeProposal
from app.infra.i18n import lazy_gettext as _


class Standing(StrEnum):
    """How a proposal stands."""

    WAITING = "waiting"
    COUNTERSIGNED = Ending.COUNTERSIGNED.value
    SENT_BACK = Ending.SENT_BACK.value
    TAKEN_BACK = Ending.TAKEN_BACK.value
    NOTHING_LEFT = Ending.NOTHING_LEFT.value
    REPLACED_WITHDRAWN = Ending.REPLACED_WITHDRAWN.value


NAMES: Mapping[Standing, LazyString] = {
    Standing.WAITING: _("Waits for a countersignature"),
    Standing.COUNTERSIGNED: _("Countersigned, notice issued"),
    Standing.SENT_BACK: _("Sent back"),
    Standing.TAKEN_BACK: _("Taken back by the proposer"),
    Standing.NOTHING_LEFT: _("Nothing left to notice"),
    Standing.REPLACED_WITHDRAWN: _("Nothing left to replace"),
}
SIGNS: Mapping[Standing, str] = {
    Standing.WAITING: "due_soon",
    Standing.COUNTERSIGNED: "finished",
    Standing.SENT_BACK: "superseded",
    Standing.TAKEN_BACK: "cancelled",
    Standing.NOTHING_LEFT: "cancelled",
    Standing.REPLACED_WITHDRAWN: "cancelled",
}
"""The sign of `templates/macros/marks.html` for each standing."""


def standing_of(proposal: NoticeProposal) -> Standing:
    """Return how a proposal stands."""
    return Standing.WAITING if proposal.ending is None else Standing(proposal.ending.value)
