"""How far texts of the notice have come, which follows from moments and days and is never stored."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from flask_babel import LazyString

from app.compliance.wordings.models import NoticeWording
from app.infra.i18n import lazy_gettext as _


class State(StrEnum):
    """How far texts have come."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    COMING = "coming"
    IN_FORCE = "in_force"
    ENDED = "ended"
    DISCARDED = "discarded"
    TAKEN_BACK = "taken_back"


NAMES: Mapping[State, LazyString] = {
    State.DRAFT: _("Draft"),
    State.PROPOSED: _("Proposed"),
    State.COMING: _("Adopted, not yet in force"),
    State.IN_FORCE: _("In force"),
    State.ENDED: _("No longer in force"),
    State.DISCARDED: _("Discarded"),
    State.TAKEN_BACK: _("Taken back before its day"),
}
SIGNS: Mapping[State, str] = {
    State.DRAFT: "draft",
    State.PROPOSED: "sent",
    State.COMING: "forecast",
    State.IN_FORCE: "confirmed",
    State.ENDED: "superseded",
    State.DISCARDED: "cancelled",
    State.TAKEN_BACK: "cancelled",
}
"""The sign of `templates/macros/marks.html` for each state."""


def state_of(wording: NoticeWording, in_force: Collection[int], today: date) -> State:
    """The state on a day; `in_force` are the ids of those in force then."""
    if wording.discarded_at is not None:
        return State.DISCARDED
    if wording.taken_back_at is not None:
        return State.TAKEN_BACK
    if wording.in_force_from is None:
        return State.DRAFT if wording.proposed_at is None else State.PROPOSED
    if wording.in_force_from > today:
        return State.COMING
    return State.IN_FORCE if wording.id in in_force else State.ENDED
