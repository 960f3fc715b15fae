"""What the rows of a list have in common, worked out once for a page instead of once for a row.

A page of fifty rows asks for the same address with another number, and for the same sign, hundreds of times;
each `url_for` and each macro costs more than a row of the database.
"""

from collections.abc import Callable, Hashable
from typing import Any

from flask import Flask, url_for
from markupsafe import Markup

PLACE = 9_007_199_254_740_993
"""Stands in an address where a number will be; no row has it."""


def init_rows(app: Flask) -> None:
    """Give every template `remembered` and `numbered`."""
    app.jinja_env.globals.update(remembered=remembered, numbered=numbered)


def remembered(make: Callable[..., Markup]) -> Callable[..., Markup]:
    """Return a macro that is run once for each set of arguments; what it gives must follow from them alone.

    It remembers as long as the template keeps it: set it in a block, and it lasts for one answer, and so for
    one language.
    """
    made: dict[Hashable, Markup] = {}

    def recall(*args: Hashable, **named: Hashable) -> Markup:
        key = (args, *named.items()) if named else args
        found = made.get(key)
        if found is None:
            found = made[key] = make(*args, **named)
        return found

    return recall


def numbered(endpoint: str, name: str) -> Callable[[int], str]:
    """Return the addresses of an endpoint that differ by the number `name` alone, as a function of it."""
    values: dict[str, Any] = {name: PLACE}
    before, after = url_for(endpoint, **values).split(str(PLACE))
    return lambda number: f"{before}{number}{after}"
