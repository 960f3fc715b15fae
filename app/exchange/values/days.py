"""Days on which something happened."""

import re
from calendar import monthrange
from datetime import date, timedelta

from app.domain.errors import DomainError
from app.exchange.values.reader import Answers, Reader, Surroundings

NOT_COME = "exchange.day_not_come"
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_DOTTED_DAY = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})(?:\s*(?:y|г|й)\.?)?")
_COUNTED_DAY = re.compile(r"(\d{5})(?:[.,]\d+)?")
_LIKELY = range(20_000, 80_000)
"""From 1954 to 2119, in either way of counting."""
_BEFORE_1900, _FIRST_OF_1904 = date(1899, 12, 30), date(1904, 1, 1)
"""Where spreadsheets begin to count; in the first, 1900 is taken for a leap year."""


def day(event: str) -> Reader:
    """Return a reader of the day on which something happened to the release."""

    def read(written: str, around: Surroundings) -> Answers:
        happened = day_of(written)
        if happened > around.today:
            raise DomainError(NOT_COME, day=happened)
        return {"events": {event: happened}}

    return read


def day_of(written: str) -> date:
    """Return a day, written as 2026-11-23 or 23.11.2026.

    Raises:
        DomainError: `exchange.not_a_day`, `exchange.ambiguous_day`, `exchange.day_counted`.
    """
    if found := _ISO_DAY.fullmatch(written):
        return _existing(written, int(found[1]), int(found[2]), int(found[3]))
    found = _DOTTED_DAY.fullmatch(written)
    if found is None:
        raise _counted(written) or DomainError("exchange.not_a_day", written=written[:60])
    first, second = int(found[1]), int(found[3])
    if found[2] == "/" and first <= 12 and second <= 12 and first != second:
        raise DomainError("exchange.ambiguous_day", written=written[:60])
    return _existing(written, int(found[4]), second, first)


def _counted(written: str) -> DomainError | None:
    """What a bare number says that a spreadsheet may have made of a day: which of two days is not guessed."""
    found = _COUNTED_DAY.fullmatch(written)
    if found is None or int(found[1]) not in _LIKELY:
        return None
    days = timedelta(days=int(found[1]))
    since_1900, since_1904 = _BEFORE_1900 + days, _FIRST_OF_1904 + days
    return DomainError(
        "exchange.day_counted", written=written[:60], since_1900=since_1900, since_1904=since_1904
    )


def _existing(written: str, year: int, month: int, day: int) -> date:
    if not (year >= 1 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        raise DomainError("exchange.not_a_day", written=written[:60])
    return date(year, month, day)
