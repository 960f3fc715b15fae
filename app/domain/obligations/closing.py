"""The due day at one library, which may be closed on it."""

from collections.abc import Sequence
from datetime import date

from app.domain.calendar import Calendar
from app.domain.closures import Closure, first_open_day
from app.domain.errors import DomainError
from app.domain.law import Rule
from app.domain.law.vocabulary import WhenClosed

Due = tuple[date | None, bool]
"""A due day, and whether it is provisional."""


def at_library(rule: Rule, due: Due, closures: Sequence[Closure], calendar: Calendar) -> Due:
    """The due day under a rule at a library with these closures.

    A day that a closure moved is provisional: a library announces it of itself and may yet change it, so
    nobody is accused by such a date. Raises `calendar.out_of_range`, with the rule's event as its field.
    """
    on, provisional = due
    if on is None or not closures or rule.when_closed is not WhenClosed.FIRST_OPEN_DAY:
        return due
    try:
        open_day = first_open_day(on, closures, calendar)
    except DomainError as error:
        raise DomainError(error.code, rule.deadline.event, **error.params) from error
    return open_day, provisional or open_day != on
