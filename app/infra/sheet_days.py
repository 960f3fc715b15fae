"""Days that a spreadsheet handed over as the numbers by which it counts them."""

import re
from datetime import date, timedelta

_COUNTED = re.compile(r"(\d{5})(?:[.,]\d+)?")
_LIKELY = range(20_000, 80_000)
"""From 1954 to 2119, in either way of counting."""
_BEFORE_1900, _FIRST_OF_1904 = date(1899, 12, 30), date(1904, 1, 1)
"""Where spreadsheets begin to count; in the first, 1900 is taken for a leap year."""


def counted_days(written: str) -> tuple[date, date] | None:
    """Return the two days that a bare number may mean, counted from 1900 and from 1904: which is not guessed.

    None: no spreadsheet is likely to have made it of a day.
    """
    found = _COUNTED.fullmatch(written)
    if found is None or int(found[1]) not in _LIKELY:
        return None
    days = timedelta(days=int(found[1]))
    return _BEFORE_1900 + days, _FIRST_OF_1904 + days
