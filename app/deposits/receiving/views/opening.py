"""The start of the receiving desk: what is on its way, what is open, opening a parcel."""

from datetime import datetime

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from app.deposits.receiving import queries, services
from app.deposits.receiving.forms import DepositorSearch, OpenForm, OpenWithoutSlipForm
from app.deposits.receiving.offline.device import name_on_device
from app.deposits.receiving.views.blueprint import blueprint
from app.infra import clock
from app.organisations.libraries.queries import library_by_id
from app.organisations.libraries.showing import reachable
from app.organisations.models import OrganisationKind
from app.organisations.queries import list_organisations
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import perform

_MOST_FOUND = 20


@blueprint.get("/receiving")
@requires(Permission.RECEIVING_WORK)
def start() -> str:
    """Show the desk's start page."""
    return _start_page(OpenForm())


@blueprint.post("/receiving")
@requires(Permission.RECEIVING_WORK)
def open_parcel() -> Response | tuple[str, int]:
    """Open a parcel by its slip or by a label in it."""
    form = OpenForm()

    def act(at: datetime) -> str:
        opened = services.open_arrival(
            consignment_code=form.code.data, depositor_id=None, by=current_actor(), at=at
        )
        return url_for("receiving.arrival", arrival_id=opened.id)

    return perform(form, act) or (_start_page(form), 422)


@blueprint.get("/receiving/without-slip")
@requires(Permission.RECEIVING_WORK)
def without_slip() -> str:
    """Choose the depositor of copies that came without a slip."""
    return _without_slip_page(OpenWithoutSlipForm())


@blueprint.post("/receiving/without-slip")
@requires(Permission.RECEIVING_WORK)
def open_without_slip() -> Response | tuple[str, int]:
    """Open copies that came without a slip."""
    form = OpenWithoutSlipForm()

    def act(at: datetime) -> str:
        opened = services.open_arrival(
            consignment_code=None, depositor_id=form.depositor_id.data, by=current_actor(), at=at
        )
        return url_for("receiving.arrival", arrival_id=opened.id)

    return perform(form, act) or (_without_slip_page(form), 422)


def _start_page(form: OpenForm) -> str:
    actor = current_actor()
    return render_template(
        "receiving/start.html",
        form=form,
        open_parcels=queries.open_parcels(actor),
        coming=queries.parcels_on_their_way(actor, at=clock.now()),
        account=name_on_device(),
        reached=reachable(library_by_id(actor.organisation_id or 0), clock.today()),
    )


def _without_slip_page(form: OpenWithoutSlipForm) -> str:
    search = DepositorSearch(request.args)
    wanted = (search.q.data or "").strip() if search.validate() else ""
    never = (OrganisationKind.DEPOSITORY, OrganisationKind.AUTHORITY)
    found = list_organisations(search=wanted, limit=_MOST_FOUND) if wanted else []
    return render_template(
        "receiving/without_slip.html",
        form=form,
        search=search,
        wanted=wanted,
        found=[organisation for organisation in found if organisation.kind not in never],
    )
