"""Open cases as tables: by inspector, region and step, each row cut by age; the same for page and report."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from app.compliance.cases.filters import address
from app.compliance.cases.messages import STEPS
from app.compliance.cases.queries.listing import CaseFilter, State
from app.compliance.cases.queries.sums import CaseSum, sums_of_cases, unpaid_of_cases
from app.compliance.cases.queries.unpaid import Unpaid
from app.domain.actor import Actor
from app.domain.ages import BANDS, Band
from app.infra.i18n import gettext
from app.organisations.queries.records import region_names
from app.oversight.queries.wanted import Wanted
from app.web.ages import age_text


class CaseLine(NamedTuple):
    """A row: what it is called, how many cases it holds in each band of age and in all, and their lists."""

    name: str
    ages: tuple[tuple[int, str], ...]
    total: int
    url: str


class CaseTable(NamedTuple):
    """One way to cut the same cases; `first` heads the names of its rows."""

    name: str
    title: str
    first: str
    lines: Sequence[CaseLine]


class CaseTables(NamedTuple):
    """All of them; the line `total` is the same for each. `unpaid` claims for costs stand in cases, settled
    ones too, whose list is `unpaid_url`."""

    tables: Sequence[CaseTable]
    total: CaseLine
    unpaid: Sequence[Unpaid]
    unpaid_url: str


def case_tables(actor: Actor, wanted: Wanted, *, at: datetime) -> CaseTables:
    """Open cases as they stand now: what fell due when does not narrow them, a region and specimens do."""
    asked = CaseFilter(state=State.OPEN, region=wanted.region, specimen=wanted.specimen)
    sums = sums_of_cases(actor, asked, at=at)
    tables = (_inspectors(asked, sums), _regions(asked, sums), _steps(asked, sums))
    claimed = replace(asked, state=None, unpaid=True)
    unpaid = unpaid_of_cases(actor, claimed, at=at)
    return CaseTables(tables, _line(gettext("Total"), asked, sums), unpaid, address("cases.index", claimed))


def _inspectors(asked: CaseFilter, sums: Sequence[CaseSum]) -> CaseTable:
    people = {row.inspector_id: row.inspector for row in sums}
    lines = [
        _line(
            people[one] or gettext("No inspector"),
            _of_inspector(asked, one),
            [row for row in sums if row.inspector_id == one],
        )
        for one in _by_name(people)
    ]
    return CaseTable("case_inspectors", gettext("Open cases by inspector"), gettext("Inspector"), lines)


def _regions(asked: CaseFilter, sums: Sequence[CaseSum]) -> CaseTable:
    names = region_names()
    lines = [
        _line(names[code], replace(asked, region=code), [row for row in sums if row.region == code])
        for code in sorted({row.region for row in sums})
    ]
    return CaseTable("case_regions", gettext("Open cases by region"), gettext("Region"), lines)


def _steps(asked: CaseFilter, sums: Sequence[CaseSum]) -> CaseTable:
    lines = [
        _line(str(word), replace(asked, step=step), [row for row in sums if row.step is step])
        for step, word in STEPS.items()
    ]
    return CaseTable("case_steps", gettext("Open cases by step"), gettext("Step"), lines)


def _by_name(people: Mapping[int | None, str]) -> list[int | None]:
    """Those of nobody first, as they wait for a decision of the head."""
    return sorted(people, key=lambda one: (one is not None, people[one], one or 0))


def _of_inspector(asked: CaseFilter, inspector_id: int | None) -> CaseFilter:
    if inspector_id is None:
        return replace(asked, unassigned=True)
    return replace(asked, inspector_id=inspector_id)


def _line(name: str, asked: CaseFilter, sums: Iterable[CaseSum]) -> CaseLine:
    counted: dict[Band, int] = dict.fromkeys(BANDS, 0)
    for row in sums:
        counted[row.age] += row.number
    ages = tuple(
        (number, address("cases.index", replace(asked, age=band))) for band, number in counted.items()
    )
    return CaseLine(name, ages, sum(counted.values()), address("cases.index", asked))


def age_heads() -> list[str]:
    """The heads of the columns of age."""
    return [age_text(band) for band in BANDS]
