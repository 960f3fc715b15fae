"""Texts adopted for a later day are taken back."""

from datetime import datetime

from flask import flash, url_for
from werkzeug.wrappers import Response

from app.compliance.wordings.forms import TakeBackForm
from app.compliance.wordings.queries import wording_by_id
from app.compliance.wordings.services.taking_back import take_back_wording
from app.compliance.wordings.states import State, state_of
from app.compliance.wordings.views.blueprint import blueprint
from app.infra import clock
from app.infra.i18n import BY_CODE, gettext
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform


@blueprint.route("/<int:wording_id>/take-back", methods=["GET", "POST"])
@requires(Permission.NOTICE_WORDING)
def take_back(wording_id: int) -> Response | tuple[str, int]:
    """Take back adopted texts before their day, with a reason."""
    form, actor = TakeBackForm(), current_actor()

    def act(at: datetime) -> str:
        take_back_wording(wording_id=wording_id, reason=form.reason.data or "", by=actor, at=at)
        return url_for("wordings.show", wording_id=wording_id)

    done = perform(form, act)
    if done is not None:
        flash(gettext("The texts are taken back and will not come into force."), "success")
        return done
    wording = wording_by_id(wording_id)
    return form_page(
        "wordings/take_back.html",
        form,
        wording=wording,
        language=BY_CODE[wording.language],
        coming=state_of(wording, (), clock.today()) is State.COMING,
    )
