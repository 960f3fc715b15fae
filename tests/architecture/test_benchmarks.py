"""The benchmarks run and check their results; how fast they are never decides here."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from benchmarks.cases import generation, simulation
from benchmarks.measure import SMOKE, Effort, Goal, Row, Spread, Timed, p95
from benchmarks.report import growth, table
from benchmarks.run import OF_A_STAND, OF_TITLES
from benchmarks.stand import Stand, stand
from tests.support.databases import Databases

TIER = 500


@pytest.fixture(scope="module")
def small_stand(
    databases: Databases, migrated: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stand]:
    with stand(databases, migrated, TIER, tmp_path_factory.mktemp("stand")) as opened:
        yield opened


def test_the_data_set_has_the_size_it_names(small_stand: Stand) -> None:
    """Before the cases, the last of which lets it grow."""
    assert TIER <= small_stand.obligations < TIER + 20


CASES = OF_A_STAND | OF_TITLES


@pytest.mark.parametrize("measure", CASES.values(), ids=CASES.keys())
def test_a_case_finds_product_and_floor_agreed(
    small_stand: Stand, measure: Callable[[Stand, Effort], list[Row]]
) -> None:
    rows = measure(small_stand, SMOKE)
    assert rows
    assert all(row.product.median > 0 for row in rows)


def test_the_domain_decides_as_the_bare_loop_does() -> None:
    [row] = generation.measure(SMOKE, date(2026, 11, 23), releases=50)
    assert row.notes["obligations"] > 250


def test_a_simulation_counts_as_the_bare_loop_does() -> None:
    [row] = simulation.measure(SMOKE, 300, memory=False)
    assert row.tier == 300


def test_a_longer_simulation_takes_no_more_memory() -> None:
    assert len(simulation.measure_memory(2000)) == 2


def test_a_goal_is_judged_round_by_round() -> None:
    noisy = Timed(product=[10, 100, 11], floor=[10, 100, 10])
    assert noisy.row("case", "", "", Goal(ratio=1.05)).met is True
    assert noisy.row("case", "", "", Goal(ratio=0.9)).met is False
    assert noisy.row("case", "", "", Goal(ratio=1.0, extra=0.5)).met is True


def test_the_slowest_of_twenty_does_not_count_but_the_one_before_does() -> None:
    assert p95([*range(1, 20), 1000]) == 19
    assert p95([7.0]) == 7.0


def test_a_goal_says_what_it_asks_for() -> None:
    assert [str(goal) for goal in (Goal(2, 2.5), Goal(1.5), Goal(0, 2000))] == [
        "≤ 2 × floor + 2.5 ms", "≤ 1.5 × floor", "≤ 2000 ms",
    ]  # fmt: skip


def test_the_table_shows_how_a_case_grows() -> None:
    rows = [
        Row("case", "", Spread(median, median, median), database="sqlite", tier=tier)
        for tier, median in ((10_000, 2.0), (100_000, 5.0))
    ]
    assert [growth(row, rows) for row in rows] == [None, 2.5]
    assert "| 2.5 |" in table(rows).splitlines()[-1]
