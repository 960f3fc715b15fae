"""The list of requests and its files."""

from flask import Response, render_template

from app.compliance.requests.files import cells, head
from app.compliance.requests.filters import address, kept, read_after, read_filter, tags, total_text
from app.compliance.requests.queries.deciders import undecidable
from app.compliance.requests.queries.listing import count_requests, every_request, list_requests
from app.compliance.requests.views.blueprint import blueprint
from app.compliance.requests.words import KINDS, STANDINGS
from app.domain.actor import Role
from app.infra import clock
from app.infra.i18n import place_name
from app.organisations.queries import regions
from app.policy.permissions import Permission
from app.policy.table import may
from app.web.access import current_actor, requires
from app.web.exports import csv_response, xlsx_response
from app.web.pages import PAGE_ROWS, make_page


@blueprint.get("")
@requires(Permission.REQUEST_READ)
def index() -> str:
    """List the requests within reach, the latest first."""
    actor, wanted, today = current_actor(), read_filter(), clock.today()
    rows = list_requests(actor, wanted, today=today, after=read_after(), limit=PAGE_ROWS + 1)
    own = actor.role is Role.DEPOSITOR
    places = {} if own else {region.soato: place_name(region) for region in regions()}
    return render_template(
        "requests/index.html",
        page=make_page(rows, lambda row: [row.id]),
        wanted=wanted,
        total=total_text(count_requests(actor, wanted, today=today)),
        kinds=KINDS,
        standings=STANDINGS,
        region_choices=list(places.items()) if actor.region_soato is None else [],
        tags=tags(wanted, places),
        csv_url=address("requests.as_csv", wanted),
        xlsx_url=address("requests.as_xlsx", wanted),
        own=own,
        undecidable=0 if own else undecidable(actor).number,
        kept=kept(wanted),
        may_ask=may(actor, Permission.REQUEST_MAKE),
        today=today,
    )


@blueprint.get("/export.csv")
@requires(Permission.REQUEST_READ)
def as_csv() -> Response:
    """Send exactly what the list is filtered to, as CSV."""
    today = clock.today()
    rows = every_request(current_actor(), read_filter(), today=today)
    return csv_response("requests.csv", head(), cells(rows, today))


@blueprint.get("/export.xlsx")
@requires(Permission.REQUEST_READ)
def as_xlsx() -> Response:
    """Send exactly what the list is filtered to, as a workbook."""
    today = clock.today()
    rows = every_request(current_actor(), read_filter(), today=today)
    return xlsx_response("requests.xlsx", head(), cells(rows, today))
