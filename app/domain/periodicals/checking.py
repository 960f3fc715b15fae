"""Whether the parts of a publication pattern fit its frequency."""

from app.domain.errors import DomainError
from app.domain.periodicals.patterns import DAYS_OF_MONTH, MONTHS_BETWEEN, WEEKDAYS_ASKED, Frequency, Pattern


def checked(pattern: Pattern) -> Pattern:
    """Return the pattern, if its parts fit its frequency.

    Raises:
        DomainError: with the part at fault as its field: `periodical.weekday`, `periodical.weekdays` (`least`
            and `most`), `periodical.month_day`, `periodical.month_days` (`number`),
            `periodical.one_month_day`, `periodical.times`, `periodical.times_months` (`number`),
            `periodical.months`, `periodical.combined`, `periodical.combined_next`.
    """
    if not pattern.months:
        raise DomainError("periodical.months", "months")
    _check_weekdays(pattern)
    _check_days_of_month(pattern)
    _check_times(pattern)
    _check_combined(pattern)
    return pattern


def _check_weekdays(pattern: Pattern) -> None:
    asked = WEEKDAYS_ASKED.get(pattern.frequency)
    if asked == (1, 1) and len(pattern.weekdays) != 1:
        raise DomainError("periodical.weekday", "weekdays")
    if asked and not asked[0] <= len(pattern.weekdays) <= asked[1]:
        raise DomainError("periodical.weekdays", "weekdays", least=asked[0], most=asked[1])


def _check_days_of_month(pattern: Pattern) -> None:
    if not all(1 <= day <= 31 for day in pattern.month_days):
        raise DomainError("periodical.month_day", "month_days")
    asked = DAYS_OF_MONTH.get(pattern.frequency)
    if asked and len(pattern.month_days) != asked:
        raise DomainError("periodical.month_days", "month_days", number=asked)
    if pattern.by_month and len(pattern.month_days) > 1:
        raise DomainError("periodical.one_month_day", "month_days")


def _check_combined(pattern: Pattern) -> None:
    if pattern.combined and not (pattern.by_month and pattern.combined <= pattern.months):
        raise DomainError("periodical.combined", "combined")
    if any(_following(month, pattern) in pattern.combined - {month} for month in pattern.combined):
        raise DomainError("periodical.combined_next", "combined")


def _following(month: int, pattern: Pattern) -> int | None:
    """The month for whose issue that of a combined month stands too; None if nothing comes out in it."""
    step = MONTHS_BETWEEN.get(pattern.frequency)
    if step is None:
        later = [other for other in pattern.months if other > month]
        return min(later or pattern.months)
    after = (month + step - 1) % 12 + 1
    return after if after in pattern.months else None


def _check_times(pattern: Pattern) -> None:
    if pattern.frequency is not Frequency.TIMES_A_YEAR:
        return
    if pattern.times is None or not 2 <= pattern.times <= 60:
        raise DomainError("periodical.times", "times")
    if pattern.by_month and pattern.times != len(pattern.months):
        raise DomainError("periodical.times_months", "months", number=pattern.times)
