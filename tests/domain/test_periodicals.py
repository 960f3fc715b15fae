from calendar import isleap
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.periodicals import (
    MONTHS,
    Carried,
    Expected,
    Frequency,
    Numbering,
    Pattern,
    Phase,
    Schedule,
    Suspension,
    checked,
    expected,
    misses_in_a_row,
)

FIRST = Numbering(2026, 1, 1)
NEW_YEAR, YEAR_END = date(2026, 1, 1), date(2026, 12, 31)

weekly_months = st.one_of(st.just(MONTHS), st.sets(st.integers(1, 12), min_size=1).map(frozenset))
weekdays = st.integers(0, 6)
on_weekdays = st.one_of(
    st.builds(
        Pattern,
        st.just(Frequency.DAILY),
        weekdays=st.sets(weekdays, min_size=5).map(frozenset),
        months=weekly_months,
    ),
    st.builds(
        Pattern,
        st.just(Frequency.SEVERAL_A_WEEK),
        weekdays=st.sets(weekdays, min_size=2, max_size=4).map(frozenset),
        months=weekly_months,
    ),
    st.builds(Pattern, st.just(Frequency.WEEKLY), weekdays=weekdays.map(lambda day: frozenset({day}))),
    st.builds(Pattern, st.just(Frequency.FORTNIGHTLY)),
)
days_of_month = st.integers(1, 31)
STEPS = {
    Frequency.MONTHLY: 1,
    Frequency.BIMONTHLY: 2,
    Frequency.QUARTERLY: 3,
    Frequency.YEARLY: 12,
}


def follows(month: int, pattern: Pattern) -> bool:
    """Whether the issue before that of a month is a double number, which stands for it."""
    before = (month - STEPS[pattern.frequency] - 1) % 12 + 1
    return before != month and before in pattern.combined


in_months = st.one_of(
    st.builds(
        Pattern,
        st.just(Frequency.TWICE_A_MONTH),
        month_days=st.sets(days_of_month, min_size=2, max_size=2).map(frozenset),
    ),
    st.builds(
        Pattern,
        st.sampled_from((Frequency.MONTHLY, Frequency.BIMONTHLY, Frequency.QUARTERLY, Frequency.YEARLY)),
        month_days=st.sets(days_of_month, max_size=1).map(frozenset),
        combined=st.sets(st.integers(1, 12), max_size=3).map(frozenset),
    ).filter(lambda pattern: not any(follows(month, pattern) for month in pattern.combined)),
    st.builds(Pattern, st.just(Frequency.TIMES_A_YEAR), times=st.integers(2, 20)),
)
patterns = st.builds(
    lambda pattern, restarts, supplements: replace(
        pattern, restarts_yearly=restarts, supplements=frozenset(supplements)
    ),
    st.one_of(on_weekdays, in_months),
    st.booleans(),
    st.sets(st.integers(1, 12), max_size=2),
)
starts = st.dates(date(2024, 1, 1), date(2026, 12, 31))


def schedule(pattern: Pattern, start: date = NEW_YEAR, **more: Any) -> Schedule:
    first = Numbering(start.year, 1, 1, volume=3, whole=100)
    return replace(Schedule(first, (Phase(start, pattern),)), **more)


def by_day(numbers: dict[date, Numbering]) -> list[Carried]:
    return [Carried(number, day, day) for day, number in numbers.items()]


def issues(pattern: Pattern, start: date = NEW_YEAR, end: date = YEAR_END, **more: Any) -> list[Expected]:
    return expected(schedule(pattern, start, **more), start, end)


def printed(found: list[Expected]) -> list[str]:
    return [issue.numbering.figures for issue in found if not issue.supplement]


def weekly(day: int = 0, **more: Any) -> Pattern:
    return replace(Pattern(Frequency.WEEKLY, weekdays=frozenset({day})), **more)


def monthly(**more: Any) -> Pattern:
    return replace(Pattern(Frequency.MONTHLY), **more)


@given(patterns, starts)
def test_issues_come_in_their_order_and_no_two_are_the_same(pattern: Pattern, start: date) -> None:
    found = issues(checked(pattern), start, start + timedelta(days=800))
    keys = [issue.key for issue in found]
    assert keys == sorted(set(keys))
    assert all(start <= issue.first_on <= issue.last_on for issue in found)
    numbers = [
        (issue.numbering.year, number)
        for issue in found
        if not issue.supplement
        for number in range(issue.numbering.number, issue.numbering.last_number + 1)
    ]
    assert len(numbers) == len(set(numbers))
    wholes = [issue.numbering.whole for issue in found if not issue.supplement]
    assert wholes == list(range(100, 100 + len(wholes)))


