"""The years and months that a register can be asked for, how an address names them, and what a period is
called."""

from collections.abc import Callable
from datetime import date
from functools import partial

from app.deposits.receiving.register.period import WHOLE_YEAR, Period
from app.infra.i18n import format_month, gettext, month_name
from app.web.filters import number

YEARS_BACK, EARLIEST = 10, 1990
WHOLE = "whole"


def years(today: date, chosen: int) -> list[tuple[int, str]]:
    """This year, those before it, and the one that was chosen."""
    offered = {*range(today.year - YEARS_BACK, today.year + 1), chosen}
    return [(year, str(year)) for year in sorted(offered, reverse=True)]


def months() -> list[tuple[str, str]]:
    """The whole year and its months."""
    named = [(str(month), month_name(month)) for month in range(1, 13)]
    return [(WHOLE, gettext("the whole year")), *named]


def name_of(period: Period) -> str:
    """`2026`, `November 2026`."""
    return str(period.year) if period.month is None else format_month(date(period.year, period.month, 1))


def year_until(latest: int) -> Callable[[str], int]:
    """Return a reader of a year of which there may be a register. It raises `ValueError`."""
    return partial(_between, EARLIEST, latest)


def month_or_whole(text: str) -> int:
    """Read a month, 1 to 12, or the word for the whole year as `WHOLE_YEAR`. Raises `ValueError`."""
    return WHOLE_YEAR if text == WHOLE else _between(1, 12, text)


def _between(least: int, most: int, text: str) -> int:
    if not least <= number(text) <= most:
        raise ValueError(text)
    return number(text)
