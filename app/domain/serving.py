"""From which day the clocks of a notice run when it was served more than once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Clocks:
    """The last days on which a depositor may put things right and object; None where the day is not known."""

    cure_on: date | None
    object_by: date | None


def deciding_day(served_on: Iterable[date]) -> date | None:
    """Return the day of the first proven service beside that in the account; None where there is none.

    A notice that was served twice does not begin anew with each copy that arrives.
    """
    return min(served_on, default=None)


def effective_clocks(paper: Clocks, later: Clocks) -> Clocks:
    """Return the clocks that hold: the paper's, or those of a later service where they end later.

    A later service never shortens what the paper promises; an unknown day stays what the paper says.
    """
    return Clocks(_later(paper.cure_on, later.cure_on), _later(paper.object_by, later.object_by))


def _later(paper: date | None, other: date | None) -> date | None:
    return paper if paper is None or other is None else max(paper, other)
