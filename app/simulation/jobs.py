"""Runs what waits to be simulated; killed at any moment, a run is begun again and ends once."""

from collections.abc import Iterator

import structlog

from app.domain.errors import Conflict, DomainError
from app.domain.publication import ReleaseFacts
from app.domain.simulation import Simulation
from app.infra import clock
from app.infra.db import session, transaction
from app.infra.storage import StoredFile, storage
from app.simulation import services
from app.simulation.lists.reading import Names, facts_in
from app.simulation.queries import CHUNK, registered_facts
from app.simulation.results import Result, result_of, to_json

log = structlog.get_logger()
SIMULATIONS = "simulations"
REPORT_EVERY = 5000
"""After so many releases the page of the run is told how far it is."""


def run_waiting_simulations() -> int:
    """Run everything that waits, the oldest first, and return how many runs came to an end."""
    ended = 0
    while True:
        with transaction():
            run = services.take_waiting(at=clock.now())
        if run is None:
            return ended
        if not _work(run):
            return ended
        ended += 1


def _work(run: services.Taken) -> bool:
    """Do one run; False where it has to be tried again, which the next look does."""
    try:
        result = _simulate(run)
        with transaction():
            services.finish(
                run_id=run.id,
                lease=run.lease,
                result=to_json(result),
                done=result.laws[0].releases,
                at=clock.now(),
            )
    except Conflict:
        # Somebody else works on it: it seemed dead.
        return False
    except DomainError as error:
        _give_back(run, error.code, final=True)
    except Exception as error:
        # Whatever it was, others must not wait for it; the run says so and is tried again.
        log.exception("simulation failed", run=run.id)
        _give_back(run, type(error).__name__, final=False)
        return False
    return True


def _give_back(run: services.Taken, error: str, *, final: bool) -> None:
    with transaction():
        services.give_back(run_id=run.id, lease=run.lease, error=error, final=final, at=clock.now())


def _simulate(run: services.Taken) -> Result:
    rule_sets = [law.read() for law in run.setup.laws]
    simulations = [Simulation(rule_set, run.setup.thickness) for rule_set in rule_sets]
    names = Names()
    done = told = 0
    for releases in _source(run, names):
        for simulation in simulations:
            simulation.add(releases)
        done += len(releases)
        if done - told >= REPORT_EVERY:
            told = done
            with transaction():
                services.carry_on(run_id=run.id, lease=run.lease, done=done, at=clock.now())
    return result_of([simulation.totals() for simulation in simulations], rule_sets, names.by_number())


def _source(run: services.Taken, names: Names) -> Iterator[list[ReleaseFacts]]:
    if run.file_id is not None:
        file = session().get_one(StoredFile, run.file_id)
        yield from _chunks(facts_in(storage().get(file.sha256), names))
    elif run.period is not None:
        yield from registered_facts(run.region, run.period.first, run.period.last)


def _chunks(facts: Iterator[ReleaseFacts]) -> Iterator[list[ReleaseFacts]]:
    chunk: list[ReleaseFacts] = []
    for each in facts:
        chunk.append(each)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
