"""When all that is missing of an obligation is on its way or lies with the library, so that nobody asks."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, false, or_

from app.deposits.obligations.models import Obligation
from app.deposits.obligations.transit import in_transit

_others: list[Callable[[], ColumnElement[bool]]] = []


def cover_where(condition: Callable[[], ColumnElement[bool]]) -> None:
    """Let `condition` say that an obligation awaits the library itself; from `app/wiring.py`, because files
    lie beside this slice."""
    if condition not in _others:
        _others.append(condition)


def is_covered() -> ColumnElement[bool]:
    """The condition that nothing is left to ask the depositor for."""
    on_its_way = Obligation.received + in_transit() >= Obligation.copies
    return or_(on_its_way, awaits_library())


def awaits_library() -> ColumnElement[bool]:
    """The condition that the library itself has to answer: a file lies with it."""
    return or_(false(), *(condition() for condition in _others))
