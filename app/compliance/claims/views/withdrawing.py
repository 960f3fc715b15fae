"""A library takes back what it passed to the authority."""

from datetime import datetime

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from app.compliance.claims.forms import WithdrawForm
from app.compliance.claims.models import ClaimKind
from app.compliance.claims.queries.claims import claim_for
from app.compliance.claims.services.withdrawing import withdraw_claim
from app.compliance.claims.views.blueprint import blueprint
from app.domain.errors import NotFound
from app.infra.i18n import gettext
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform


@blueprint.route("/claims/<int:claim_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.CLAIM_MAKE)
def withdraw(claim_id: int) -> Response | tuple[str, int]:
    """Ask why, and take back what was passed on."""
    form, there = WithdrawForm(), url_for("claims.show", claim_id=claim_id)

    def act(at: datetime) -> str:
        withdraw_claim(claim_id=claim_id, reason=form.reason.data or "", by=current_actor(), at=at)
        return there

    done = perform(form, act)
    if done is not None:
        flash(gettext("Taken back. The authority reads why."), "success")
        return done
    claim = claim_for(current_actor(), claim_id)
    if claim.kind is not ClaimKind.PASSED:
        raise NotFound("not_found")
    if claim.withdrawal is not None and not form.errors:
        return redirect(there, 303)
    return form_page("claims/withdraw.html", form, claim=claim)
