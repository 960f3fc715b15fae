"""The list of discrepancies and its files."""

from flask import Response, render_template

from app.deposits.discrepancies.files import cells, head
from app.deposits.discrepancies.filters import ALL, address, read_asked, tags
from app.deposits.discrepancies.queries import count_discrepancies, every_discrepancy, list_discrepancies
from app.deposits.discrepancies.views.blueprint import blueprint
from app.deposits.discrepancies.words import KINDS, OUTCOMES, STANDINGS
from app.deposits.obligations.queries import depositories
from app.deposits.obligations.readable import readable_releases
from app.deposits.receiving.queries import readable_receipts
from app.domain.actor import Actor
from app.infra.i18n import gettext, ngettext, organisation_name
from app.policy.permissions import Permission
from app.policy.predicates import Reach
from app.policy.table import may, reaches
from app.publications.vocabulary import language_tag
from app.web.access import current_actor, requires
from app.web.exports import csv_response, xlsx_response
from app.web.pages import PAGE_ROWS, make_page, read_cursor


@blueprint.get("")
@requires(Permission.DISCREPANCY_READ)
def index() -> str:
    """List what was not as announced, the newest first; what is open unless the address asks for more."""
    actor, asked = current_actor(), read_asked()
    key = read_cursor(int)
    found = list_discrepancies(actor, asked, after=int(str(key[0])) if key else None, limit=PAGE_ROWS + 1)
    libraries = _libraries(actor)
    page = make_page(found, lambda row: [row.id])
    return render_template(
        "discrepancies/index.html",
        page=page,
        readable=readable_releases(actor, (row.release_id for row in page.rows)),
        receipts=readable_receipts(actor, (row.brought_by for row in page.rows)),
        asked=asked,
        state=asked.standing.value if asked.standing else ALL,
        tags=tags(asked, libraries),
        total=ngettext("%(num)s discrepancy", "%(num)s discrepancies", count_discrepancies(actor, asked)),
        of_many=set(reaches(actor, Permission.DISCREPANCY_READ)) != {Reach.AS_DEPOSITOR},
        libraries=list(libraries.items()),
        standing_choices=[
            *((standing.value, name) for standing, name in STANDINGS.items()),
            (ALL, gettext("All")),
        ],
        kind_choices=[(kind.value, name) for kind, name in KINDS.items()],
        kinds=KINDS,
        outcomes=OUTCOMES,
        standings=STANDINGS,
        may_take=may(actor, Permission.SURPLUS_TAKE),
        csv_url=address("discrepancies.as_csv", asked),
        xlsx_url=address("discrepancies.as_xlsx", asked),
        language_tag=language_tag,
    )


@blueprint.get("/list.csv")
@requires(Permission.DISCREPANCY_READ)
def as_csv() -> Response:
    """Send exactly what the list is filtered to, as CSV."""
    return csv_response("discrepancies.csv", head(), cells(every_discrepancy(current_actor(), read_asked())))


@blueprint.get("/list.xlsx")
@requires(Permission.DISCREPANCY_READ)
def as_xlsx() -> Response:
    """Send exactly what the list is filtered to, as a workbook."""
    return xlsx_response(
        "discrepancies.xlsx", head(), cells(every_discrepancy(current_actor(), read_asked()))
    )


def _libraries(actor: Actor) -> dict[int, str]:
    """The libraries that the list can be narrowed to; none for who reads of one alone."""
    if set(reaches(actor, Permission.DISCREPANCY_READ)) <= {Reach.AS_DEPOSITORY}:
        return {}
    return {library.id: organisation_name(library) for library in depositories()}
