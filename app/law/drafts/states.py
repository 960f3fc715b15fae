"""The states of a rule set's life, which follow from moments and days and are never stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from flask_babel import LazyString

from app.infra.i18n import lazy_gettext as _


class State(StrEnum):
    """How far a rule set has come."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    COMING = "coming"
    """Adopted; its first day has not come."""
    IN_FORCE = "in_force"
    ENDED = "ended"
    """Superseded by another, or its last day is over."""
    REPEALED = "repealed"
    NEVER = "never"
    """Repealed before its first day."""
    DISCARDED = "discarded"


NAMES: Mapping[State, LazyString] = {
    State.DRAFT: _("Draft"),
    State.PROPOSED: _("Proposed"),
    State.COMING: _("Adopted, not yet in force"),
    State.IN_FORCE: _("In force"),
    State.ENDED: _("No longer in force"),
    State.REPEALED: _("Repealed"),
    State.NEVER: _("Never came into force"),
    State.DISCARDED: _("Discarded"),
}
SIGNS: Mapping[State, str] = {
    State.DRAFT: "draft",
    State.PROPOSED: "sent",
    State.COMING: "forecast",
    State.IN_FORCE: "confirmed",
    State.ENDED: "superseded",
    State.REPEALED: "cancelled",
    State.NEVER: "cancelled",
    State.DISCARDED: "cancelled",
}
"""The sign of `templates/macros/marks.html` for each state."""


@dataclass(frozen=True, slots=True)
class Moments:
    """What the state follows from; a draft has no days of effect, an adopted set no discarding."""

    proposed_at: datetime | None = None
    discarded_at: datetime | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    repealed_at: datetime | None = None


def state_before_adoption(proposed_at: datetime | None, discarded_at: datetime | None) -> State:
    """The state of what has no days of effect yet, which no day changes."""
    if discarded_at is not None:
        return State.DISCARDED
    return State.DRAFT if proposed_at is None else State.PROPOSED


def state_of(moments: Moments, today: date) -> State:
    """The state on a day."""
    if moments.effective_from is None:
        return state_before_adoption(moments.proposed_at, moments.discarded_at)
    if moments.effective_to is not None and moments.effective_to < moments.effective_from:
        return State.NEVER
    if moments.effective_to is not None and moments.effective_to < today:
        return State.ENDED if moments.repealed_at is None else State.REPEALED
    return State.COMING if today < moments.effective_from else State.IN_FORCE
