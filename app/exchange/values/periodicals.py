"""What only a periodical says: on which days it comes out, and when its first issue did."""

import re

from app.exchange.values.codes import codes_of
from app.exchange.values.days import day_of
from app.exchange.values.numbers import whole_number
from app.exchange.values.reader import Answers, Surroundings

_BETWEEN_DAYS = re.compile(r"[;,|\s]+")


def first_day(written: str, _around: Surroundings) -> Answers:
    """Read the day of the first issue, which may be still to come."""
    return {"first_on": day_of(written)}


def weekdays(written: str, _around: Surroundings) -> Answers:
    """Read days of the week, by name or as 1 for Monday to 7, with ; or , between them."""
    return {"weekdays": frozenset(int(code) - 1 for code in codes_of("weekday", written))}


def month_days(written: str, _around: Surroundings) -> Answers:
    """Read days of the month."""
    days = (part for part in _BETWEEN_DAYS.split(written) if part)
    return {"month_days": frozenset(whole_number(part, 1, 31) for part in days)}
