"""The report of oversight: the tables of the pages put together, once for its paper and its workbook."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.compliance.messages import STATUSES
from app.domain.actor import Actor
from app.domain.documents import ReportTable
from app.domain.documents.oversight_report import Cell
from app.infra import clock
from app.infra.i18n import current_language, gettext
from app.organisations.queries.records import region_names
from app.oversight.asking import Asked
from app.oversight.authority_tables import notice_lines, waiting_lines
from app.oversight.case_tables import CaseLine, age_heads, case_tables
from app.oversight.periods import USUAL_MONTHS, Stretch, moved
from app.oversight.tables import (
    Line,
    cells,
    head,
    kind_lines,
    publisher_lines,
    region_lines,
    time_lines,
    whole,
)

Row = tuple[Cell, ...]
MOST_SHOWN = 10
"""So many of the best and of the worst publishers are on paper; the workbook holds all."""


@dataclass(frozen=True, slots=True)
class Report:
    """What is reported in the language in which it was made; `regions` are those of the map."""

    asked: Asked
    made_at: datetime
    made_by: str
    area: str
    total: Line
    regions: Sequence[Line]
    measures: Sequence[ReportTable]
    publishers: Sequence[Line]
    counts: Sequence[ReportTable]


def report_for(actor: Actor, asked: Asked, *, at: datetime) -> Report:
    """Put together what the pages show at this address, within the actor's reach."""
    today = clock.local_day(at)
    regions = region_lines(actor, asked, today)
    total = whole(asked, regions)
    measures = (
        measured("regions", gettext("By region"), regions, asked, total),
        measured("times", gettext("Over time"), time_lines(actor, over_time(asked), today), asked),
        measured("kinds", gettext("By kind"), kind_lines(actor, asked, today), asked, total),
    )
    return Report(
        asked=asked,
        made_at=at,
        made_by=actor.name_in(current_language().code),
        area=region_names().get(asked.wanted.region or actor.region_soato or "", ""),
        total=total,
        regions=regions,
        measures=measures,
        publishers=publisher_lines(actor, asked, today),
        counts=(*_cases(actor, asked, at), *_authority(actor, asked, today)),
    )


def over_time(asked: Asked) -> Asked:
    """What the table over time looks at: a year at least, so that a month is seen beside those before it."""
    first, last = asked.wanted.stretch
    year = Stretch(min(first, moved(last.replace(day=1), 1 - USUAL_MONTHS)), last)
    return asked._replace(wanted=replace(asked.wanted, stretch=year))


def measured(
    name: str, title: str, lines: Sequence[Line], asked: Asked, total: Line | None = None
) -> ReportTable:
    """A table of what fell due, with the columns of its file."""
    specimen = asked.wanted.specimen
    rows = tuple(tuple(row) for row in cells(lines, specimen=specimen))
    last = next(iter(cells([total], specimen=specimen))) if total is not None else None
    return ReportTable(title, tuple(head(name)), rows, tuple(last) if last else None)


def best(lines: Sequence[Line]) -> list[Line]:
    """Depositors of whom the largest share came in time, of equal ones those of whom more was due first."""
    due = [line for line in lines if line.figures.due]
    return sorted(
        due, key=lambda line: (-line.figures.in_time / line.figures.due, -line.figures.due, line.code)
    )


def _cases(actor: Actor, asked: Asked, at: datetime) -> list[ReportTable]:
    found = case_tables(actor, asked.wanted, at=at)
    heads = (gettext("Open cases"), *age_heads())
    return [
        ReportTable(
            table.title,
            (table.first, *heads),
            tuple(_case_row(line) for line in table.lines),
            _case_row(found.total),
        )
        for table in found.tables
    ]


def _case_row(line: CaseLine) -> Row:
    return (line.name, line.total, *(number for number, _url in line.ages))


def _authority(actor: Actor, asked: Asked, today: date) -> list[ReportTable]:
    waiting: tuple[Row, ...] = tuple(
        (line.name, line.of.waiting, line.of.since, line.of.answer_by) for line in waiting_lines(actor, today)
    )
    heads = (gettext("What"), gettext("Waiting"), gettext("The oldest since"), gettext("To be answered by"))
    months: tuple[Row, ...] = tuple(
        (line.name, line.issued, *(number for number, _url in line.states))
        for line in notice_lines(actor, over_time(asked).wanted, today)
    )
    states = (gettext("Month"), gettext("Issued"), *map(str, STATUSES.values()))
    return [
        ReportTable(gettext("What waits"), heads, waiting),
        ReportTable(gettext("Notices by month of issue"), states, months),
    ]
