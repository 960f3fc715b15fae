"""What the `holidays` package knows of a country's days, as rows of the stored calendar."""

import re
from collections.abc import Iterator
from importlib.metadata import version

import holidays

from app.domain.calendar import DayKind
from app.domain.errors import DomainError
from app.law.calendars.days import SEEDED, StoredDay

LANGUAGES = {"UZ": "uz"}
SOURCE = SEEDED + version("holidays")
ESTIMATED = re.compile(r" \((?:estimated|taxminiy)\)|, (?:estimated|taxminiy)(?=\))")
MOVED = re.compile(r"dam olish kuni|koʻchirilgan|day off|observed|substituted", re.IGNORECASE)
"""How `holidays` calls days that are free by decree or moved from a weekend, in Uzbek and in English."""


def known_days(jurisdiction: str, first_year: int, last_year: int) -> Iterator[StoredDay]:
    """Holidays, days off and worked weekend days of whole years, in no order.

    Raises:
        DomainError: `calendar.unknown_country`, the package knows no such country.
    """
    try:
        known = holidays.country_holidays(
            jurisdiction, years=range(first_year, last_year + 1), language=LANGUAGES.get(jurisdiction)
        )
    except NotImplementedError as error:
        raise DomainError("calendar.unknown_country", jurisdiction=jurisdiction) from error
    for on, name in known.items():
        if first_year <= on.year <= last_year:
            kind = DayKind.DAY_OFF if MOVED.search(name) else DayKind.HOLIDAY
            yield StoredDay(on, kind, plain_name(name), plain_name(name) != name, SOURCE)
    for on in known.weekend_workdays:
        if first_year <= on.year <= last_year:
            yield StoredDay(on, DayKind.WORKING_DAY, "", False, SOURCE)


def plain_name(name: str) -> str:
    """The name without the package's mark of an estimated day."""
    return ESTIMATED.sub("", name)
