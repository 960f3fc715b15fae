"""One's own organisation: its record, and what its people may change of it."""

from datetime import datetime

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response

from app.domain.identifiers import hyphenated_isbn_prefix
from app.infra.i18n import gettext
from app.organisations.forms import ContactForm
from app.organisations.kind_names import KIND_NAMES
from app.organisations.queries import district_of, isbn_prefixes_of, own_organisation, relations_of
from app.organisations.services import change_contact
from app.organisations.views.blueprint import blueprint
from app.policy.permissions import Permission
from app.policy.table import may
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform


@blueprint.get("/organisation")
@requires(Permission.ORGANISATION_READ)
def own() -> str:
    """Show the record of one's own organisation."""
    actor = current_actor()
    found = own_organisation(actor)
    return render_template(
        "organisations/own.html",
        organisation=found,
        kind_name=KIND_NAMES[found.kind],
        district=district_of(found),
        prefixes=[hyphenated_isbn_prefix(digits) for digits in isbn_prefixes_of(found.id)],
        relations=relations_of(found),
        manages=may(actor, Permission.ORGANISATION_OWN),
    )


@blueprint.route("/organisation/contact", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_OWN)
def own_contact() -> Response | tuple[str, int]:
    """Let who manages an organisation change where it is reached and who signs for it."""
    actor = current_actor()
    form = ContactForm(obj=own_organisation(actor))

    def act(at: datetime) -> str:
        change_contact(organisation_id=own_organisation(actor).id, contact=form.contact(), by=actor, at=at)
        return url_for("organisations.own")

    done = perform(form, act)
    if done is not None:
        flash(gettext("The organisation is changed."), "success")
        return done
    return form_page(
        "organisations/contact.html",
        form,
        organisation=own_organisation(actor),
        record=url_for("organisations.own"),
    )
