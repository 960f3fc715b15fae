"""Pages of what is coming to a library: the list and its files."""

from collections.abc import Iterator
from datetime import date

from flask import Blueprint, Response, render_template

from app.deposits.coming.doors import doors
from app.deposits.coming.files import cells, head
from app.deposits.coming.filters import (
    GROUPINGS,
    STAGES,
    Grouping,
    read_asked,
    read_grouping,
)
from app.deposits.coming.lines import groups
from app.deposits.coming.listing import count_expected, every_expected, list_expected
from app.deposits.coming.lying import held_elsewhere
from app.deposits.coming.queries import Parcels, parcels_of, readable_parcels
from app.deposits.coming.totals import totals_by_library
from app.deposits.discrepancies.promises import promises_of
from app.deposits.obligations.filters import address, names_in_use, read_after, tags, total_text
from app.deposits.obligations.queries import (
    ObligationFilter,
    depositories,
)
from app.deposits.obligations.scope import State
from app.domain.actor import Actor
from app.infra import clock
from app.infra.i18n import organisation_name
from app.law.wording import DEPOSITORS
from app.organisations.libraries.queries import library_by_id
from app.organisations.libraries.showing import Reachable, reachable
from app.policy.permissions import Permission
from app.policy.predicates import Reach
from app.policy.table import may, reaches
from app.web.access import current_actor, requires
from app.web.exports import Cell, csv_response, xlsx_response
from app.web.pages import PAGE_ROWS, make_page
from app.web.templating import Link

blueprint = Blueprint("coming", __name__)


@blueprint.get("/coming")
@requires(Permission.DELIVERY_EXPECT)
def index() -> str:
    """List what a library may expect, by publisher or by title, first what is due first."""
    actor, today = current_actor(), clock.today()
    asked, grouping = read_asked(), read_grouping()
    found = list_expected(actor, asked, today=today, after=read_after(), limit=PAGE_ROWS + 1)
    page = make_page(found, lambda row: [row.due_on or "", row.id])
    ids = [row.id for row in page.rows]
    parcels, promises = parcels_of(ids), promises_of(actor, ids)
    libraries = _libraries(actor)
    at_desk = may(actor, Permission.RECEIVING_WORK)
    return render_template(
        "coming/index.html",
        page=page,
        groups=groups(
            page.rows,
            parcels,
            promises,
            grouping,
            today,
            at_desk=at_desk,
            names=_collectors(parcels),
            shown=readable_parcels(actor, parcels),
        ),
        lying=held_elsewhere(page.rows),
        asked=asked,
        grouping=grouping,
        today=today,
        total=total_text(count_expected(actor, asked, today=today)),
        doors=doors(actor, asked, grouping, today),
        stages=STAGES.items(),
        switch=[Link(str(name), _address(asked, by), by is grouping) for by, name in GROUPINGS.items()],
        libraries=list(libraries.items()),
        reached=_own_library(actor, today),
        tags=tags(asked, names_in_use(asked, STAGES, libraries), "coming.index", by=grouping),
        csv_url=address("coming.as_csv", asked),
        xlsx_url=address("coming.as_xlsx", asked),
        roles=DEPOSITORS,
        may_claim=asked.state is State.LATE and may(actor, Permission.CLAIM_MAKE),
        all_url=address("claims.preview", asked, all="1", kind="asked"),
    )


@blueprint.get("/coming/libraries")
@requires(Permission.DELIVERY_EXPECT)
def by_library() -> str:
    """Show how much is coming to each library, and how far it is."""
    region = read_asked().region
    totals = totals_by_library(current_actor(), clock.today(), region)
    some_held = any(row.by_stage[State.HELD] for row in totals)
    return render_template(
        "coming/libraries.html",
        totals=totals,
        stages={stage: name for stage, name in STAGES.items() if some_held or stage is not State.HELD},
        region=region,
    )


def _address(asked: ObligationFilter, grouping: Grouping) -> str:
    return address("coming.index", asked, by=grouping)


def _libraries(actor: Actor) -> dict[int, str]:
    """The libraries that the list can be narrowed to; none for who reads of one alone."""
    reached = set(reaches(actor, Permission.DELIVERY_EXPECT))
    if reached <= {Reach.AS_DEPOSITORY}:
        return {}
    region = actor.region_soato if Reach.REGION in reached else None
    return {library.id: organisation_name(library) for library in depositories(region)}


def _collectors(parcels: Parcels) -> dict[int, str]:
    """What the libraries are called to which parcels go by way of them."""
    ids = {parcel.via_id for several in parcels.values() for parcel in several if parcel.via_id is not None}
    return {row.id: organisation_name(row) for row in depositories() if row.id in ids} if ids else {}


def _own_library(actor: Actor, today: date) -> Reachable | None:
    """What is told of the library of who receives there; None for others."""
    if actor.organisation_id is None or not may(actor, Permission.RECEIVING_WORK):
        return None
    return reachable(library_by_id(actor.organisation_id), today)


@blueprint.get("/coming.csv")
@requires(Permission.DELIVERY_EXPECT)
def as_csv() -> Response:
    """Send exactly what the list is filtered to, as CSV."""
    return csv_response("coming.csv", head(), _cells())


@blueprint.get("/coming.xlsx")
@requires(Permission.DELIVERY_EXPECT)
def as_xlsx() -> Response:
    """Send exactly what the list is filtered to, as a workbook."""
    return xlsx_response("coming.xlsx", head(), _cells())


def _cells() -> Iterator[list[Cell]]:
    actor, today = current_actor(), clock.today()
    return cells(actor, every_expected(actor, read_asked(), today=today), today)
