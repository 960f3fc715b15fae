"""Whether the parts of a publication pattern fit its frequency."""

import pytest

from app.domain.errors import DomainError
from app.domain.periodicals.checking import checked
from app.domain.periodicals.patterns import MONTHS, Frequency, Pattern


@pytest.mark.parametrize(
    ("pattern", "code", "field"),
    [
        (Pattern(Frequency.WEEKLY), "periodical.weekday", "weekdays"),
        (Pattern(Frequency.WEEKLY, weekdays=frozenset({1, 2})), "periodical.weekday", "weekdays"),
        (Pattern(Frequency.DAILY, weekdays=frozenset({1})), "periodical.weekdays", "weekdays"),
        (Pattern(Frequency.TWICE_A_MONTH, month_days=frozenset({1})), "periodical.month_days", "month_days"),
        (Pattern(Frequency.MONTHLY, month_days=frozenset({1, 2})), "periodical.one_month_day", "month_days"),
        (Pattern(Frequency.MONTHLY, month_days=frozenset({32})), "periodical.month_day", "month_days"),
        (Pattern(Frequency.MONTHLY, months=frozenset()), "periodical.months", "months"),
        (
            Pattern(Frequency.MONTHLY, combined=frozenset({7}), months=MONTHS - {7}),
            "periodical.combined",
            "combined",
        ),
        (
            Pattern(Frequency.WEEKLY, weekdays=frozenset({3}), combined=frozenset({7})),
            "periodical.combined",
            "combined",
        ),
        (Pattern(Frequency.MONTHLY, combined=frozenset({7, 8})), "periodical.combined_next", "combined"),
        (Pattern(Frequency.MONTHLY, combined=frozenset({12, 1})), "periodical.combined_next", "combined"),
        (Pattern(Frequency.QUARTERLY, combined=frozenset({1, 4})), "periodical.combined_next", "combined"),
        (
            Pattern(Frequency.TIMES_A_YEAR, times=3, months=frozenset({1, 5, 9}), combined=frozenset({9, 1})),
            "periodical.combined_next",
            "combined",
        ),
        (Pattern(Frequency.TIMES_A_YEAR), "periodical.times", "times"),
        (
            Pattern(Frequency.TIMES_A_YEAR, times=5, months=frozenset({1})),
            "periodical.times_months",
            "months",
        ),
    ],
)
def test_what_does_not_fit_the_frequency_is_refused(pattern: Pattern, code: str, field: str) -> None:
    with pytest.raises(DomainError) as refusal:
        checked(pattern)
    assert (refusal.value.code, refusal.value.field) == (code, field)


@pytest.mark.parametrize(
    "pattern",
    [
        Pattern(Frequency.MONTHLY, combined=frozenset({7, 9})),
        Pattern(Frequency.MONTHLY, combined=frozenset({7, 9}), months=MONTHS - {8}),
        Pattern(Frequency.YEARLY, combined=frozenset({5})),
        Pattern(Frequency.TIMES_A_YEAR, times=3, months=frozenset({1, 5, 9}), combined=frozenset({9})),
    ],
)
def test_double_numbers_fit_where_none_stands_for_another(pattern: Pattern) -> None:
    assert checked(pattern) == pattern
