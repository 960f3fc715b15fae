"""Simulating a rule set over many releases: the domain against a bare loop, and how much memory it takes."""

import resource
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice, repeat
from pathlib import Path
from random import Random

from app.domain.law import RuleSet
from app.domain.publication import Carrier, EditionStatus, Kind, Origin, ReleaseFacts
from app.domain.simulation import Simulation, Tally, Totals
from app.domain.simulation.totals import FIGURES
from app.law import reading
from benchmarks import data
from benchmarks.measure import Effort, Goal, Row, alternate
from benchmarks.simulation_floor import BareSimulation, Figures, Tables

GOAL = Goal(ratio=2.0)
DISTINCT = 20_000
"""So many different releases are drawn; a longer run goes through them again."""
GROWTH_MB = 16
"""So much more memory may a run take that is ten times as long."""
_KINDS = (Kind.BOOK, Kind.BOOK, Kind.BOOK, Kind.TEXTBOOK, Kind.BROCHURE, Kind.ALBUM, Kind.JOURNAL, Kind.MAP)


def measure(effort: Effort, releases: int, *, memory: bool = True) -> list[Row]:
    """Run the largest bundled rule set over so many releases; `memory` measures that too."""
    rule_set = largest()
    drawn = list(islice(drawn_releases(), min(DISTINCT, releases)))
    floor = BareSimulation(rule_set)
    assert floor.run(stream(drawn, releases)) == _plain(_run(rule_set, stream(drawn, releases)))
    timed = alternate(
        lambda: _run(rule_set, stream(drawn, releases)),
        lambda: floor.run(stream(drawn, releases)),
        effort=effort,
    )
    notes: dict[str, object] = {
        "rules": len(rule_set.rules),
        "releases_per_second": round(releases / min(timed.product) * 1000),
        **(measure_memory(releases) if memory else {}),
    }
    return [
        timed.row(
            "simulation",
            f"simulate {rule_set.id}",
            "bare loop, same figures",
            GOAL,
            tier=releases,
            notes=notes,
        )
    ]


def measure_memory(releases: int) -> dict[str, int]:
    """Return the peak memory in MiB of a run of a tenth of the releases and of all, each in its own process.

    Raises:
        AssertionError: the longer run took more than `GROWTH_MB` more.
    """
    peaks = {}
    for number in (releases // 10, releases):
        told = subprocess.run(
            [sys.executable, "-m", "benchmarks.cases.simulation", str(number)],
            cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True,
        )  # fmt: skip
        peaks[f"peak_mb_{number}"] = int(told.stdout)
    small, large = peaks.values()
    assert large - small <= GROWTH_MB, peaks
    return peaks


def largest() -> RuleSet:
    """Return the bundled rule set with the most rules, or the data set's own if that has more."""
    folder = Path(reading.__file__).parent / "rule_sets"
    bundled = [reading.read_rule_set(path.read_text("utf-8")) for path in sorted(folder.glob("*.yaml"))]
    return max([*bundled, data.law()], key=lambda rule_set: len(rule_set.rules))


def drawn_releases() -> Iterator[ReleaseFacts]:
    """Yield releases without end, of which every fact is known; always the same ones."""
    chance = Random(data.SEED)
    while True:
        publisher = int(data.PUBLISHERS * chance.random() ** 2)
        yield ReleaseFacts(
            kind=chance.choice(_KINDS),
            carrier=Carrier.ONLINE if chance.random() < 0.1 else Carrier.PRINT,
            origin=Origin.IMPORTED if chance.random() < 0.05 else Origin.DOMESTIC,
            languages=frozenset({chance.choice(("uz", "uz", "uz", "ru", "kaa", "en"))}),
            subjects=frozenset({chance.choice(("science", "fiction", "education", "other"))}),
            audiences=frozenset({chance.choice(("general", "general", "children"))}),
            print_run=chance.choice((10, 24, 30, 100, 300, 500, 1000, 3000)),
            pages=chance.randrange(4, 900),
            unit_cost=chance.randrange(5, 200) * 1000,
            edition_status=chance.choice((EditionStatus.FIRST, EditionStatus.REVISED)),
            original_deposited=chance.random() < 0.5,
            restricted=chance.random() < 0.01,
            print_on_demand=chance.random() < 0.05,
            hire_only=False,
            file_delivered=chance.random() < 0.3,
            depositor_region=data.region_of(publisher),
            depositor_municipality=f"{data.region_of(publisher)}2{publisher % 20:02}",
            parties=dict.fromkeys(("publisher", "printer", "rights_holder_to_distribute"), publisher),
        )


def stream(drawn: list[ReleaseFacts], releases: int) -> Iterator[ReleaseFacts]:
    """Yield so many releases one by one."""
    return islice(chain.from_iterable(repeat(drawn)), releases)


def _run(rule_set: RuleSet, releases: Iterable[ReleaseFacts]) -> Totals:
    simulation = Simulation(rule_set)
    simulation.add(releases)
    return simulation.totals()


def _plain(totals: Totals) -> Tables:
    """The tables of a simulation as the loop keeps them; it keeps no empty rows."""
    tables = {
        "depositories": totals.depositories, "regions": totals.regions, "kinds": totals.kinds,
        "depositors": totals.depositors,
    }  # fmt: skip
    return {name: {key: _figures(tally) for key, tally in table.items()} for name, table in tables.items()}


def _figures(tally: Tally) -> Figures:
    return [getattr(tally, name) for name in FIGURES]


def _peak_mb(releases: int) -> int:
    """Run and return the peak memory of this process in MiB."""
    _run(largest(), stream(list(islice(drawn_releases(), DISTINCT)), releases))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    print(_peak_mb(int(sys.argv[1])))
