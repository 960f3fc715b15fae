"""The administrator's pages of organisations."""

from datetime import datetime

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response

from app.domain.identifiers import hyphenated_isbn_prefix
from app.infra.i18n import gettext, place_name
from app.organisations.forms import ContactForm
from app.organisations.kind_names import KIND_NAMES
from app.organisations.models import OrganisationKind
from app.organisations.queries import (
    district_of,
    isbn_prefixes_of,
    list_organisations,
    organisation_by_id,
    region_names,
    regions,
    relations_of,
)
from app.organisations.services import change_contact
from app.organisations.views.blueprint import blueprint
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.filters import filter_value, one_of, search_text
from app.web.pages import make_page, read_cursor


@blueprint.get("/organisations")
@requires(Permission.ORGANISATION_MANAGE)
def organisations() -> str:
    """List organisations, found by name or STIR, by kind and by region."""
    search = search_text()
    kind = filter_value("kind", OrganisationKind)
    region = filter_value("region", lambda text: one_of(region_names())(text)) or ""
    after = read_cursor(str, int)
    found = list_organisations(
        search=search,
        kind=kind,
        region_soato=region or None,
        after=(str(after[0]), int(str(after[1]))) if after else None,
    )
    return render_template(
        "organisations/organisations.html",
        page=make_page(found, lambda row: [row.search_key, row.id]),
        search=search,
        kind=kind or "",
        region=region,
        kind_choices=[(kind.value, name) for kind, name in KIND_NAMES.items()],
        region_choices=[(place.soato, place_name(place)) for place in regions()],
        kind_names=KIND_NAMES,
    )


@blueprint.get("/organisations/<int:organisation_id>")
@requires(Permission.ORGANISATION_MANAGE)
def organisation(organisation_id: int) -> str:
    """Show the record of an organisation."""
    found = organisation_by_id(organisation_id)
    return render_template(
        "organisations/organisation.html",
        organisation=found,
        kind_name=KIND_NAMES[found.kind],
        district=district_of(found),
        relations=relations_of(found),
        prefixes=[hyphenated_isbn_prefix(digits) for digits in isbn_prefixes_of(found.id)],
    )


@blueprint.route("/organisations/<int:organisation_id>/contact", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_MANAGE)
def contact(organisation_id: int) -> Response | tuple[str, int]:
    """Change the address, the contact and the head of an organisation."""
    form = ContactForm(obj=organisation_by_id(organisation_id))

    def act(at: datetime) -> str:
        change_contact(organisation_id=organisation_id, contact=form.contact(), by=current_actor(), at=at)
        return url_for("organisations.organisation", organisation_id=organisation_id)

    done = perform(form, act)
    if done is not None:
        flash(gettext("The organisation is changed."), "success")
    record = url_for("organisations.organisation", organisation_id=organisation_id)
    return done or form_page(
        "organisations/contact.html", form, organisation=organisation_by_id(organisation_id), record=record
    )
