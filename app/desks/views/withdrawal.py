"""The page on which the registration of a release is taken back."""

from datetime import datetime

from flask import flash, url_for
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import InputRequired

from app.deposits.obligations.moved import has_moved
from app.desks.blueprint import blueprint
from app.edeposit.queries import FILE_WAITS, files_awaiting_answer
from app.infra.i18n import gettext
from app.infra.i18n import lazy_gettext as _
from app.policy.permissions import Permission
from app.publications.queries import own_release
from app.publications.services import withdraw_release
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.forms import SubmissionForm, at_most, text_of


class WithdrawalForm(SubmissionForm):
    """Why a registration is withdrawn."""

    reason = StringField(
        _("Reason"),
        validators=[InputRequired(_("Write why the registration is withdrawn.")), at_most(500)],
    )


@blueprint.route("/releases/<int:release_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_AMEND)
def withdraw(release_id: int) -> Response | tuple[str, int]:
    """Ask why, and withdraw the registration of one's own release; say first where that is impossible."""
    form = WithdrawalForm()

    def act(at: datetime) -> str:
        withdraw_release(release_id=release_id, reason=text_of(form.reason), by=current_actor(), at=at)
        return url_for("desks.release", release_id=release_id)

    done = perform(form, act)
    if done is not None:
        flash(gettext("The registration is withdrawn."), "success")
        return done
    release = own_release(current_actor(), release_id)
    return form_page(
        "desks/release/withdraw.html",
        form,
        release=release,
        moved=has_moved([release_id], but=FILE_WAITS),
        files=files_awaiting_answer([release_id]),
    )
