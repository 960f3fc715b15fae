"""Proposed texts are put into force."""

from datetime import datetime

from flask import flash, url_for
from werkzeug.wrappers import Response

from app.accounts.queries import name_of_account
from app.compliance.wordings.forms import DecideForm
from app.compliance.wordings.queries import wording_by_id, wordings_to_come
from app.compliance.wordings.services.deciding import put_wording_in_force
from app.compliance.wordings.views.blueprint import blueprint
from app.domain.errors import DomainError
from app.infra import clock
from app.infra.i18n import BY_CODE, gettext
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform


@blueprint.route("/<int:wording_id>/put-in-force", methods=["GET", "POST"])
@requires(Permission.NOTICE_WORDING)
def put_in_force(wording_id: int) -> Response | tuple[str, int]:
    """Put proposed texts into force from a day on, with a reason."""
    wording, actor = wording_by_id(wording_id), current_actor()
    form = DecideForm(data={"seen": wording.sha256})

    def act(at: datetime) -> str:
        day = form.from_on.value
        if day is None:
            raise DomainError("wording.no_day", "from_on")
        put_wording_in_force(
            wording_id=wording_id,
            seen=form.seen.data or "",
            from_on=day,
            reason=form.reason.data or "",
            by=actor,
            at=at,
        )
        return url_for("wordings.show", wording_id=wording_id)

    done = perform(form, act)
    if done is not None:
        flash(gettext("The texts have a version. Notices of that day and later are made of them."), "success")
        return done
    wording = wording_by_id(wording_id)
    return form_page(
        "wordings/decide.html",
        form,
        wording=wording,
        language=BY_CODE[wording.language],
        proposed=wording.proposed_at is not None and wording.version is None,
        wrote_it=actor.account_id in (wording.proposed_by_id, wording.changed_by_id),
        proposer=name_of_account(wording.proposed_by_id),
        coming=wordings_to_come(wording.language, clock.today()),
    )
