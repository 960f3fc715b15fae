"""What closures did to due dates, which a slice above knows."""

from collections.abc import Callable, Mapping, Sequence

from app.organisations.libraries.models import LibraryClosure
from app.organisations.models import Organisation

Count = Callable[[Organisation, Sequence[LibraryClosure]], Mapping[int, int]]
UnderWay = Callable[[Organisation], bool]
_counts: list[Count] = []
_under_way: list[UnderWay] = []


def count_moved_with(count: Count, under_way: UnderWay) -> None:
    """Let a slice above count the dates that closures moved, and say whether it is moving them still; given
    by `app/wiring.py`."""
    _counts[:], _under_way[:] = [count], [under_way]


def dates_moved(library: Organisation, closures: Sequence[LibraryClosure]) -> Mapping[int, int]:
    """How many due dates stand where each of these closures of a library moved them, by its key; those that
    moved none are left out."""
    return next((count(library, closures) for count in _counts), {})


def dates_being_moved(library: Organisation) -> bool:
    """Whether what closures of a library do to due dates is still being worked out."""
    return any(under_way(library) for under_way in _under_way)
