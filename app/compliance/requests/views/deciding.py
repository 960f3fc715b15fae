"""The authority decides, and takes up again what it accepted."""

from datetime import datetime

from flask import url_for
from werkzeug.wrappers import Response

from app.compliance.requests.forms import DecideForm, ReopenForm
from app.compliance.requests.jobs import store_soon
from app.compliance.requests.services.deciding import Verdict, decide_request
from app.compliance.requests.services.ending import reopen_request
from app.compliance.requests.views.blueprint import blueprint
from app.compliance.requests.views.showing import request_page
from app.domain.requests import Outcome
from app.infra.jobs import wake
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import perform


@blueprint.post("/<int:request_id>/decide")
@requires(Permission.REQUEST_DECIDE)
def decide(request_id: int) -> Response | tuple[str, int]:
    """Decide a request."""
    form, decided = DecideForm(), list[int]()

    def act(at: datetime) -> str:
        verdict = Verdict(
            outcome=Outcome(form.outcome.data),
            reasons=form.reasons.data or "",
            language=form.language.data,
            line_ids=form.line.data or [],
            until=form.until.value,
        )
        decided.append(decide_request(request_id=request_id, verdict=verdict, by=current_actor(), at=at).id)
        return url_for("requests.show", request_id=request_id)

    done = perform(form, act)
    if done is None:
        return request_page(request_id, form)
    wake("mail")
    for decision_id in decided:
        store_soon(decision_id)
    return done


@blueprint.post("/<int:request_id>/reopen")
@requires(Permission.REQUEST_DECIDE)
def reopen(request_id: int) -> Response | tuple[str, int]:
    """Take up again what was accepted."""
    form = ReopenForm()

    def act(at: datetime) -> str:
        reopen_request(request_id=request_id, reason=form.reason.data or "", by=current_actor(), at=at)
        return url_for("requests.show", request_id=request_id)

    return perform(form, act) or request_page(request_id, form)
