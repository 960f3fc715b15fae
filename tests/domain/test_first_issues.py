"""The first issue comes out on its own day; the pattern goes on from there, whatever months it names."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.periodicals import (
    MONTHS,
    Carried,
    Frequency,
    Numbering,
    Pattern,
    Phase,
    Schedule,
    checked,
    expected,
)
from app.domain.periodicals.windows import windows

SEASONS = frozenset({1, 4, 7, 10})
TUESDAY, THURSDAY = 1, 3

months = st.one_of(st.just(MONTHS), st.sets(st.integers(1, 12), min_size=1).map(frozenset))
by_month = st.builds(
    Pattern,
    st.sampled_from(
        (
            Frequency.MONTHLY,
            Frequency.BIMONTHLY,
            Frequency.QUARTERLY,
            Frequency.HALF_YEARLY,
            Frequency.YEARLY,
        )
    ),
    month_days=st.sets(st.integers(1, 31), max_size=1).map(frozenset),
    months=months,
)
by_week = st.builds(
    lambda days, months: Pattern(
        {1: Frequency.WEEKLY, 5: Frequency.DAILY}.get(len(days), Frequency.SEVERAL_A_WEEK),
        weekdays=frozenset(days),
        months=months,
    ),
    st.sets(st.integers(0, 6), min_size=1, max_size=5),
    months,
)
others = st.one_of(
    st.builds(Pattern, st.just(Frequency.FORTNIGHTLY), months=months),
    st.builds(
        Pattern,
        st.just(Frequency.TWICE_A_MONTH),
        month_days=st.sets(st.integers(1, 31), min_size=2, max_size=2).map(frozenset),
        months=months,
    ),
    st.builds(Pattern, st.just(Frequency.TIMES_A_YEAR), times=st.integers(2, 20)),
)
patterns = st.one_of(by_month, by_week, others)
starts = st.dates(date(2024, 1, 1), date(2026, 12, 31))


def schedule(pattern: Pattern, start: date) -> Schedule:
    return Schedule(Numbering(start.year, 1, 1), (Phase(start, checked(pattern)),), first_on_its_day=True)


def days(pattern: Pattern, start: date, *, until: date | None = None) -> list[str]:
    """The first three issues, by the first days of their windows."""
    found = expected(schedule(pattern, start), start, until or start + timedelta(days=800))
    return [f"№ {issue.numbering.figures} {issue.first_on:%d.%m}" for issue in found[:3]]


@given(patterns, starts)
def test_something_is_expected_whatever_months_are_chosen(pattern: Pattern, start: date) -> None:
    plain = Schedule(Numbering(start.year, 1, 1), (Phase(start, checked(pattern)),))
    found = expected(plain, start, start + timedelta(days=800))
    assert found
    assert {issue.first_on.month for issue in found} <= pattern.months


@given(patterns, starts)
def test_the_first_issue_is_expected_on_its_day_and_no_window_twice(pattern: Pattern, start: date) -> None:
    end = start + timedelta(days=800)
    found = expected(schedule(pattern, start), start, end)
    plain = Schedule(Numbering(start.year, 1, 1), (Phase(start, pattern),))
    regular = [issue.first_on for issue in expected(plain, start, end)]
    opening, *following = [issue.first_on for issue in found]
    assert opening == start
    assert following in (regular, regular[1:])
    assert found[0].numbering.number == 1
    assert expected(schedule(pattern, start), start - timedelta(days=90), start - timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("pattern", "start", "first_three"),
    [
        (
            Pattern(Frequency.QUARTERLY, months=SEASONS),
            date(2026, 2, 10),
            "№ 1 10.02, № 2 01.04, № 3 01.07",
        ),
        (
            Pattern(Frequency.YEARLY, months=frozenset({3})),
            date(2025, 12, 1),
            "№ 1 01.12, № 1 01.03, № 1 01.03",
        ),
        (
            Pattern(Frequency.QUARTERLY, months=frozenset({2, 5, 8})),
            date(2026, 2, 10),
            "№ 1 10.02, № 2 01.05, № 3 01.08",
        ),
        (
            Pattern(Frequency.MONTHLY, month_days=frozenset({10})),
            date(2026, 10, 15),
            "№ 1 15.10, № 2 10.11, № 3 10.12",
        ),
        (
            Pattern(Frequency.MONTHLY, month_days=frozenset({20})),
            date(2026, 10, 15),
            "№ 1 15.10, № 2 20.11, № 3 20.12",
        ),
        (
            Pattern(Frequency.MONTHLY, month_days=frozenset({10}), combined=frozenset({10})),
            date(2026, 9, 15),
            "№ 1 15.09, № 2–3 10.10, № 4 10.12",
        ),
        (
            Pattern(Frequency.MONTHLY, month_days=frozenset({10}), combined=frozenset({9})),
            date(2026, 9, 15),
            "№ 1–2 15.09, № 3 10.11, № 4 10.12",
        ),
        (Pattern(Frequency.MONTHLY), date(2026, 10, 15), "№ 1 15.10, № 2 01.11, № 3 01.12"),
        (
            Pattern(Frequency.WEEKLY, weekdays=frozenset({0})),
            date(2026, 10, 28),
            "№ 1 28.10, № 2 02.11, № 3 09.11",
        ),
        (
            Pattern(Frequency.WEEKLY, weekdays=frozenset({4})),
            date(2026, 10, 28),
            "№ 1 28.10, № 2 06.11, № 3 13.11",
        ),
        (
            Pattern(Frequency.SEVERAL_A_WEEK, weekdays=frozenset({TUESDAY, THURSDAY})),
            date(2026, 10, 28),
            "№ 1 28.10, № 2 29.10, № 3 03.11",
        ),
        (
            Pattern(Frequency.SEVERAL_A_WEEK, weekdays=frozenset({TUESDAY, THURSDAY})),
            date(2026, 10, 26),
            "№ 1 26.10, № 2 29.10, № 3 03.11",
        ),
        (
            Pattern(Frequency.DAILY, weekdays=frozenset({1, 2, 3, 4, 5})),
            date(2026, 10, 26),
            "№ 1 26.10, № 2 27.10, № 3 28.10",
        ),
        (
            Pattern(Frequency.TWICE_A_MONTH, month_days=frozenset({10, 25})),
            date(2026, 10, 5),
            "№ 1 05.10, № 2 25.10, № 3 10.11",
        ),
        (
            Pattern(Frequency.TWICE_A_MONTH, month_days=frozenset({1, 15})),
            date(2026, 10, 10),
            "№ 1 10.10, № 2 15.10, № 3 01.11",
        ),
    ],
)
def test_the_pattern_goes_on_from_the_day_of_the_first_issue(
    pattern: Pattern, start: date, first_three: str
) -> None:
    assert ", ".join(days(pattern, start)) == first_three


def test_the_first_issue_comes_out_on_its_day_though_it_is_a_holiday() -> None:
    pattern = Pattern(Frequency.WEEKLY, weekdays=frozenset({0}), omits_holidays=True)
    start = date(2026, 10, 26)
    found = expected(schedule(pattern, start), start, date(2026, 11, 9), {start, date(2026, 11, 2)})
    assert [issue.first_on for issue in found] == [start, date(2026, 11, 9)]


def test_before_the_day_of_the_first_issue_nothing_is_expected() -> None:
    assert days(Pattern(Frequency.MONTHLY), date(2026, 11, 28), until=date(2026, 11, 23)) == []


def test_the_first_issue_is_expected_though_the_next_lies_far_ahead() -> None:
    quarterly, start = Pattern(Frequency.QUARTERLY, months=SEASONS), date(2026, 2, 10)
    assert days(quarterly, start, until=start) == ["№ 1 10.02"]
    assert days(Pattern(Frequency.IRREGULAR), start) == []


def test_a_later_issue_is_likely_as_late_in_its_month_as_the_first_was() -> None:
    start = date(2026, 2, 10)
    found = expected(schedule(Pattern(Frequency.QUARTERLY, months=SEASONS), start), start, date(2026, 8, 1))
    assert [issue.likely_on for issue in found] == [start, date(2026, 4, 10), date(2026, 7, 10)]


def by_hand(numbers: Mapping[date, int]) -> list[Carried]:
    """Issues announced by hand, by the days on which they came out."""
    return [Carried(Numbering(2026, number, number), day) for day, number in numbers.items()]


@pytest.mark.parametrize(
    ("numbers", "others"),
    [
        ({date(2026, 1, 13): 2}, [(5, 1), (19, 3), (26, 4)]),
        ({date(2026, 1, 20): 2}, [(5, 1), (19, 3), (26, 4)]),
        ({date(2026, 1, 7): 2}, [(5, 1), (12, 3), (19, 4), (26, 5)]),
        ({date(2026, 1, 20): 9}, [(5, 1), (12, 2), (19, 3), (26, 10)]),
        ({date(2026, 1, 20): 1}, [(12, 2), (19, 3), (26, 4)]),
    ],
)
def test_an_issue_announced_by_hand_takes_the_place_of_the_one_expected_before_it(
    numbers: Mapping[date, int], others: list[tuple[int, int]]
) -> None:
    weekly = Pattern(Frequency.WEEKLY, weekdays=frozenset({0}))
    first = Phase(date(2026, 1, 5), weekly)
    known = Schedule(Numbering(2026, 1, 1), (first,), published=by_hand(numbers))
    found = expected(known, date(2026, 1, 1), date(2026, 1, 26))
    assert [(issue.first_on.day, issue.numbering.number) for issue in found] == others


@pytest.mark.parametrize(
    ("known", "others"),
    [
        (
            {date(2026, 1, 5): 3, date(2026, 1, 12): 4, date(2026, 1, 14): 1},
            [(5, 3), (12, 4), (19, 5), (26, 6)],
        ),
        ({date(2026, 1, 2): 1}, [(5, 3), (12, 4), (19, 5), (26, 6)]),
        ({date(2026, 1, 2): 3}, [(5, 4), (12, 5), (19, 6), (26, 7)]),
        ({date(2026, 1, 7): 1}, [(5, 3), (12, 4), (19, 5), (26, 6)]),
    ],
)
def test_an_older_number_announced_by_hand_does_not_throw_the_numbering_back(
    known: Mapping[date, int], others: list[tuple[int, int]]
) -> None:
    weekly = Phase(date(2026, 1, 5), Pattern(Frequency.WEEKLY, weekdays=frozenset({0})))
    carried = Schedule(Numbering(2026, 3, 3), (weekly,), published=by_hand(known))
    found = expected(carried, date(2026, 1, 1), date(2026, 1, 26))
    assert [(issue.first_on.day, issue.numbering.number) for issue in found] == others


def test_a_number_of_last_year_announced_by_hand_does_not_throw_the_numbering_back() -> None:
    weekly = Phase(date(2025, 12, 22), Pattern(Frequency.WEEKLY, weekdays=frozenset({0})))
    carried = [Carried(Numbering(2025, 50, 50), date(2026, 1, 6))]
    known = Schedule(Numbering(2025, 51, 51), (weekly,), published=carried)
    found = expected(known, date(2026, 1, 1), date(2026, 1, 12))
    assert [issue.numbering for issue in found] == [Numbering(2026, 1, 1), Numbering(2026, 2, 2)]


def test_a_number_left_out_and_printed_after_all_does_not_throw_the_numbering_back() -> None:
    weekly = Phase(date(2026, 1, 5), Pattern(Frequency.WEEKLY, weekdays=frozenset({0})))
    carried = by_hand({date(2026, 1, 19): 3, date(2026, 1, 20): 2})
    known = Schedule(Numbering(2026, 1, 1), (weekly,), published=carried, skipped={date(2026, 1, 12): True})
    found = expected(known, date(2026, 1, 1), date(2026, 1, 26))
    assert [(issue.first_on.day, issue.numbering.number) for issue in found] == [(5, 1), (19, 3), (26, 4)]


def test_a_later_issue_is_likely_as_late_in_its_part_of_the_year_as_the_first_was() -> None:
    quarters, start = Pattern(Frequency.TIMES_A_YEAR, times=4), date(2026, 4, 1)
    found = expected(schedule(quarters, start), start, date(2026, 12, 31))
    assert [(issue.first_on, issue.likely_on) for issue in found[:2]] == [
        (start, start),
        (date(2026, 4, 2), date(2026, 7, 1)),
    ]


def test_a_double_number_takes_the_next_month_and_no_later_one() -> None:
    twice_said, said = (
        Pattern(Frequency.MONTHLY, combined=frozenset({7}), months=months)
        for months in (MONTHS - {8}, MONTHS)
    )
    year = date(2026, 1, 1), date(2026, 12, 31)
    found = [[window.first.month for window in windows(each, *year)] for each in (twice_said, said)]
    assert found == [[1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12]] * 2
