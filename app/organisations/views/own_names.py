"""Names of one's own organisation: others under which it is found, and imprints under which it publishes."""

from collections.abc import Callable

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from app.infra import clock
from app.infra.db import transaction
from app.infra.i18n import gettext
from app.organisations.queries import imprints_of, own_organisation, relations_of
from app.organisations.services import add_imprint, add_name, remove_imprint, remove_name
from app.organisations.views.blueprint import blueprint
from app.organisations.views.naming import Listed, Page, name_page
from app.policy.permissions import Permission
from app.web.access import current_actor, requires


@blueprint.route("/organisation/names/new", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_OWN)
def own_name() -> Page:
    """Let one's own organisation be found under another name too, or no longer."""
    return _named(gettext("Other names"), "organisations.own_name", add_name, _other_names)


@blueprint.route("/organisation/imprints/new", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_OWN)
def own_imprint() -> Page:
    """Register an imprint of one's own organisation, or take one back."""
    return _named(gettext("Imprints"), "organisations.own_imprint", add_imprint, _imprints)


@blueprint.post("/organisation/names/<int:name_id>/remove")
@requires(Permission.ORGANISATION_OWN)
def remove_own_name(name_id: int) -> Response:
    """Take another name of one's own organisation away."""
    actor = current_actor()
    with transaction():
        own = own_organisation(actor).id
        remove_name(organisation_id=own, name_id=name_id, by=actor, at=clock.now())
    flash(gettext("The name is removed."), "success")
    return redirect(url_for("organisations.own_name"), 303)


@blueprint.post("/organisation/imprints/<int:imprint_id>/remove")
@requires(Permission.ORGANISATION_OWN)
def remove_own_imprint(imprint_id: int) -> Response:
    """Take an imprint of one's own organisation back."""
    actor = current_actor()
    with transaction():
        own = own_organisation(actor).id
        remove_imprint(organisation_id=own, imprint_id=imprint_id, by=actor, at=clock.now())
    flash(gettext("The imprint is taken back. What was registered under it keeps it."), "success")
    return redirect(url_for("organisations.own_imprint"), 303)


def _other_names() -> Listed:
    return [
        (row.name, url_for("organisations.remove_own_name", name_id=row.id))
        for row in relations_of(own_organisation(current_actor())).names
    ]


def _imprints() -> Listed:
    """The imprints; a record with a STIR of its own is no mere name, and stays."""
    remove = "organisations.remove_own_imprint"
    return [
        (row.name, url_for(remove, imprint_id=row.id) if row.stir is None else None)
        for row in imprints_of(own_organisation(current_actor()).id)
    ]


def _named(heading: str, endpoint: str, service: Callable[..., object], listed: Callable[[], Listed]) -> Page:
    """The page of a further name of one's own organisation."""
    own = own_organisation(current_actor()).id
    back, address = url_for("organisations.own"), url_for(endpoint)
    return name_page(own, service, heading=heading, address=address, back=back, listed=listed)
