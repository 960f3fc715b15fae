"""The number counted through: what follows where two issues carry one, and which is free."""

from collections.abc import Mapping
from datetime import date

import pytest

from app.domain.periodicals import Carried, Frequency, Numbering, Pattern, Phase, Schedule, expected

MONDAYS = Pattern(Frequency.WEEKLY, weekdays=frozenset({0}))
FIRST_ON = date(2026, 11, 2)


def counted(published: Mapping[date, Numbering], until: date) -> list[str]:
    """What is counted through on Mondays from 2 November 2026 on, where the first is № 1 (7892)."""
    known = tuple(Carried(number, day, day) for day, number in published.items())
    schedule = Schedule(Numbering(2026, 1, 1, whole=7892), (Phase(FIRST_ON, MONDAYS),), published=known)
    return [issue.numbering.designation() for issue in expected(schedule, FIRST_ON, until)]


def test_a_number_counted_through_that_an_issue_before_has_does_not_turn_the_count_back() -> None:
    published = {
        date(2026, 11, 2): Numbering(2026, 1, 2, whole=7892, last_whole=7893),
        date(2026, 11, 16): Numbering(2026, 3, 3, whole=7894),
        date(2026, 11, 23): Numbering(2026, 4, 4, whole=7893),
    }
    assert counted(published, date(2026, 12, 7)) == [
        "2026, № 1–2 (7892–7893)",
        "2026, № 3 (7894)",
        "2026, № 4 (7893)",
        "2026, № 5 (7896)",
        "2026, № 6 (7897)",
    ]


def test_a_double_number_counted_twice_over_counts_for_as_many() -> None:
    published = {
        date(2026, 11, 2): Numbering(2026, 1, 1, whole=7892),
        date(2026, 11, 9): Numbering(2026, 2, 3, whole=7892, last_whole=7893),
    }
    assert counted(published, date(2026, 11, 23))[-1] == "2026, № 4 (7895)"


def test_where_no_number_was_counted_before_none_follows_one_that_is_carried_twice() -> None:
    published = {
        date(2026, 11, 2): Numbering(2026, 1, 1, whole=7892),
        date(2026, 11, 9): Numbering(2026, 2, 2),
        date(2026, 11, 16): Numbering(2026, 3, 3, whole=7892),
    }
    assert counted(published, date(2026, 11, 23))[-1] == "2026, № 4"


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ((7893, None), (7892, 7893), True),
        ((7892, 7893), (7893, 7894), True),
        ((7894, None), (7892, 7893), False),
        ((7891, None), (7892, 7893), False),
        ((None, None), (7892, None), False),
        ((7892, None), (None, None), False),
    ],
)
def test_two_issues_carry_a_number_counted_through_in_common(
    one: tuple[int | None, int | None], other: tuple[int | None, int | None], together: bool
) -> None:
    assert Numbering(2026, 9, 9, None, *one).counts_with(Numbering(2025, 1, 1, None, *other)) is together


def test_the_next_free_numbers_are_those_that_no_issue_carries() -> None:
    others = [
        Numbering(2026, 5, 5, whole=7895),
        Numbering(2026, 6, 7, whole=7893, last_whole=7894),
        Numbering(2025, 8, 8),
    ]
    assert Numbering(2026, 5, 5, whole=7893).free_of(others) == Numbering(2026, 8, 8, whole=7896)
    assert Numbering(2026, 4, 4).free_of(others) == Numbering(2026, 4, 4)
