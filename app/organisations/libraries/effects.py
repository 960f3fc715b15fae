"""What closures did to due dates, which a slice above knows."""

from collections.abc import Callable, Mapping, Sequence

from app.organisations.libraries.models import LibraryClosure
from app.organisations.models import Organisation

Count = Callable[[Organisation, Sequence[LibraryClosure]], Mapping[int, int]]
_counts: list[Count] = []


def count_moved_with(count: Count) -> None:
    """Let a slice above count the dates that closures moved; given by `app/wiring.py`."""
    _counts[:] = [count]


def dates_moved(library: Organisation, closures: Sequence[LibraryClosure]) -> Mapping[int, int]:
    """How many due dates stand where each of these closures of a library moved them, by its key; those that
    moved none are left out."""
    return next((count(library, closures) for count in _counts), {})
