"""A head names who decides a request."""

from datetime import datetime

from flask import request, url_for
from werkzeug.wrappers import Response

from app.accounts.models import Account
from app.compliance.requests.forms import NameForm
from app.compliance.requests.queries.deciders import officials_for, request_to_entrust
from app.compliance.requests.queries.showing import namings_of
from app.compliance.requests.services.naming import name_decider
from app.compliance.requests.views.blueprint import blueprint
from app.compliance.requests.words import KINDS
from app.infra.i18n import gettext
from app.organisations.queries import region_names
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.forms import choices_of


@blueprint.route("/<int:request_id>/decider", methods=["GET", "POST"])
@requires(Permission.REQUEST_ENTRUST)
def name(request_id: int) -> Response | tuple[str, int]:
    """Name the official who decides."""
    form, actor = NameForm(), current_actor()
    named = namings_of(request_id)
    if request.method == "GET":
        form.seen.data = str(named[-1].id) if named else ""
    officials = officials_for(request_id)
    people = [(str(one.id), _label(one)) for one in officials]
    form.decider.choices = choices_of([("", gettext("Choose an official")), *people])

    def act(at: datetime) -> str:
        name_decider(
            request_id=request_id,
            account_id=int(form.decider.data),
            reason=form.reason.data or "",
            instead_of=form.seen_id,
            by=actor,
            at=at,
        )
        return url_for("requests.show", request_id=request_id)

    return perform(form, act) or form_page(
        "requests/name.html",
        form,
        request=request_to_entrust(actor, request_id),
        namings=namings_of(request_id),
        officials=officials,
        kinds=KINDS,
    )


def _label(official: Account) -> str:
    region = region_names().get(official.region_soato or "", gettext("the whole country"))
    return f"{official.name}, {region}"
