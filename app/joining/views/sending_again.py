"""The page on which an applicant who has lost the letters has them sent again."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.accounts.forms import ForgotPasswordForm
from app.infra import clock
from app.infra.db import transaction
from app.infra.jobs import wake
from app.joining.letters import send_confirmation, send_link
from app.joining.services.sending_again import renew_links
from app.joining.views.blueprint import blueprint
from app.policy.permissions import Permission
from app.web.access import requires
from app.web.acts import form_page
from app.web.forms import text_of


@blueprint.route("/join/again", methods=["GET", "POST"])
@requires(Permission.APPLICATION_SUBMIT)
def again() -> Response | tuple[str, int]:
    """Send the link again; the answer is the same whether or not anybody has applied with this e-mail."""
    form = ForgotPasswordForm()
    if not form.validate_on_submit():
        return form_page("joining/again.html", form)
    with transaction():
        at = clock.now()
        for application, secret in renew_links(email=text_of(form.email), at=at):
            send = send_confirmation if application.confirmed_at is None else send_link
            send(application, secret, at=at)
    wake("mail")
    return redirect(url_for("joining.sent_again"), 303)


@blueprint.get("/join/again/sent")
@requires(Permission.APPLICATION_SUBMIT)
def sent_again() -> str:
    """Say what was done, without saying whether anybody has applied."""
    return render_template("joining/sent_again.html")
