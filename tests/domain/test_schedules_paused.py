from datetime import date

from app.domain.periodicals import (
    Carried,
    Frequency,
    Numbering,
    Pattern,
    Phase,
    Schedule,
    Suspension,
    expected,
    in_force,
)

MONDAYS = Pattern(Frequency.WEEKLY, weekdays=frozenset({0}))
FIRST = date(2026, 1, 5)
STANDING = Suspension(date(2026, 2, 1))
SCHEDULE = Schedule(Numbering(2026, 1, 1), (Phase(FIRST, MONDAYS),), suspensions=(STANDING,))


def test_one_more_pause_leaves_those_that_are() -> None:
    paused = SCHEDULE.paused(Suspension(date(2026, 1, 10), date(2026, 1, 20)))
    assert [issue.first_on.day for issue in expected(paused, FIRST, date(2026, 3, 1))] == [5, 26]
    assert SCHEDULE.suspensions == (STANDING,), "what is known stays as it is"


def test_one_more_pattern_takes_the_place_of_one_from_the_same_day() -> None:
    tuesdays = Phase(FIRST, Pattern(Frequency.WEEKLY, weekdays=frozenset({1})))
    assert SCHEDULE.changed(tuesdays).phases == (tuesdays,)
    later = Phase(date(2026, 1, 12), tuesdays.pattern)
    assert SCHEDULE.changed(later).phases == (*SCHEDULE.phases, later)


def test_the_pattern_in_force_is_the_latest_that_has_begun_or_the_first_to_come() -> None:
    tuesdays = Phase(date(2026, 3, 3), Pattern(Frequency.WEEKLY, weekdays=frozenset({1})))
    phases = (tuesdays, *SCHEDULE.phases)
    on = {day: in_force(phases, day) for day in (date(2026, 1, 1), FIRST, date(2026, 3, 2), date(2026, 3, 3))}
    assert list(on.values()) == [*SCHEDULE.phases * 3, tuesdays]


def test_issues_carry_other_numbers_than_is_known() -> None:
    first = Carried(Numbering(2026, 1, 1), FIRST, FIRST)
    known = SCHEDULE.numbered([first])
    assert [issue.numbering.number for issue in expected(known, FIRST, date(2026, 1, 19))] == [1, 2, 3]
    on = date(2026, 1, 12)
    double = known.numbered([Carried(Numbering(2026, 1, 2), on, on)], instead_of=first)
    assert [issue.numbering.figures for issue in expected(double, FIRST, date(2026, 1, 19))] == ["1–2", "3"]
