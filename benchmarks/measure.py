"""Times the product and its floor in alternation, so that a noisy minute hits both."""

import gc
import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Effort:
    """How many rounds are timed after how many of warm-up, and by how much each round's repeats are cut."""

    rounds: int = 7
    share: float = 1.0
    warm_up: int = 1

    def repeat(self, usual: int) -> int:
        """Return how often a round repeats work that it usually repeats so often."""
        return max(1, round(usual * self.share))


FULL = Effort()
SMOKE = Effort(rounds=1, share=0.0, warm_up=0)
"""Every path once: for the tests, where only the results count."""


@dataclass(frozen=True, slots=True)
class Goal:
    """The product may take `ratio` times its floor and `extra` milliseconds."""

    ratio: float = 1.0
    extra: float = 0.0

    def __str__(self) -> str:
        if not self.ratio:
            return f"≤ {self.extra:g} ms"
        times = f"{self.ratio:g} × floor"
        return f"≤ {times} + {self.extra:g} ms" if self.extra else f"≤ {times}"


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds of one path: median and extremes over the rounds."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, rounds: Sequence[float]) -> "Spread":
        """Return the spread of so many rounds."""
        return cls(statistics.median(rounds), min(rounds), max(rounds))


def p95(times: Sequence[float]) -> float:
    """Return the time that 95 of 100 do not exceed."""
    return sorted(times)[math.ceil(len(times) * 0.95) - 1]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. Without a floor the figure stands alone; `tier` is the size of the data set."""

    case: str
    path: str
    product: Spread
    floor_path: str = ""
    floor: Spread | None = None
    ratio: float | None = None
    over: float | None = None
    """Milliseconds above the floor."""
    goal: Goal | None = None
    met: bool | None = None
    database: str = ""
    tier: int | None = None
    notes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds of both paths, round by round."""

    product: Sequence[float]
    floor: Sequence[float]

    def row(self, case: str, path: str, floor_path: str, goal: Goal | None = None, **more: Any) -> Row:
        """Return the line; ratio, excess and goal are judged within each round, then the median is taken."""
        pairs = list(zip(self.product, self.floor, strict=True))
        met = None
        if goal is not None:
            met = statistics.median(mine - goal.ratio * bare for mine, bare in pairs) <= goal.extra
        return Row(
            case=case,
            path=path,
            product=Spread.of(self.product),
            floor_path=floor_path,
            floor=Spread.of(self.floor),
            ratio=statistics.median(mine / bare for mine, bare in pairs),
            over=statistics.median(mine - bare for mine, bare in pairs),
            goal=goal,
            met=met,
            **more,
        )


def alternate(
    product: Work, floor: Work, *, effort: Effort, repeat: int = 1, before: Work | None = None
) -> Timed:
    """Time product, floor, product … after the warm-up of each; `before` precedes each turn."""
    times = effort.repeat(repeat)
    sides = (product, floor)
    for work in sides * effort.warm_up:
        _turn(work, 1, before)
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(effort.rounds):
        for work, spent in zip(sides, taken, strict=True):
            spent.append(_turn(work, times, before))
    return Timed(*taken)


def alone(work: Work, *, effort: Effort, repeat: int = 1, before: Work | None = None) -> Spread:
    """Time a path that has no floor."""
    times = effort.repeat(repeat)
    for _ in range(effort.warm_up):
        _turn(work, 1, before)
    return Spread.of([_turn(work, times, before) for _ in range(effort.rounds)])


def _turn(work: Work, times: int, before: Work | None) -> float:
    """Return the milliseconds of one call."""
    if before is not None:
        before()
    gc.collect()
    started = perf_counter()
    for _ in range(times):
        work()
    return (perf_counter() - started) * 1000 / times
