"""The official record: corrected by an administrator; its own people ask for that."""

from datetime import datetime

from flask import flash, url_for
from werkzeug.wrappers import Response

from app.domain.identifiers import hyphenated_isbn_prefix
from app.infra.i18n import gettext
from app.infra.jobs import wake
from app.organisations.kind_names import KIND_NAMES
from app.organisations.official import record_of
from app.organisations.queries import district_of, isbn_prefixes_of, organisation_by_id, own_organisation
from app.organisations.record_form import WishForm, record_form
from app.organisations.services import ask_change, correct_record
from app.organisations.views.blueprint import blueprint
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.forms import text_of


@blueprint.route("/organisations/<int:organisation_id>/record", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_MANAGE)
def record(organisation_id: int) -> Response | tuple[str, int]:
    """Correct the official record; what somebody else changed meanwhile is shown beside it."""
    form = record_form(organisation_by_id(organisation_id))

    def act(at: datetime) -> str:
        correct_record(
            organisation_id=organisation_id,
            record=form.record(),
            shown=text_of(form.shown),
            by=current_actor(),
            at=at,
        )
        return url_for("organisations.organisation", organisation_id=organisation_id)

    done = perform(form, act)
    if done is not None:
        flash(gettext("The official record is changed."), "success")
        return done
    found = organisation_by_id(organisation_id)
    return form_page(
        "organisations/record.html",
        form,
        organisation=found,
        kind_name=KIND_NAMES[found.kind],
        district=district_of(found),
        prefixes=[hyphenated_isbn_prefix(digits) for digits in isbn_prefixes_of(found.id)],
        changed_meanwhile=text_of(form.shown) != record_of(found).fingerprint(),
    )


@blueprint.route("/organisation/ask-change", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_OWN)
def ask_for_change() -> Response | tuple[str, int]:
    """Let who manages an organisation ask the authority to change its official record."""
    form = WishForm()

    def act(at: datetime) -> str:
        ask_change(words=text_of(form.words), by=current_actor(), at=at)
        return url_for("organisations.own")

    done = perform(form, act)
    if done is not None:
        wake("mail")
        flash(
            gettext(
                "Your words go to the administrators of the authority by e-mail. They check them and may "
                "write to you; once they have changed the record, this page shows it."
            ),
            "success",
        )
        return done
    return form_page("organisations/ask_change.html", form, organisation=own_organisation(current_actor()))
