"""How a run stands: derived from what happened to it."""

from datetime import datetime, timedelta
from enum import StrEnum

from app.simulation.models import SimulationRun
from app.simulation.services import LEASE

SILENT = timedelta(minutes=1)
"""After so long without a sign of life a reader should know that the worker may be gone."""


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


def silent_since(run: SimulationRun, *, at: datetime) -> datetime | None:
    """Return the last sign of life of a worker that may be gone; None where none is missed.

    When its lease is over the run is taken up again.
    """
    ended = run.finished_at is not None or run.failed_at is not None
    if ended or run.lease_until is None:
        return None
    last_sign = run.lease_until - LEASE
    return last_sign if at - last_sign >= SILENT else None
