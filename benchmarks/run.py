"""One command: makes the data sets, runs the cases, prints the table and keeps the figures."""

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from app.infra import clock
from benchmarks import report
from benchmarks.cases import (
    bulk,
    echo,
    generation,
    history,
    imports,
    lists,
    minute,
    notice,
    oversight,
    registration,
    scanners,
    search,
    simulation,
    storing,
)
from benchmarks.measure import FULL, Effort, Row
from benchmarks.stand import Stand, empty_database, stand
from tests.support.databases import Databases

TIERS = (10_000, 100_000)
LARGE = 1_000_000
OF_A_STAND: dict[str, Callable[[Stand, Effort], list[Row]]] = {
    "notice": notice.measure,
    "bulk": bulk.measure,
    "lists": lists.measure,
    "oversight": oversight.measure,
    "registration": registration.measure,
    "scanners": scanners.measure,
    "minute": minute.measure,
    "echo": echo.measure,
    "imports": imports.measure,
    "storing": storing.measure,
    "history": history.measure,
}
"""In this order: the last lets the stand grow."""
OF_TITLES: dict[str, Callable[[Stand, Effort], list[Row]]] = {"search": search.measure}
"""What counts titles: its stand has none of what is owed for them."""
ONCE = ("generation", "simulation")
"""What asks no database."""
SMALLEST_ONLY = frozenset({"notice", "minute"})
"""What does not depend on the size of the data set."""
ONLY_FOR = dict.fromkeys(SMALLEST_ONLY, TIERS[0]) | {"bulk": TIERS[-1]}
"""Cases measured on one size alone: a thousand notices need as many lines that nobody was told of."""


def main() -> None:
    """Measure what the arguments name; a whole run alone replaces the kept figures."""
    wanted = _arguments()
    logging.disable(logging.WARNING)
    began, facts = perf_counter(), report.machine()
    rows: list[Row] = []
    names = [wanted.only] if wanted.only else [*ONCE, *OF_A_STAND, *OF_TITLES]
    tiers = (*TIERS, LARGE) if wanted.large else TIERS
    if "generation" in names:
        rows += generation.measure(FULL, clock.now().date())
    if "simulation" in names:
        rows += [row for tier in tiers for row in simulation.measure(FULL, tier)]
    for server in _servers():
        with _databases(server) as (databases, folder):
            template = empty_database(databases, folder / "template")
            for tier in tiers:
                chosen = [name for name in names if name in OF_A_STAND]
                chosen = [name for name in chosen if ONLY_FOR.get(name, tier) == tier]
                if chosen:
                    rows += _measure(databases, template, folder, tier, chosen, facts)
                chosen = [name for name in names if name in OF_TITLES]
                if chosen:
                    rows += _measure(databases, template, folder, tier, chosen, facts, titles_only=True)
    rows.sort(key=lambda row: (row.case, row.database, row.tier or 0))
    print(report.table(rows))
    print(f"\n{perf_counter() - began:.0f} s. Load before: {facts['load_before']}")
    if not wanted.only:
        report.save(rows, facts, clock.now())
        print(f"Kept in {report.RESULTS.relative_to(Path.cwd())}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./nusxa bench", description=__doc__)
    parser.add_argument(
        "--large", action="store_true", help="also a million obligations, and as many titles to search"
    )
    parser.add_argument("--only", choices=[*ONCE, *OF_A_STAND, *OF_TITLES], help="one case; keeps no figures")
    return parser.parse_args()


def _servers() -> list[str | None]:
    """SQLite, and the PostgreSQL of the environment if there is one."""
    return list(dict.fromkeys((None, os.environ.get("DATABASE_URL"))))


@contextmanager
def _databases(server: str | None) -> Iterator[tuple[Databases, Path]]:
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(Path(folder), server)
        try:
            yield databases, Path(folder)
        finally:
            databases.remove_all()


def _measure(
    databases: Databases,
    template: str,
    folder: Path,
    tier: int,
    names: list[str],
    facts: dict[str, object],
    *,
    titles_only: bool = False,
) -> list[Row]:
    rows: list[Row] = []
    with stand(databases, template, tier, folder / f"instance-{tier}", titles_only=titles_only) as opened:
        held = f"{tier} titles" if titles_only else f"{opened.obligations} obligations"
        print(f"{opened.database}: {held}", file=sys.stderr, flush=True)
        if opened.bare.postgresql:
            facts["postgresql"] = opened.bare.rows("SHOW server_version", {})[0][0]
        for name in names:
            print(f"  {name}", file=sys.stderr, flush=True)
            rows += (OF_A_STAND | OF_TITLES)[name](opened, FULL)
    return rows
