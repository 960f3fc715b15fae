"""Scanners in as many processes as the web server starts, each a thread of its process.

In one process all the threads would share one core.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, fields
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier as SharedBarrier
from threading import Barrier
from time import perf_counter
from typing import cast

from sqlalchemy import Engine, create_engine

from app.factory import create_app
from app.infra.db import db, prepare
from benchmarks.stand import Stand

PROCESSES = os.cpu_count() or 1

ScanOne = Callable[[int, str], bool]
"""Scan a label into an arrival; whether it counted."""
Side = Callable[[Stand], ScanOne]
"""A way to scan, made once in each process."""
Hand = tuple[int, Sequence[str]]
"""An arrival, and the labels to be scanned in it."""
Scanned = tuple[int, list[float]]
"""How many labels of a hand counted, and the milliseconds that each took."""


@dataclass(slots=True)
class _Here:
    """What a process of the crew works with."""

    stand: Stand
    start: SharedBarrier
    made: dict[Side, ScanOne]


_here: list[_Here] = []


@dataclass(frozen=True, slots=True)
class Crew:
    """The processes; `scan` lets every hand scan at once."""

    pool: ProcessPoolExecutor
    start: SharedBarrier

    def scan(self, side: Side, hands: Sequence[Hand], seconds: float | None) -> tuple[float, list[Scanned]]:
        """Return the seconds it took, and what came of each hand, in their order.

        Neighbours, who hold the same labels, are in different processes.
        """
        shares = [list(hands[place::PROCESSES]) for place in range(PROCESSES)]
        running = [self.pool.submit(_scan_all, side, share, seconds) for share in shares]
        self.start.wait()
        began = perf_counter()
        done = [future.result() for future in running]
        took = perf_counter() - began
        return took, [done[place % PROCESSES][place // PROCESSES] for place in range(len(hands))]


@contextmanager
def crew(stand: Stand, scanners: int) -> Iterator[Crew]:
    """Start the processes on a stand, and end them."""
    context = get_context("spawn")
    start = context.Barrier(PROCESSES + 1)
    facts = {
        each.name: getattr(stand, each.name) for each in fields(Stand) if each.init and each.name != "app"
    }
    settings = stand.app.config["NUSXA"]
    with ProcessPoolExecutor(PROCESSES, context, _begin, (settings, facts, start, scanners)) as pool:
        yield Crew(pool, start)


def _begin(settings: object, facts: dict[str, object], start: SharedBarrier, scanners: int) -> None:
    app = create_app(settings)  # type: ignore[arg-type]  # those of the stand
    with app.app_context():
        # A pool keeps no more than five connections open otherwise.
        engines, usual = cast("dict[str | None, Engine]", db.engines), db.engine
        engines[None] = create_engine(usual.url, pool_size=scanners)
        prepare(engines[None])
    _here.append(_Here(Stand(app, **facts), start, {}))  # type: ignore[arg-type]  # by their names


def _scan_all(side: Side, hands: Sequence[Hand], seconds: float | None) -> list[Scanned]:
    """Let the hands of this process scan. No process takes two shares, for each waits for all the others."""
    [here] = _here
    if side not in here.made:
        here.made[side] = side(here.stand)
    scan_one = here.made[side]
    ready = Barrier(len(hands) + 1)

    def work(hand: Hand) -> Scanned:
        arrival, labels = hand
        ready.wait()
        counted, waits = 0, []
        first = began = perf_counter()
        for label in labels:
            if seconds is not None and began - first > seconds:
                break
            counted += scan_one(arrival, label)
            ended = perf_counter()
            waits.append((ended - began) * 1000)
            began = ended
        return counted, waits

    with ThreadPoolExecutor(len(hands)) as pool:
        running = [pool.submit(work, hand) for hand in hands]
        here.start.wait()
        ready.wait()
        return [future.result() for future in running]
