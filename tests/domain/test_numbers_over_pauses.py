from datetime import date, timedelta

from app.domain.periodicals import Frequency, Numbering, Pattern, Phase, Schedule, expected_twice

MONDAYS = Pattern(Frequency.WEEKLY, weekdays=frozenset({0}), supplements=frozenset({1}))
BEGAN, PAUSED_TO, ISSUED_ON = date(2026, 1, 5), date(2026, 1, 18), date(2026, 1, 19)


def carried(number: int, *, year: int = 2026) -> list[Numbering]:
    """What 5 and 12 January are expected under too, once the issue of 19 January bears a number."""
    published = {ISSUED_ON: Numbering(year, number, number)}
    schedule = Schedule(Numbering(2026, 1, 1), (Phase(BEGAN, MONDAYS),), published=published)
    return expected_twice(schedule, BEGAN, PAUSED_TO)


def test_numbers_that_went_on_over_a_pause_are_expected_twice() -> None:
    assert carried(1) == [Numbering(2026, 1, 1)]
    assert carried(2) == [Numbering(2026, 2, 2)]


def test_a_number_of_its_own_stands_in_nobodys_way() -> None:
    assert carried(3) == []
    assert carried(1, year=2025) == []


def test_what_is_published_is_not_expected_once_more() -> None:
    issued = {BEGAN + timedelta(weeks=week): Numbering(2026, week + 1, week + 1) for week in range(3)}
    schedule = Schedule(Numbering(2026, 1, 1), (Phase(BEGAN, MONDAYS),), published=issued)
    assert expected_twice(schedule, BEGAN, PAUSED_TO) == []
