"""Acting for another organisation under its mandate, and back."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from app.accounts.services.errands import begin_errand, end_errand
from app.accounts.views.blueprint import blueprint
from app.infra import clock
from app.infra.db import transaction
from app.policy.permissions import Permission
from app.web.access import present_visitor, requires


@blueprint.post("/organisation/mandates/<int:mandate_id>/act")
@requires(Permission.ACCOUNT_OWN)
def begin_errand_now(mandate_id: int) -> Response:
    """Act for a mandator in this session."""
    visitor = present_visitor()
    with transaction():
        begin_errand(session_id=visitor.session_id, mandate_id=mandate_id, by=visitor.actor, at=clock.now())
    return redirect(url_for("desks.home"), 303)


@blueprint.post("/organisation/mandates/stop")
@requires(Permission.ACCOUNT_OWN)
def end_errand_now() -> Response:
    """Act for one's own organisation again."""
    visitor = present_visitor()
    with transaction():
        end_errand(session_id=visitor.session_id, by=visitor.actor, at=clock.now())
    return redirect(url_for("desks.home"), 303)
