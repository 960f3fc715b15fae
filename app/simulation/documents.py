"""What the memorandum on a simulation says."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.domain.documents import MemoFigures, MemoLine, MemorandumPaper, RuleSetName
from app.domain.documents.memorandum import NotKnown
from app.domain.simulation import SpineGroup, Tally, reached
from app.infra import clock
from app.infra.i18n import force_locale
from app.infra.papers import render_paper
from app.infra.settings import settings
from app.organisations.letterheads import letterhead_near
from app.simulation.models import SimulationRun
from app.simulation.naming import Names
from app.simulation.results import Result, from_json
from app.simulation.setup import Setup

FIGURES = ("obligations", "copies", "files", "cost", "shelf")
MOST_LINES = 15
"""A memorandum is read, not searched: the longest lines; the tables of the page hold the others."""


def render_memorandum(run: SimulationRun, language: str) -> bytes:
    """Return the memorandum of a finished run as PDF/A-3a; the same run gives the same bytes.

    Raises:
        ValueError: the run has not come to its end.
    """
    if run.result is None or run.finished_at is None:
        raise ValueError(f"simulation {run.id} has no result yet")
    paper = memorandum_paper(run, from_json(run.result), language)
    return render_paper(paper, language, identifier=f"simulation {run.id}".encode(), created=run.finished_at)


def memorandum_paper(run: SimulationRun, result: Result, language: str) -> MemorandumPaper:
    """Return the values of the memorandum."""
    setup, at = Setup.from_json(run.setup), run.finished_at or run.created_at
    named = next((law for law in setup.laws if law.hypothetical or law.draft), setup.laws[-1])
    last = result.laws[-1]
    with force_locale(language):
        names = Names(result)
        libraries = _lines(reached([law.depositories for law in result.laws]), names.depository)
        regions = _lines([law.regions for law in result.laws], names.region)
        depositors = _depositors(result, names)
    return MemorandumPaper(
        number=run.id,
        made_on=clock.local_day(at),
        specimen=setup.hypothetical,
        rules=RuleSetName(named.code, named.version, named.hypothetical or bool(named.draft)),
        letterhead=letterhead_near(None, language),
        laws=tuple(setup.names),
        first=run.first_day,
        last=run.last_day,
        list_name=run.file.name if run.file else "",
        releases=last.releases,
        whole=MemoLine("", tuple(_figures(law.whole) for law in result.laws)),
        not_known=tuple(
            NotKnown(law.undecided_releases, law.whole.unknown, law.whole.unpriced, law.whole.unpaged)
            for law in result.laws
        ),
        libraries=libraries,
        regions=regions,
        depositors=depositors,
        millimetres=tuple(setup.thickness[group] / 10 for group in SpineGroup),
        url=f"{settings().public_url}/simulations/{run.id}",
    )


def _lines(tables: Sequence[Mapping[Any, Tally]], word: Any) -> tuple[MemoLine, ...]:
    """The rows with most copies under any of the rule sets."""
    keys = {key for table in tables for key in table}
    ranked = sorted(
        keys, key=lambda key: (-max(table.get(key, Tally()).copies for table in tables), str(key))
    )
    return tuple(
        MemoLine(
            word(key),
            tuple(_figures(table.get(key, Tally())) for table in tables),
        )
        for key in ranked[:MOST_LINES]
    )


def _depositors(result: Result, names: Names) -> tuple[MemoLine, ...]:
    """Under one rule set those who bear most, under two those for whom most changes."""
    if len(result.laws) == 1:
        burdened: Iterable[tuple[Any, tuple[Tally, ...]]] = (
            (party, (tally,)) for party, tally in result.laws[0].burdened
        )
    else:
        ranked = sorted(result.changed, key=lambda row: (-abs(row.cost or 0), -abs(row.copies or 0)))
        burdened = ((row.key, (row.before, row.after)) for row in ranked)
    return tuple(
        MemoLine(names.party(party), tuple(_figures(tally) for tally in tallies))
        for party, tallies in list(burdened)[:MOST_LINES]
    )


def _figures(tally: Tally) -> MemoFigures:
    lacking = frozenset(name for name in FIGURES if tally.lacks(name))
    figures = {name: int(getattr(tally, name)) for name in FIGURES}
    return MemoFigures(**figures, unknown=tally.unknown, undecided=tally.undecided, lacking=lacking)
