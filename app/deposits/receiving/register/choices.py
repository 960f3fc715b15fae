"""The years and months that a register can be asked for, and what a period is called."""

from datetime import date

from app.deposits.receiving.register.period import Period
from app.infra.i18n import format_month, gettext, month_name

YEARS_BACK = 10
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
