"""The administrator's page of which library collects for which."""

from datetime import datetime

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from app.organisations.collecting.forms import CollectingForm
from app.organisations.collecting.queries import all_collecting
from app.organisations.collecting.services import end_collecting, name_collector
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.forms import PageForm

blueprint = Blueprint("collecting", __name__, url_prefix="/collecting-libraries")


@blueprint.route("", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_MANAGE)
def index() -> Response | tuple[str, int]:
    """Show who collects for whom, and name another."""
    form = CollectingForm()
    form.offer_libraries()

    def act(at: datetime) -> str:
        name_collector(
            depository_id=form.depository_id.data,
            collector_id=form.collector_id.data,
            by=current_actor(),
            at=at,
        )
        return url_for("collecting.index")

    return perform(form, act) or form_page("organisations/collecting.html", form, rows=all_collecting())


@blueprint.post("/<int:depository_id>/end")
@requires(Permission.ORGANISATION_MANAGE)
def end(depository_id: int) -> Response | tuple[str, int]:
    """Let parcels go directly again."""

    def act(at: datetime) -> str:
        end_collecting(depository_id=depository_id, by=current_actor(), at=at)
        return url_for("collecting.index")

    form = CollectingForm(formdata=None)
    form.offer_libraries()
    return perform(PageForm(), act) or form_page("organisations/collecting.html", form, rows=all_collecting())
