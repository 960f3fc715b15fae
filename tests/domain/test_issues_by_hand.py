"""Issues that nobody expected, beside those that are: the number alone tells whether one of them is it."""

from datetime import date

import pytest

from app.domain.periodicals import Carried, Frequency, Numbering, Pattern, Phase, Schedule, expected

FIRST_ON = date(2026, 11, 2)
MONDAYS = (Phase(FIRST_ON, Pattern(Frequency.WEEKLY, weekdays=frozenset({0}))),)


def by_hand(day: int, number: int, last_number: int = 0) -> Carried:
    return Carried(Numbering(2026, number, last_number or number), date(2026, 11, day))


def listed(*published: Carried) -> list[str]:
    """What is expected on Mondays from 2 November 2026 on, from № 44 on; what came out in brackets."""
    schedule = Schedule(Numbering(2026, 44, 44), MONDAYS, published=published)
    found = expected(schedule, FIRST_ON, date(2026, 11, 23))
    return [
        f"({issue.numbering.figures})" if issue.out else f"{issue.first_on.day}: {issue.numbering.figures}"
        for issue in found
    ]


@pytest.mark.parametrize(
    ("announced", "found"),
    [
        ((9, 45), ["2: 44", "(45)", "16: 46", "23: 47"]),
        ((9, 40), ["2: 44", "9: 45", "16: 46", "23: 47"]),
        ((2, 40), ["2: 44", "9: 45", "16: 46", "23: 47"]),
        ((9, 44), ["9: 45", "16: 46", "23: 47"]),
        ((9, 50), ["2: 44", "9: 45", "16: 51", "23: 52"]),
        ((9, 45, 46), ["2: 44", "(45–46)", "23: 47"]),
        ((9, 30, 44), ["9: 45", "16: 46", "23: 47"]),
    ],
)
def test_on_the_day_of_an_expected_issue_the_number_tells_whether_it_is_that(
    announced: tuple[int, ...], found: list[str]
) -> None:
    assert listed(by_hand(*announced)) == found


def test_several_of_one_day_are_told_apart() -> None:
    of_day = Carried(Numbering(2026, 450, 450), date(2026, 11, 10), expected_on=date(2026, 11, 9))
    assert listed(by_hand(9, 41), of_day, by_hand(9, 40)) == ["2: 44", "(450)", "16: 451", "23: 452"]
    assert listed(by_hand(9, 46), by_hand(9, 40), by_hand(9, 45)) == ["2: 44", "(45)", "16: 47", "23: 48"]


def test_one_that_was_expected_on_a_day_on_which_none_is_now_counts_by_its_number() -> None:
    gone = Carried(Numbering(2026, 45, 45), date(2026, 11, 9), expected_on=date(2026, 11, 10))
    assert listed(gone) == ["2: 44", "16: 46", "23: 47"]
