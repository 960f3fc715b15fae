"""How a run stands: derived from what happened to it."""

from datetime import datetime
from enum import StrEnum

from app.simulation.models import SimulationRun


class RunState(StrEnum):
    """What a reader of the list wants to know of a run."""

    WAITING = "waiting"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


def state_of(run: SimulationRun, *, at: datetime) -> RunState:
    """Return how a run stands at a moment; one whose worker has gone silent waits."""
    if run.finished_at is not None:
        return RunState.FINISHED
    if run.failed_at is not None:
        return RunState.FAILED
    held = run.lease_until is not None and run.lease_until >= at
    return RunState.RUNNING if held else RunState.WAITING
