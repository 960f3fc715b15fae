"""Days on which something happened."""

import re
from calendar import monthrange
from datetime import date

from app.domain.errors import DomainError
from app.exchange.values.reader import Answers, Reader, Surroundings
from app.infra.sheet_days import counted_days

NOT_COME = "exchange.day_not_come"
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_DOTTED_DAY = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})(?:\s*(?:y|г|й)\.?)?")


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
    """What is said of a bare number that a spreadsheet may have made of a day."""
    days = counted_days(written)
    if days is None:
        return None
    return DomainError("exchange.day_counted", written=written[:60], since_1900=days[0], since_1904=days[1])


def _existing(written: str, year: int, month: int, day: int) -> date:
    if not (year >= 1 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        raise DomainError("exchange.not_a_day", written=written[:60])
    return date(year, month, day)
