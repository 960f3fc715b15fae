"""How a batch stands; it follows from its moments and is never stored."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import LazyString

from app.compliance.batches.models import NoticeBatch, Outcome
from app.infra.i18n import lazy_gettext as _


class State(StrEnum):
    """What is being done with a batch, or was."""

    PREPARED = "prepared"
    """Its list is made; nothing is issued before a person says so."""
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    """What it has issued stands; the rest never will be issued by it."""
    FINISHED = "finished"


class Verb(StrEnum):
    """What a person may do with a batch."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    RETRY = "retry"
    """Lets those that failed wait once more."""


ALLOWED: Mapping[State, frozenset[Verb]] = {
    State.PREPARED: frozenset({Verb.START, Verb.STOP}),
    State.RUNNING: frozenset({Verb.PAUSE, Verb.STOP}),
    State.PAUSED: frozenset({Verb.RESUME, Verb.STOP}),
    State.STOPPED: frozenset(),
    State.FINISHED: frozenset({Verb.RETRY}),
}

NAMES: Mapping[State, LazyString] = {
    State.PREPARED: _("Prepared, nothing issued yet"),
    State.RUNNING: _("Being issued"),
    State.PAUSED: _("Paused"),
    State.STOPPED: _("Stopped"),
    State.FINISHED: _("Issued"),
}
NOTHING_ISSUED = _("Nothing was issued")
SIGNS: Mapping[State, str] = {
    State.PREPARED: "due_soon",
    State.RUNNING: "running",
    State.PAUSED: "due_soon",
    State.STOPPED: "cancelled",
    State.FINISHED: "finished",
}
"""The sign of `templates/macros/marks.html` for each state."""

OUTCOMES: Mapping[Outcome, LazyString] = {
    Outcome.WAITING: _("Waiting"),
    Outcome.ISSUED: _("Notice issued"),
    Outcome.NOTHING_LEFT: _("Nothing left to notice"),
    Outcome.FAILED: _("Not issued"),
}
OUTCOME_SIGNS: Mapping[Outcome, str] = {
    Outcome.WAITING: "due_soon",
    Outcome.ISSUED: "finished",
    Outcome.NOTHING_LEFT: "cancelled",
    Outcome.FAILED: "late",
}


def name_of(state: State, counts: Mapping[Outcome, int]) -> LazyString:
    """What a batch is called that stands so: one that has ended without a notice issued nothing."""
    if state is State.FINISHED and not counts[Outcome.ISSUED]:
        return NOTHING_ISSUED
    return NAMES[state]


def state_of(batch: NoticeBatch) -> State:
    """Return how a batch stands."""
    moments = (
        (batch.stopped_at, State.STOPPED),
        (batch.finished_at, State.FINISHED),
        (batch.paused_at, State.PAUSED),
        (batch.started_at, State.RUNNING),
    )
    return next((state for moment, state in moments if moment is not None), State.PREPARED)
