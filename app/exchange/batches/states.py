"""How a batch stands; it follows from its moments and is never stored."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from flask_babel import LazyString

from app.exchange.batches.models import ImportBatch, Outcome
from app.infra.i18n import lazy_gettext as _


class State(StrEnum):
    """What is being done with a file, or was."""

    LOOKED_AT = "looked_at"
    """The worker reads it, or will."""
    READY = "ready"
    """What it holds is known; a person decides."""
    TAKEN = "taken"
    """The worker registers what it holds, or will."""
    FINISHED = "finished"
    FAILED = "failed"
    DISCARDED = "discarded"
    UNDONE = "undone"


NAMES: Mapping[State, LazyString] = {
    State.LOOKED_AT: _("Being read"),
    State.READY: _("Ready to register"),
    State.TAKEN: _("Being registered"),
    State.FINISHED: _("Registered"),
    State.FAILED: _("Not read"),
    State.DISCARDED: _("Put aside"),
    State.UNDONE: _("Taken back"),
}
OUTCOMES: Mapping[Outcome, LazyString] = {
    Outcome.REGISTERED: _("Registered"),
    Outcome.KNOWN: _("Sent before, nothing added"),
    Outcome.AMENDED: _("Amended"),
    Outcome.WITHDRAWN: _("Withdrawn"),
}
"""What became of a record."""
SIGNS: Mapping[State, str] = {
    State.LOOKED_AT: "running",
    State.READY: "due_soon",
    State.TAKEN: "running",
    State.FINISHED: "finished",
    State.FAILED: "late",
    State.DISCARDED: "cancelled",
    State.UNDONE: "withdrawn",
}
"""The sign of `templates/macros/marks.html` for each state."""


def state_of(batch: ImportBatch) -> State:
    """Return how a batch stands."""
    moments = (
        (batch.undone_at, State.UNDONE),
        (batch.discarded_at, State.DISCARDED),
        (batch.failed_at, State.FAILED),
        (batch.finished_at, State.FINISHED),
        (batch.accepted_at, State.TAKEN),
        (batch.checked_at, State.READY),
    )
    return next((state for moment, state in moments if moment is not None), State.LOOKED_AT)


def silent_since(batch: ImportBatch, *, at: datetime) -> datetime | None:
    """Return since when a worker that held the batch has given no sign; None while all is well."""
    return batch.lease_until if batch.lease_until is not None and batch.lease_until < at else None
