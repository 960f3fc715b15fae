"""What the report of oversight says on paper, and as a workbook."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.actor import Actor
from app.domain.documents import OversightReportPaper, ReportTable, ReportTile, RuleSetName
from app.infra import clock
from app.infra.i18n import format_moment, gettext
from app.infra.settings import settings
from app.law.queries import rule_sets
from app.organisations.letterheads import letterhead_near
from app.oversight.map import TILE, tiles
from app.oversight.report import MOST_SHOWN, Report, best, measured
from app.oversight.wording import AS_NOW, COUNTED, months, narrowed_to
from app.web.exports import Cell, Sheet

MILLIMETRES_OF_TILE = 15


def report_paper(report: Report, language: str, *, path: str, by: Actor) -> OversightReportPaper:
    """Return the values of the paper in the language of the report; `path` is that of its page."""
    wanted, total = report.asked.wanted, report.total.figures
    return OversightReportPaper(
        made_at=report.made_at.astimezone(clock.zone()).replace(second=0, microsecond=0),
        made_by=report.made_by,
        specimen=wanted.specimen,
        rules=_rules(specimen=wanted.specimen),
        letterhead=letterhead_near(by.organisation_id, language),
        first=wanted.stretch.first,
        last=wanted.stretch.last,
        area=report.area,
        narrowed=tuple(narrowed_to(replace(wanted, region=""))[1:]),
        due=total.due,
        in_time=total.in_time,
        late=total.late,
        missing=total.missing,
        tiles=_tiles(report),
        measures=tuple(_on_paper(table) for table in (*report.measures, *_publishers(report))),
        of_publishers=len(report.publishers),
        counts=tuple(report.counts),
        notes=(str(COUNTED), str(AS_NOW)),
        url=f"{settings().public_url}{path}",
    )


def sheets(report: Report) -> Iterator[Sheet]:
    """All tables as sheets, what is reported before them."""
    yield Sheet(gettext("The report"), (gettext("What"), ""), list(_about(report)))
    publishers = measured("publishers", gettext("Depositors"), report.publishers, report.asked, report.total)
    for table in (*report.measures, publishers, *report.counts):
        rows = [*table.rows, table.total] if table.total is not None else table.rows
        yield Sheet(table.title, table.head, rows)


def _about(report: Report) -> Iterator[tuple[Cell, ...]]:
    wanted = report.asked.wanted
    yield gettext("Period"), months(wanted.stretch)
    yield gettext("Region"), report.area or gettext("the whole country")
    for narrowing in narrowed_to(replace(wanted, region=""))[1:]:
        yield gettext("Narrowed to"), narrowing
    yield gettext("Made on"), format_moment(report.made_at)
    yield gettext("Made by"), report.made_by
    yield (
        gettext("Specimen, of a hypothetical rule set"),
        gettext("yes") if wanted.specimen else gettext("no"),
    )
    yield gettext("What is counted"), str(COUNTED)
    yield gettext("Cases, notices and what waits"), str(AS_NOW)


def _publishers(report: Report) -> Iterator[ReportTable]:
    """The worst and the best, in that order."""
    asked, lines = report.asked, report.publishers
    worst = [line for line in lines if line.figures.missing][:MOST_SHOWN]
    yield measured("publishers", gettext("Depositors of whom most is missing"), worst, asked)
    yield measured(
        "publishers", gettext("Depositors most of whose copies came in time"), best(lines)[:MOST_SHOWN], asked
    )


def _on_paper(table: ReportTable) -> ReportTable:
    """Without the last column of files, which says of each row that it is a specimen: the paper does."""
    total = table.total[:-1] if table.total is not None else None
    return replace(table, head=table.head[:-1], rows=tuple(row[:-1] for row in table.rows), total=total)


def _tiles(report: Report) -> tuple[ReportTile, ...]:
    scale = MILLIMETRES_OF_TILE / TILE
    return tuple(
        ReportTile(
            tile.mark,
            tile.line.name if tile.line else "",
            round(tile.x * scale, 2),
            round(tile.y * scale, 2),
            tile.tone,
            tile.line.figures.percent if tile.line else None,
        )
        for tile in tiles(report.regions)
    )


def _rules(*, specimen: bool) -> RuleSetName:
    """The newest rule set of the sort under which the figures are owed."""
    for law in rule_sets():
        if law.hypothetical is specimen:
            return RuleSetName(law.code, law.version, law.hypothetical)
    return RuleSetName("", "", hypothetical=specimen)