@given(patterns, starts)
def test_numbers_run_on_or_begin_anew_each_year(pattern: Pattern, start: date) -> None:
    found = [issue for issue in issues(pattern, start, start + timedelta(days=800)) if not issue.supplement]
    for before, after in pairwise(found):
        begins = pattern.restarts_yearly and after.numbering.year > before.numbering.year
        assert after.numbering.number == (1 if begins else before.numbering.last_number + 1)
        assert after.numbering.year == after.first_on.year
        assert before.numbering.volume is not None
        passed = after.numbering.year - before.numbering.year
        assert after.numbering.volume == before.numbering.volume + passed


@given(patterns, starts, st.integers(0, 500), st.integers(0, 400))
def test_a_part_of_the_time_shows_what_the_whole_shows(
    pattern: Pattern, start: date, skip: int, length: int
) -> None:
    first = start + timedelta(days=skip)
    last = first + timedelta(days=length)
    whole = expected(schedule(pattern, start), start, start + timedelta(days=1000))
    part = expected(schedule(pattern, start), first, last)
    assert part == [issue for issue in whole if issue.first_on <= last and issue.last_on >= first]


@pytest.mark.parametrize(
    ("pattern", "least", "most"),
    [
        (Pattern(Frequency.DAILY, weekdays=frozenset(range(7))), 365, 366),
        (Pattern(Frequency.DAILY, weekdays=frozenset(range(5))), 260, 262),
        (Pattern(Frequency.SEVERAL_A_WEEK, weekdays=frozenset({1, 3, 5})), 156, 158),
        (weekly(), 52, 53),
        (Pattern(Frequency.FORTNIGHTLY), 26, 27),
        (Pattern(Frequency.TWICE_A_MONTH, month_days=frozenset({1, 15})), 24, 24),
        (Pattern(Frequency.THREE_TIMES_A_MONTH, month_days=frozenset({10, 20, 31})), 36, 36),
        (monthly(), 12, 12),
        (monthly(month_days=frozenset({31})), 12, 12),
        (Pattern(Frequency.BIMONTHLY), 6, 6),
        (Pattern(Frequency.QUARTERLY), 4, 4),
        (Pattern(Frequency.HALF_YEARLY), 2, 2),
        (Pattern(Frequency.YEARLY), 1, 1),
        (Pattern(Frequency.TIMES_A_YEAR, times=5), 5, 5),
        (Pattern(Frequency.TIMES_A_YEAR, times=10, months=MONTHS - {7, 8}), 10, 10),
        (Pattern(Frequency.IRREGULAR), 0, 0),
    ],
)
@pytest.mark.parametrize("year", [2023, 2024, 2026, 2032])
def test_a_year_has_as_many_issues_as_the_pattern_says(
    pattern: Pattern, least: int, most: int, year: int
) -> None:
    start = date(2022, 1, 3)
    found = expected(schedule(checked(pattern), start), date(year, 1, 1), date(year, 12, 31))
    assert least <= len(found) <= most
    if least == 365:
        assert len(found) == 365 + isleap(year)


def test_the_month_is_the_window_where_no_day_is_known() -> None:
    found = issues(monthly(), date(2026, 2, 10), date(2026, 4, 30))
    assert [(issue.first_on, issue.last_on) for issue in found] == [
        (date(2026, 2, 10), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 4, 30)),
    ]


def test_a_shorter_month_has_its_last_day_for_a_later_one() -> None:
    found = issues(monthly(month_days=frozenset({31})), end=date(2026, 4, 30))
    assert [issue.first_on.day for issue in found] == [31, 28, 31, 30]


def test_a_double_number_stands_for_two_issues() -> None:
    found = issues(monthly(combined=frozenset({7})))
    assert printed(found) == ["1", "2", "3", "4", "5", "6", "7–8", "9", "10", "11", "12"]
    assert 8 not in {issue.first_on.month for issue in found}
    assert found[-1].numbering.whole == 110


def test_nothing_is_expected_in_months_left_out() -> None:
    found = issues(weekly(months=MONTHS - {8}))
    assert 8 not in {issue.first_on.month for issue in found}
    assert printed(found) == [str(number) for number in range(1, len(found) + 1)]


def test_nothing_is_expected_on_a_holiday() -> None:
    days = Pattern(Frequency.DAILY, weekdays=frozenset(range(5)), omits_holidays=True)
    holiday = date(2026, 9, 1)
    found = expected(schedule(days), date(2026, 8, 31), date(2026, 9, 2), holidays={holiday})
    assert [issue.first_on.day for issue in found] == [31, 2]
    both = expected(schedule(replace(days, omits_holidays=False)), holiday, holiday, holidays={holiday})
    assert len(both) == 1


