"""How the country does: map, regions, time and kinds, and each table as a file."""

from dataclasses import replace
from datetime import date
from functools import partial

from flask import Response, render_template

from app.infra import clock
from app.infra.i18n import gettext, organisation_name
from app.organisations.models import Organisation
from app.organisations.queries.records import organisation_by_id, region_names
from app.oversight.asking import STEPS, Asked, address, read_asked
from app.oversight.map import tiles
from app.oversight.periods import moved, stretch_of
from app.oversight.queries.figures import waiting_to_be_counted
from app.oversight.tables import TABLES, cells, head, kind_lines, region_lines, time_lines, whole
from app.oversight.views.blueprint import blueprint
from app.oversight.wording import COUNTED, months
from app.policy.permissions import Permission
from app.publications.vocabulary import kind_name, registered_kinds
from app.web.access import current_actor, requires
from app.web.exports import csv_response, xlsx_response
from app.web.templating import Link


@blueprint.get("/oversight")
@requires(Permission.OVERSIGHT_READ)
def overview() -> str:
    """Show what fell due in a stretch of months and how it ended, by region, time and kind."""
    actor, at = current_actor(), clock.now()
    today, asked = clock.local_day(at), read_asked(actor)
    regions = region_lines(actor, asked, today)
    total = whole(asked, regions)
    names, depositor_id = region_names(), asked.wanted.depositor_id
    depositor = None if depositor_id is None else organisation_by_id(depositor_id)
    return render_template(
        "oversight/overview.html",
        asked=asked,
        wanted=asked.wanted,
        address=partial(address, asked=asked),
        tags=_tags(asked, names, depositor),
        depositor=depositor,
        total=total,
        whole=total.figures,
        regions=regions,
        tiles=tiles(regions),
        times=time_lines(actor, asked, today),
        kinds=kind_lines(actor, asked, today),
        region_choices=list(names.items()) if actor.region_soato is None else [],
        kind_choices=registered_kinds(),
        step_choices=list(STEPS.items()),
        counted=COUNTED,
        behind_time=waiting_to_be_counted(),
        reports=_reports(asked, today),
        at=at,
        today=today,
    )


def _reports(asked: Asked, today: date) -> list[tuple[str, Asked]]:
    """The reports offered: on the last whole month, and on what the page shows."""
    month = moved(today.replace(day=1), -1)
    stretch = stretch_of(month, month, today)
    monthly = asked._replace(wanted=replace(asked.wanted, stretch=stretch))
    shown = gettext("On what is shown here: %(months)s", months=months(asked.wanted.stretch))
    return [(gettext("Of the month: %(month)s", month=months(stretch)), monthly), (shown, asked)]


def _tags(asked: Asked, names: dict[str, str], depositor: Organisation | None) -> list[Link]:
    """The parts of the filter in use but for its months, each with the way to drop it."""
    wanted = asked.wanted
    used = {
        "region": names.get(wanted.region, ""),
        "depositor": organisation_name(depositor) if depositor else "",
        "kind": kind_name(wanted.kind) if wanted.kind else "",
    }
    return [Link(name, address("overview", asked, **{part: ""})) for part, name in used.items() if name]


@blueprint.get("/oversight/<any(regions,kinds,times,publishers):table>.csv")
@requires(Permission.OVERSIGHT_READ)
def as_csv(table: str) -> Response:
    """Send one table of what is looked at, as CSV."""
    actor = current_actor()
    asked = read_asked(actor)
    lines = TABLES[table](actor, asked, clock.today())
    return csv_response(
        f"{_name(table, asked)}.csv", head(table), cells(lines, specimen=asked.wanted.specimen)
    )


@blueprint.get("/oversight/<any(regions,kinds,times,publishers):table>.xlsx")
@requires(Permission.OVERSIGHT_READ)
def as_xlsx(table: str) -> Response:
    """Send one table of what is looked at, as a workbook."""
    actor = current_actor()
    asked = read_asked(actor)
    lines = TABLES[table](actor, asked, clock.today())
    return xlsx_response(
        f"{_name(table, asked)}.xlsx", head(table), cells(lines, specimen=asked.wanted.specimen)
    )


def _name(table: str, asked: Asked) -> str:
    first, last = asked.wanted.stretch
    return f"oversight-{table}-{first:%Y-%m}-{last:%Y-%m}"
