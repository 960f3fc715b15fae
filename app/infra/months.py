"""How a day of the year and a month are called, by locale (`uz_Latn`, `uz_Cyrl`, `ru`, `en_GB`).

Babel takes long over each, and a page names the same few again and again.
"""

from datetime import date
from functools import lru_cache

from babel.dates import format_date

from app.domain.script import to_cyrillic


@lru_cache(maxsize=4 * 366)
def day_in(locale: str, month: int, day: int) -> str:
    """`22-noyabr`, `22 ноябрь`, `22 ноября`, `22 November`."""
    return _named(locale, date(2000, month, day), "d-MMMM" if locale.startswith("uz") else "d MMMM")


@lru_cache(maxsize=4 * 12)
def month_in(locale: str, month: int) -> str:
    """`noyabr`, `ноябрь`, `ноябрь`, `November`: standing alone, which CLDR writes with a capital in Uzbek."""
    return _named(locale, date(2000, month, 1), "MMMM" if locale.startswith("uz") else "LLLL")


def _named(locale: str, day: date, pattern: str) -> str:
    """The Cyrillic names of CLDR lack the soft sign that the spelling of Uzbek asks for."""
    if locale == "uz_Cyrl":
        return to_cyrillic(format_date(day, pattern, "uz_Latn"))
    return format_date(day, pattern, locale)
