"""Cases within reach: the list and its files."""

from collections.abc import Iterator
from datetime import datetime

from flask import Response, render_template

from app.compliance.cases.filters import AGES, NOBODY, address, age_text, kept, read_filter, tags
from app.compliance.cases.messages import STATES, STEPS
from app.compliance.cases.queries.inspectors import inspectors_of
from app.compliance.cases.queries.listing import count_cases, every_case, list_cases
from app.compliance.cases.scope import sees_inside
from app.compliance.cases.views.blueprint import blueprint
from app.infra import clock
from app.infra.i18n import gettext, ngettext, organisation_name, place_name
from app.organisations.queries import regions
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.exports import Cell, csv_response, xlsx_response
from app.web.pages import PAGE_ROWS, make_page, read_moment_cursor


@blueprint.get("/cases")
@requires(Permission.CASE_READ)
def index() -> str:
    """List cases, the newest first."""
    actor, wanted, at = current_actor(), read_filter(), clock.now()
    rows = list_cases(actor, wanted, at=at, after=read_moment_cursor(), limit=PAGE_ROWS + 1)
    places = {region.soato: place_name(region) for region in regions()}
    people = {one.id: one.name for one in inspectors_of(actor.region_soato)} if sees_inside(actor) else {}
    return render_template(
        "cases/index.html",
        page=make_page(rows, lambda row: [row.case.opened_at.isoformat(), row.case.id]),
        wanted=wanted,
        states=STATES,
        ages=[(days, age_text(days)) for days in AGES],
        people=[(NOBODY, gettext("No inspector")), *people.items()] if people else [],
        steps=STEPS,
        kept=kept(wanted),
        region_choices=list(places.items()) if sees_inside(actor) and actor.region_soato is None else [],
        total=ngettext("%(num)s case", "%(num)s cases", count_cases(actor, wanted, at=at)),
        tags=tags(wanted, places, people),
        inside=sees_inside(actor),
        csv_url=address("cases.as_csv", wanted),
        xlsx_url=address("cases.as_xlsx", wanted),
        at=at,
    )


@blueprint.get("/cases.csv")
@requires(Permission.CASE_READ)
def as_csv() -> Response:
    """Send exactly what the list is filtered to, as CSV."""
    return csv_response("cases.csv", _head(), _cells(clock.now()))


@blueprint.get("/cases.xlsx")
@requires(Permission.CASE_READ)
def as_xlsx() -> Response:
    """Send exactly what the list is filtered to, as a workbook."""
    return xlsx_response("cases.xlsx", _head(), _cells(clock.now()))


def _head() -> list[str]:
    return [
        gettext("Case"), gettext("Specimen"), gettext("Depositor"), gettext("TIN"), gettext("Region"),
        gettext("Inspector"), gettext("Opened"), gettext("Days open"), gettext("Notices in force"),
        gettext("Copies missing"), gettext("State"), gettext("Settled"), gettext("Reason"),
    ]  # fmt: skip


def _cells(at: datetime) -> Iterator[list[Cell]]:
    actor = current_actor()
    for row in every_case(actor, read_filter(), at=at):
        case = row.case
        inspector = case.inspector.name if case.inspector and sees_inside(actor) else ""
        yield [
            case.number, gettext("yes") if case.specimen else "", organisation_name(case.depositor),
            case.depositor.stir or "", place_name(case.region), inspector, clock.local_day(case.opened_at),
            row.age(at), row.notices, row.missing, str(STATES[row.state]),
            clock.local_day(case.settled_at) if case.settled_at else None, case.outcome_reason,
        ]  # fmt: skip