def test_a_supplement_goes_with_the_first_issue_of_its_month() -> None:
    found = issues(weekly(supplements=frozenset({3})))
    supplements = [issue for issue in found if issue.supplement]
    assert [issue.first_on for issue in supplements] == [date(2026, 3, 2)]
    main = next(issue for issue in found if issue.first_on == date(2026, 3, 2) and not issue.supplement)
    assert supplements[0].numbering == main.numbering


def test_numbering_goes_on_from_what_was_printed() -> None:
    monday = date(2026, 1, 12)
    known = by_day({monday: Numbering(2026, 5, 6, volume=3, whole=7)})
    found = issues(weekly(), end=date(2026, 1, 26), published=known)
    assert printed(found) == ["1", "5–6", "7", "8"]
    assert found[-1].numbering.whole == 9


@pytest.mark.parametrize(
    ("published", "expected_numbers"),
    [
        ({2: (2, 3)}, "1 2–3 4 5 6"),
        ({3: (2, 3)}, "1 2–3 4 5 6"),
        ({2: (2, 4)}, "1 2–4 5 6"),
        ({2: (2, 3), 3: (4, 4)}, "1 2–3 4 5 6 7"),
        ({2: (2, 2)}, "1 2 3 4 5 6"),
    ],
)
def test_a_double_number_stands_for_every_issue_it_names(
    published: dict[int, tuple[int, int]], expected_numbers: str
) -> None:
    known = by_day({date(2026, month, 1): Numbering(2026, *each) for month, each in published.items()})
    found = issues(monthly(), start=date(2026, 1, 1), end=date(2026, 6, 30), published=known)
    assert " ".join(printed(found)) == expected_numbers


def test_a_double_number_that_nobody_expected_stands_for_those_it_names() -> None:
    by_hand = [Carried(Numbering(2026, 2, 3), date(2026, 2, 20))]
    found = issues(monthly(), start=date(2026, 1, 1), end=date(2026, 5, 31), published=by_hand)
    numbers = [(issue.first_on.month, issue.numbering.figures) for issue in found]
    assert numbers == [(1, "1"), (4, "4"), (5, "5")]


@pytest.mark.parametrize(("restarts", "following"), [(True, "1 2"), (False, "14")])
def test_a_double_number_at_the_end_of_a_year_reaches_into_the_next_where_numbers_run_on(
    restarts: bool, following: str
) -> None:
    known = by_day({date(2026, 12, 1): Numbering(2026, 12, 13)})
    pattern = monthly(restarts_yearly=restarts)
    found = issues(pattern, start=date(2026, 1, 1), end=date(2027, 2, 28), published=known)
    assert " ".join(printed(found)[12:]) == following


def test_a_double_number_with_a_declared_one_behind_it() -> None:
    known = by_day({date(2026, 6, 1): Numbering(2026, 6, 7)})
    pattern = monthly(combined=frozenset({7}))
    found = issues(pattern, start=date(2026, 1, 1), end=date(2026, 10, 31), published=known)
    assert printed(found)[5:] == ["6–7", "8", "9"]


def test_an_issue_that_nobody_expected_takes_its_number_too() -> None:
    extra = [Carried(Numbering(2026, 2, 2, volume=3, whole=101), date(2026, 1, 7))]
    found = issues(weekly(), end=date(2026, 1, 12), published=extra)
    assert [(issue.first_on.day, issue.numbering.figures) for issue in found] == [(5, "1"), (12, "3")]


@pytest.mark.parametrize(("left_out", "following"), [(True, "3"), (False, "2")])
def test_a_skipped_issue_leaves_its_number_out_or_to_the_next(left_out: bool, following: str) -> None:
    found = issues(weekly(), end=date(2026, 1, 19), skipped={date(2026, 1, 12): left_out})
    assert printed(found) == ["1", following]


@given(patterns, st.integers(20, 300), st.integers(0, 300))
def test_what_is_suspended_is_not_expected_and_numbering_resumes(
    pattern: Pattern, before: int, length: int
) -> None:
    pattern = replace(pattern, restarts_yearly=False, combined=frozenset())
    start, end = NEW_YEAR, NEW_YEAR + timedelta(days=900)
    pause = Suspension(start + timedelta(days=before), start + timedelta(days=before + length))
    found = [issue for issue in issues(pattern, start, end, suspensions=(pause,)) if not issue.supplement]
    assert not any(
        issue.first_on <= (pause.until_on or end) and issue.last_on >= pause.from_on for issue in found
    )
    assert printed(found) == [str(number) for number in range(1, len(found) + 1)]
    for_good = issues(pattern, start, end, suspensions=(Suspension(pause.from_on),))
    assert all(issue.last_on < pause.from_on for issue in for_good)


def test_nothing_is_expected_once_it_has_ceased() -> None:
    found = issues(monthly(), ceased_on=date(2026, 3, 15))
    assert [issue.first_on.month for issue in found] == [1, 2]


