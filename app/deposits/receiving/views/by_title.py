"""A copy that bears nothing to scan: the librarian chooses its title."""

from datetime import datetime

from flask import render_template, request
from werkzeug.wrappers import Response

from app.deposits.receiving import queries, services
from app.deposits.receiving.forms import ScanForm, TitleSearch
from app.deposits.receiving.queries.titles import MOST_TITLES, titles_called, titles_expected
from app.deposits.receiving.views.blueprint import blueprint
from app.deposits.receiving.views.desk import desk_of_visitor, way_back, where_it_ended
from app.deposits.receiving.views.echo import BY_TITLE
from app.domain.errors import NotFound
from app.policy.permissions import Permission
from app.publications.editions import told_apart
from app.web.access import current_actor, requires
from app.web.acts import perform
from app.web.forms import new_submission_key
from app.web.telling import Told

_ADDRESS = "/receiving/<int:arrival_id>/by-title"


@blueprint.get(_ADDRESS)
@requires(Permission.RECEIVING_WORK)
def by_title(arrival_id: int) -> Response | str:
    """Offer the titles that the sender announced or owes, and any other by the search."""
    return _page(arrival_id, ScanForm(formdata=None))


@blueprint.post(_ADDRESS)
@requires(Permission.RECEIVING_WORK)
def take_by_title(arrival_id: int) -> Response | tuple[Response | str, int]:
    """Take in one copy of the chosen title, under a code of its own."""
    form = ScanForm()

    def act(at: datetime) -> str:
        if form.release_id.data is None:
            raise NotFound("not_found")
        taken = services.take_by_title(
            arrival_id=arrival_id,
            release_id=form.release_id.data,
            key=form.submission_key.data or "",
            condition=form.chosen_condition,
            desk=desk_of_visitor(),
            by=current_actor(),
            at=at,
        )
        return way_back(arrival_id, scan_id=taken.scan_id, told=Told(BY_TITLE))

    return perform(form, act) or (_page(arrival_id, form), 422)


def _page(arrival_id: int, form: ScanForm) -> Response | str:
    parcel = queries.parcel_for(current_actor(), arrival_id)
    if not parcel.arrival.is_open:
        return where_it_ended(parcel.arrival)
    search = TitleSearch(request.args)
    wanted = (search.q.data or "").strip() if search.validate() else ""
    expected = titles_expected(parcel)
    found = titles_called(parcel, wanted) if wanted else []
    offered = [title.release for title in [*expected, *found]]
    return render_template(
        "receiving/by_title.html",
        parcel=parcel,
        form=form,
        search=search,
        wanted=wanted,
        expected=expected,
        found=found[:MOST_TITLES],
        more=len(found) > MOST_TITLES,
        told_apart=told_apart(offered),
        next_key=new_submission_key(),
    )
