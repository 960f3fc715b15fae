"""The days, or the spans of days, in which issues come out under a pattern."""

from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from app.domain.periodicals.patterns import (
    DAYS_OF_MONTH,
    MONTHS_BETWEEN,
    WEEKDAYS_ASKED,
    Frequency,
    Pattern,
)

ONE_DAY = timedelta(days=1)
FORTNIGHT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Window:
    """One issue is expected from `first` to `last`, both included; it carries `numbers` numbers."""

    first: date
    last: date
    numbers: int = 1


def windows(
    pattern: Pattern, start: date, end: date, holidays: Collection[date] = (), *, opening: bool = False
) -> Iterator[Window]:
    """Yield the windows that begin on or before `end` and are not over before `start`, in their order.

    Every fortnight, and every so many months, is counted from `start`, the day from which the pattern holds.
    `opening`: the first issue comes out on `start`, whatever the pattern says of that day.
    """
    if end < start:
        return iter(())
    found = _every(pattern, _week_of(start) if opening and _by_week(pattern) else start, end)
    if pattern.omits_holidays:
        found = (window for window in found if window.first != window.last or window.first not in holidays)
    found = _opened(found, pattern, start) if opening else _not_over(found, start)
    return _combined(found, pattern) if pattern.combined else found


def _not_over(found: Iterator[Window], start: date) -> Iterator[Window]:
    return (window for window in found if window.last >= start)


def _opened(found: Iterator[Window], pattern: Pattern, start: date) -> Iterator[Window]:
    """Let an issue come out on `start`.

    It is that of the window in which the day lies, else of the window of its week or month: the one that is
    over, or the first to come. Where its week or month has none, it stands before all.
    """
    over = False
    for window in found:
        if window.last < start:
            over = True
            continue
        if window.first > start:
            yield Window(start, start)
        if over or window.first <= start or not _belong_together(pattern, start, window.first):
            yield window
        break
    else:
        if pattern.frequency is not Frequency.IRREGULAR:
            yield Window(start, start)
    yield from found


def _belong_together(pattern: Pattern, one: date, other: date) -> bool:
    """Whether two days lie in one week or month, and a daily one comes out on both."""
    if pattern.frequency is Frequency.DAILY:
        return False
    if _by_week(pattern):
        return _week_of(one) == _week_of(other)
    return (one.year, one.month) == (other.year, other.month)


def _by_week(pattern: Pattern) -> bool:
    return pattern.frequency in WEEKDAYS_ASKED


def _week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _every(pattern: Pattern, start: date, end: date) -> Iterator[Window]:
    if pattern.frequency is Frequency.FORTNIGHTLY:
        return _on_days(pattern, _steps(start, end, FORTNIGHT))
    if _by_week(pattern):
        days = (day for day in _steps(start, end, ONE_DAY) if day.weekday() in pattern.weekdays)
        return _on_days(pattern, days)
    if pattern.frequency in DAYS_OF_MONTH:
        days = (day for month in _months(pattern, start, end) for day in _days_of(pattern, month))
        return _on_days(pattern, (day for day in days if day <= end))
    if pattern.by_month:
        return (
            window for month in _months(pattern, start, end) if (window := _of(pattern, month)).first <= end
        )
    if pattern.frequency is Frequency.TIMES_A_YEAR:
        return _parts_of_years(pattern.times or 1, start, end)
    return iter(())


def _on_days(pattern: Pattern, days: Iterator[date]) -> Iterator[Window]:
    return (Window(day, day) for day in days if day.month in pattern.months)


def _steps(start: date, end: date, step: timedelta) -> Iterator[date]:
    day = start
    while day <= end:
        yield day
        day += step


def _months(pattern: Pattern, start: date, end: date) -> Iterator[date]:
    """The first days of the months in which something comes out, from the month of `start` on.

    Steps that would never meet a month of the pattern are counted from the first of its months to come.
    """
    step = MONTHS_BETWEEN.get(pattern.frequency, 1)
    number = start.year * 12 + start.month - 1
    ahead = sorted((month - start.month) % 12 for month in pattern.months)
    if not any(passed % step == 0 for passed in ahead):
        number += min(ahead, default=0)
    while (month := date(number // 12, number % 12 + 1, 1)) <= end:
        if month.month in pattern.months:
            yield month
        number += step


def _days_of(pattern: Pattern, month: date) -> list[date]:
    length = monthrange(month.year, month.month)[1]
    return sorted({month.replace(day=min(day, length)) for day in pattern.month_days})


def _of(pattern: Pattern, month: date) -> Window:
    """The day of a month on which its issue is expected, or the whole month."""
    days = _days_of(pattern, month)
    if days:
        return Window(days[0], days[0])
    return Window(month, month.replace(day=monthrange(month.year, month.month)[1]))


def _parts_of_years(times: int, start: date, end: date) -> Iterator[Window]:
    """Each year in as many parts of nearly the same length."""
    for year in range(start.year, end.year + 1):
        new_year, length = date(year, 1, 1), (date(year + 1, 1, 1) - date(year, 1, 1)).days
        edges = [new_year + timedelta(days=part * length // times) for part in range(times + 1)]
        for first, following in pairwise(edges):
            if first <= end:
                yield Window(first, following - ONE_DAY)


def _combined(found: Iterator[Window], pattern: Pattern) -> Iterator[Window]:
    """Let the issue of a combined month stand for the following one too.

    Where nothing comes out in the month for which it stands, no other issue falls for it.
    """
    step = MONTHS_BETWEEN.get(pattern.frequency, 12)
    window = next(found, None)
    while window is not None:
        following = next(found, None)
        if window.first.month not in pattern.combined:
            yield window
        else:
            yield replace(window, numbers=2)
            if following is not None and _months_apart(window, following) <= step:
                following = next(found, None)
        window = following


def _months_apart(one: Window, other: Window) -> int:
    return (other.first.year - one.first.year) * 12 + other.first.month - one.first.month