def test_a_change_of_frequency_changes_what_follows() -> None:
    change = Schedule(FIRST, (Phase(NEW_YEAR, monthly()), Phase(date(2026, 3, 15), weekly(4))))
    found = expected(change, NEW_YEAR, date(2026, 3, 27))
    assert [(issue.first_on, issue.numbering.number) for issue in found] == [
        (NEW_YEAR, 1), (date(2026, 2, 1), 2), (date(2026, 3, 1), 3),
        (date(2026, 3, 20), 4), (date(2026, 3, 27), 5),
    ]  # fmt: skip


def test_the_month_in_which_the_frequency_changes_has_one_issue() -> None:
    change = Schedule(FIRST, (Phase(NEW_YEAR, weekly()), Phase(date(2026, 1, 14), monthly())))
    found = expected(change, NEW_YEAR, date(2026, 2, 28))
    assert [issue.first_on.isoformat() for issue in found] == ["2026-01-05", "2026-01-12", "2026-02-01"]


def test_misses_are_counted_from_the_latest_back() -> None:
    found = issues(weekly(), end=date(2026, 2, 28))
    today = date(2026, 2, 3)
    assert len([issue for issue in found if issue.last_on < today]) == 5
    assert misses_in_a_row(found, today=today) == 5
    for out, missed in ((2, 2), (4, 0)):
        known = [replace(issue, out=number == out) for number, issue in enumerate(found)]
        assert misses_in_a_row(known, today=today) == missed


@given(patterns)
def test_a_pattern_is_kept_as_json(pattern: Pattern) -> None:
    assert Pattern.from_json(pattern.to_json()) == pattern


def test_a_designation_reads_in_every_language() -> None:
    assert Numbering(2026, 45, 45, whole=7890).designation() == "2026, № 45 (7890)"
    assert Numbering(2026, 7, 8, volume=12).designation("ilova") == "2026, vol. 12, № 7–8, ilova"
    assert Numbering(2026, 7, 8).carries(Numbering(2026, 8, 8))
    assert not Numbering(2026, 7, 8).carries(Numbering(2025, 8, 8))
    assert not Numbering(2026, 7, 8).carries(Numbering(2026, 9, 9))


@pytest.mark.parametrize(
    ("pattern", "likely"),
    [
        (Pattern(Frequency.DAILY, weekdays=frozenset(range(5))), ["15.01", "16.01", "19.01"]),
        (Pattern(Frequency.SEVERAL_A_WEEK, weekdays=frozenset({1, 3})), ["15.01", "20.01", "22.01"]),
        (Pattern(Frequency.WEEKLY, weekdays=frozenset({3})), ["15.01", "22.01", "29.01"]),
        (Pattern(Frequency.FORTNIGHTLY), ["15.01", "29.01", "12.02"]),
        (Pattern(Frequency.TWICE_A_MONTH, month_days=frozenset({15, 31})), ["15.01", "31.01", "15.02"]),
        (
            Pattern(Frequency.THREE_TIMES_A_MONTH, month_days=frozenset({5, 15, 25})),
            ["15.01", "25.01", "05.02"],
        ),
        (Pattern(Frequency.MONTHLY), ["15.01", "15.02", "15.03"]),
        (Pattern(Frequency.MONTHLY, month_days=frozenset({20})), ["20.01", "20.02", "20.03"]),
        (Pattern(Frequency.BIMONTHLY), ["15.01", "15.03", "15.05"]),
        (Pattern(Frequency.QUARTERLY), ["15.01", "15.04", "15.07"]),
        (Pattern(Frequency.HALF_YEARLY), ["15.01", "15.07"]),
        (Pattern(Frequency.YEARLY), ["15.01"]),
        (Pattern(Frequency.TIMES_A_YEAR, times=3), ["15.01", "16.05", "15.09"]),
        (Pattern(Frequency.TIMES_A_YEAR, times=2, months=frozenset({1, 6})), ["15.01", "15.06"]),
        (Pattern(Frequency.IRREGULAR), []),
    ],
)
def test_an_issue_is_likely_out_where_the_first_one_was(pattern: Pattern, likely: list[str]) -> None:
    found = issues(pattern, date(2026, 1, 15))
    assert [f"{issue.likely_on:%d.%m}" for issue in found[:3]] == likely


def test_a_short_month_has_no_later_day() -> None:
    found = issues(Pattern(Frequency.MONTHLY, supplements=frozenset({2})), date(2026, 1, 31))
    assert [issue.likely_on for issue in found[:3]] == [date(2026, 1, 31), *[date(2026, 2, 28)] * 2]


@given(patterns, starts)
def test_the_likely_day_lies_in_the_window(pattern: Pattern, start: date) -> None:
    found = issues(pattern, start, start + timedelta(days=400))
    assert all(issue.first_on <= issue.likely_on <= issue.last_on for issue in found)
