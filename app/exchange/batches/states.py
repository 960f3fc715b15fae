"""How a batch stands; it follows from its moments and is never stored."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from flask_babel import LazyString

from app.exchange.batches.looked import looked_at
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
CHANGES: Mapping[State, LazyString] = {
    State.READY: _("Ready to be accepted"),
    State.TAKEN: _("Being dealt with"),
}
"""The same where a file does not only register."""
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


NOTHING_TO_TAKE = _("Nothing of it can be registered")


def shown(batch: ImportBatch) -> tuple[LazyString, str]:
    """Return what a batch is called as it stands, and its sign: the same in the list and on its page."""
    state = state_of(batch)
    if state is State.READY and not to_take(batch):
        all_known = batch.accepted and not not_taken(batch)
        return (_("All of it was sent before"), "finished") if all_known else (NOTHING_TO_TAKE, "late")
    if state is State.FINISHED and not batch.registered:
        return _without_registration(batch)
    looked = looked_at(batch)
    if looked and looked.amended + looked.withdrawn and state in CHANGES:
        return CHANGES[state], SIGNS[state]
    return NAMES[state], SIGNS[state]


def _without_registration(batch: ImportBatch) -> tuple[LazyString, str]:
    """What a batch is called that has come to its end and registered nothing."""
    sign = SIGNS[State.FINISHED]
    if batch.amended and batch.withdrawn:
        return _("Amended and withdrawn"), sign
    if batch.amended or batch.withdrawn:
        return OUTCOMES[Outcome.AMENDED if batch.amended else Outcome.WITHDRAWN], sign
    if batch.known and not not_taken(batch):
        return OUTCOMES[Outcome.KNOWN], sign
    return _("Nothing was registered"), "late"


def to_take(batch: ImportBatch) -> int:
    """Return how many records of a batch that is ready are registered or do something if it is accepted."""
    looked = looked_at(batch)
    return batch.accepted - (looked.known + looked.declined if looked else 0)


def not_taken(batch: ImportBatch) -> int:
    """Return how many records the file or the register refuses, or has refused."""
    looked = looked_at(batch) if batch.accepted_at is None else None
    return batch.refused + batch.declined + (looked.declined if looked else 0)


def with_warnings(batch: ImportBatch) -> int:
    """Return how many records have a warning that the page shows, of the file or of the register."""
    looked = looked_at(batch) if batch.accepted_at is None else None
    return batch.with_warnings + (looked.warned if looked else 0)


def has_titles(batch: ImportBatch) -> bool:
    """Whether there are titles that the batch has registered, changed, withdrawn or found known."""
    return batch.registered + batch.known + batch.amended + batch.withdrawn > 0


def registered_still(batch: ImportBatch) -> int:
    """Return how many registrations of a batch it has not taken back itself."""
    return 0 if batch.undone_at is not None else batch.registered


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


def headings_of(batch: ImportBatch) -> list[str]:
    """Return the headings that were found in a table; none where it is no table or was not read."""
    found = (batch.head or {}).get("headings")
    return [str(heading) for heading in found] if isinstance(found, list) else []


def mapping_of(batch: ImportBatch) -> dict[str, str]:
    """Return which column of ours each heading was found to mean."""
    found = (batch.head or {}).get("mapping")
    return {str(name): str(column) for name, column in found.items()} if isinstance(found, dict) else {}
