"""Mandates of one's own organisation: given to others, and offered by others."""

from collections.abc import Callable
from datetime import datetime

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.infra import clock
from app.infra.db import transaction
from app.infra.i18n import gettext
from app.organisations.forms import MandateForm
from app.organisations.queries import mandates_of, own_organisation
from app.organisations.services import accept_mandate, end_mandate, grant_mandate
from app.organisations.views.blueprint import blueprint
from app.policy.permissions import Permission
from app.policy.table import may
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform


@blueprint.get("/organisation/mandates")
@requires(Permission.ORGANISATION_READ)
def mandates() -> str:
    """List the mandates that are open: whom one lets act, and for whom one may act."""
    actor = current_actor()
    own = own_organisation(actor)
    found = mandates_of(actor, today=clock.today())
    return render_template(
        "organisations/mandates.html",
        given=[mandate for mandate in found if mandate.mandator_id == own.id],
        received=[mandate for mandate in found if mandate.mandatary_id == own.id],
        manages=may(actor, Permission.ORGANISATION_OWN),
    )


@blueprint.route("/organisation/mandates/new", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_OWN)
def give_mandate() -> Response | tuple[str, int]:
    """Offer another organisation a mandate."""
    form = MandateForm()

    def act(at: datetime) -> str:
        grant_mandate(terms=form.terms(), by=current_actor(), at=at)
        return url_for("organisations.mandates")

    done = perform(form, act)
    if done is not None:
        flash(gettext("The mandate is offered. It holds once the other organisation accepts it."), "success")
    return done or form_page("organisations/give_mandate.html", form)


@blueprint.post("/organisation/mandates/<int:mandate_id>/accept")
@requires(Permission.ORGANISATION_OWN)
def take_mandate(mandate_id: int) -> Response:
    """Accept a mandate that was offered."""

    def act(at: datetime) -> None:
        accept_mandate(mandate_id=mandate_id, by=current_actor(), at=at)

    return _changed(act, gettext("The mandate is accepted. Your people may act under it."))


@blueprint.post("/organisation/mandates/<int:mandate_id>/end")
@requires(Permission.ORGANISATION_OWN)
def close_mandate(mandate_id: int) -> Response:
    """Withdraw, decline or give up a mandate."""

    def act(at: datetime) -> None:
        end_mandate(mandate_id=mandate_id, by=current_actor(), at=at)

    return _changed(act, gettext("The mandate is ended."))


def _changed(act: Callable[[datetime], None], said: str) -> Response:
    with transaction():
        act(clock.now())
    flash(said, "success")
    return redirect(url_for("organisations.mandates"), 303)
