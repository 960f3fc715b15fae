from datetime import date, timedelta

from app.domain.periodicals import (
    Carried,
    Frequency,
    Numbering,
    Pattern,
    Phase,
    Schedule,
    Suspension,
    expected_twice,
)

MONDAYS = Pattern(Frequency.WEEKLY, weekdays=frozenset({0}), supplements=frozenset({1}))
BEGAN, PAUSED_TO, ISSUED_ON = date(2026, 1, 5), date(2026, 1, 18), date(2026, 1, 19)

PAUSE = Suspension(BEGAN, PAUSED_TO)


def carried(number: int, *, year: int = 2026) -> list[Numbering]:
    """What 5 and 12 January are expected under too, once the issue of 19 January bears a number."""
    published = [Carried(Numbering(year, number, number), ISSUED_ON, ISSUED_ON)]
    schedule = Schedule(Numbering(2026, 1, 1), (Phase(BEGAN, MONDAYS),), published=published)
    return expected_twice(schedule, BEGAN, PAUSED_TO, before=schedule.paused(PAUSE))


def test_numbers_that_went_on_over_a_pause_are_expected_twice() -> None:
    assert carried(1) == [Numbering(2026, 1, 1)]
    assert carried(2) == [Numbering(2026, 2, 2)]


def test_a_number_of_its_own_stands_in_nobodys_way() -> None:
    assert carried(3) == []
    assert carried(1, year=2025) == []


def test_what_is_published_is_not_expected_once_more() -> None:
    days = [BEGAN + timedelta(weeks=week) for week in range(3)]
    issued = [Carried(Numbering(2026, week, week), day, day) for week, day in enumerate(days, 1)]
    schedule = Schedule(Numbering(2026, 1, 1), (Phase(BEGAN, MONDAYS),), published=issued)
    assert expected_twice(schedule, BEGAN, PAUSED_TO, before=schedule.paused(PAUSE)) == []


def test_what_was_expected_twice_before_is_not_told() -> None:
    published = [Carried(Numbering(2026, 1, 1), ISSUED_ON, ISSUED_ON)]
    schedule = Schedule(Numbering(2026, 1, 1), (Phase(BEGAN, MONDAYS),), published=published)
    assert expected_twice(schedule, BEGAN, PAUSED_TO, before=schedule) == []
