"""Saved filters stand above their lists; a page of their own keeps and drops them."""

from collections.abc import Mapping
from datetime import datetime

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from app.accounts.saved_filters import messages as messages
from app.accounts.saved_filters.forms import SaveFilterForm
from app.accounts.saved_filters.models import SavedFilter
from app.accounts.saved_filters.queries import saved_filters_of
from app.accounts.saved_filters.services import drop_filter, save_filter
from app.domain.errors import NotFound
from app.infra.db import transaction
from app.policy.permissions import Permission
from app.policy.table import may
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform

blueprint = Blueprint("saved_filters", __name__, url_prefix="/account/filters")

PAGES: Mapping[str, Permission] = {
    "compliance.worklist": Permission.LATE_READ,
    "compliance.notices": Permission.NOTICE_READ,
    "requests.index": Permission.REQUEST_READ,
    "cases.index": Permission.CASE_READ,
}
"""The lists whose filters can be saved."""


@blueprint.app_template_global()
def saved_filters() -> list[tuple[str, str, bool]]:
    """Name and address of each filter kept for the list shown, and whether it is the present one."""
    page = request.endpoint or ""
    here = request.full_path.rstrip("?")
    found = saved_filters_of(current_actor(), page) if page in PAGES else ()
    return [(one.name, address, address == here) for one in found for address in [_address(one)]]


@blueprint.route("/<page>", methods=["GET", "POST"])
@requires(Permission.DESK_OPEN)
def keep(page: str) -> Response | tuple[str, int]:
    """Keep the filter that the address carries, and show those kept for the same list."""
    actor, form = current_actor(), SaveFilterForm()
    if page not in PAGES or not may(actor, PAGES[page]):
        raise NotFound("not_found")
    if request.method == "GET":
        form.query.data = request.args.get("query", "")

    def act(at: datetime) -> str:
        name, query = form.name.data or "", form.query.data or ""
        return _address(save_filter(page=page, name=name, query=query, by=actor, at=at))

    done = perform(form, act)
    if done is not None:
        return done
    kept = [(one, _address(one)) for one in saved_filters_of(actor, page)]
    return form_page("saved_filters/keep.html", form, kept=kept, page=page, list_url=url_for(page))


@blueprint.post("/<int:filter_id>/drop")
@requires(Permission.DESK_OPEN)
def drop(filter_id: int) -> Response:
    """Drop a filter."""
    with transaction():
        page = drop_filter(filter_id=filter_id, by=current_actor()).page
    return redirect(url_for("saved_filters.keep", page=page), 303)


def _address(one: SavedFilter) -> str:
    return f"{url_for(one.page)}?{one.query}"
