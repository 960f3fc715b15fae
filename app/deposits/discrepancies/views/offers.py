"""What libraries offer on, taking it, and giving it back."""

from datetime import datetime

from flask import render_template, url_for
from werkzeug.wrappers import Response

from app.deposits.discrepancies import queries, services
from app.deposits.discrepancies.forms import TakeForm
from app.deposits.discrepancies.views.blueprint import blueprint
from app.deposits.obligations.readable import readable_releases
from app.policy.permissions import Permission
from app.publications.vocabulary import language_tag
from app.web.access import current_actor, requires
from app.web.acts import perform


@blueprint.get("/offers")
@requires(Permission.SURPLUS_TAKE)
def offers() -> str:
    """List the copies that libraries offer on."""
    return _page(TakeForm(formdata=None))


@blueprint.post("/offers/<int:discrepancy_id>")
@requires(Permission.SURPLUS_TAKE)
def take(discrepancy_id: int) -> Response | tuple[str, int]:
    """Take copies for one's own library."""
    form = TakeForm()

    def act(at: datetime) -> str:
        services.take_offer(discrepancy_id=discrepancy_id, by=current_actor(), at=at)
        return url_for("discrepancies.offers")

    return perform(form, act) or (_page(form), 422)


@blueprint.post("/offers/<int:discrepancy_id>/back")
@requires(Permission.SURPLUS_TAKE)
def give_back(discrepancy_id: int) -> Response | tuple[str, int]:
    """Give back copies that one's own library took and that have not come."""
    form = TakeForm()

    def act(at: datetime) -> str:
        services.give_back_offer(discrepancy_id=discrepancy_id, by=current_actor(), at=at)
        return url_for("discrepancies.offers")

    return perform(form, act) or (_page(form), 422)


def _page(form: TakeForm) -> str:
    actor = current_actor()
    offered, taken = queries.offers(), queries.taken_by(actor)
    return render_template(
        "discrepancies/offers.html",
        form=form,
        offers=offered,
        taken=taken,
        readable=readable_releases(actor, (row.release_id for row in [*offered, *taken])),
        own_id=actor.organisation_id,
        language_tag=language_tag,
    )
