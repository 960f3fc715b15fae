"""How a burden is spread over those who bear it."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_STEPS = (1, 2, 5)
_MOST_BINS = 12
SHARES = (10, 25, 50, 75, 90)


@dataclass(frozen=True, slots=True)
class Bin:
    """How many lie from `low` up to but not including `high`."""

    low: int
    high: int
    number: int


@dataclass(frozen=True, slots=True)
class Distribution:
    """So many bearers, what they bear together, the most that one bears, and how that is spread.

    `quantiles` pairs a share in per cent with the least amount that so many bear at most. `bins` leave
    nobody out; a distribution of nobody has none.
    """

    number: int
    total: int
    most: int
    quantiles: tuple[tuple[int, int], ...]
    bins: tuple[Bin, ...]


def distribution(amounts: Iterable[int], alongside: Iterable[int] = ()) -> Distribution:
    """Return how amounts, none of them negative, are spread.

    The bins are those in which the amounts `alongside` have a place too, so that both can be shown together.
    """
    ranked = sorted(amounts)
    if not ranked:
        return Distribution(0, 0, 0, (), ())
    quantiles = tuple((share, ranked[_place(share, len(ranked))]) for share in SHARES)
    bins = _bins(ranked, _ladder([*ranked, *alongside]))
    return Distribution(len(ranked), sum(ranked), ranked[-1], quantiles, bins)


def _place(share: int, number: int) -> int:
    """The nearest rank, from 0."""
    return max(0, -(-share * number // 100) - 1)


def _bins(ranked: Sequence[int], ladder: Sequence[int]) -> tuple[Bin, ...]:
    """One bin for each step of the ladder."""
    numbers = [0] * (len(ladder) - 1)
    for amount in ranked:
        numbers[bisect_right(ladder, amount) - 1] += 1
    return tuple(
        Bin(low, high, number) for (low, high), number in zip(pairwise(ladder), numbers, strict=True)
    )


def _ladder(amounts: Sequence[int]) -> list[int]:
    """Round steps around all amounts: 1, 2, 5, 10 …, or only tens where those would be too many.

    Zero has a step of its own.
    """
    positive = [amount for amount in amounts if amount]
    zero = [0] if len(positive) < len(amounts) else []
    if not positive:
        return [*zero, 1]
    steps = _steps(min(positive), max(positive), _STEPS)
    if len(steps) > _MOST_BINS:
        steps = _steps(min(positive), max(positive), (1,))
    return [0, 1, *steps] if zero and steps[0] > 1 else [*zero, *steps]


def _steps(least: int, most: int, steps: Sequence[int]) -> list[int]:
    """The steps from the last at most `least` to the first above `most`."""
    ladder = [step * 10**power for power in range(len(str(most)) + 1) for step in steps]
    return ladder[bisect_right(ladder, least) - 1 : bisect_right(ladder, most) + 1]
