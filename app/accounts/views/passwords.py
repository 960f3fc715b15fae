"""Changing a password, and setting a new one through a link."""

from datetime import datetime

from flask import flash, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from app.accounts.forms import ChangePasswordForm, ForgotPasswordForm, ResetPasswordForm
from app.accounts.letters import send_reset_letter
from app.accounts.queries import language_of_link
from app.accounts.services.attempts import forget_attempts
from app.accounts.services.passwords import change_password as change
from app.accounts.services.passwords import request_reset
from app.accounts.services.passwords import reset_password as reset
from app.accounts.views.blueprint import blueprint, verified_account
from app.domain.errors import DomainError
from app.infra import clock
from app.infra.db import transaction
from app.infra.i18n import gettext
from app.infra.jobs import wake
from app.policy.permissions import Permission
from app.web.access import Visitor, current_actor, open_to_all, present_visitor, requires
from app.web.acts import form_page, perform
from app.web.errors import put_on_form
from app.web.forms import text_of


@blueprint.route("/account/password", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
def change_password() -> Response | tuple[str, int]:
    """Ask for the present password and the new one; sign out everywhere else."""
    form, visitor = ChangePasswordForm(), present_visitor()
    if form.validate_on_submit() and not _shows_present_password(form, visitor):
        put_on_form(DomainError("password.wrong", field="present_password"), form)
        return form_page("accounts/change_password.html", form)

    def act(at: datetime) -> str:
        change(
            new_password=text_of(form.new_password),
            keep_session_id=visitor.session_id,
            by=current_actor(),
            at=at,
        )
        return url_for("accounts.profile")

    done = perform(form, act)
    if done is not None:
        flash(gettext("Your password is changed. You are signed out on all other devices."), "success")
    return done or form_page("accounts/change_password.html", form)


def _shows_present_password(form: ChangePasswordForm, visitor: Visitor) -> bool:
    """Who gives the right one has shown himself, whatever becomes of the new one: he did not guess."""
    account_id = verified_account(visitor.email, text_of(form.present_password))
    if account_id is None or account_id != visitor.actor.account_id:
        return False
    with transaction():
        forget_attempts(email=visitor.email)
    return True


@blueprint.route("/forgot-password", methods=["GET", "POST"])
@open_to_all
def forgot_password() -> Response | tuple[str, int]:
    """Send a link; the answer is the same whether or not anybody has this e-mail."""
    form = ForgotPasswordForm()
    if not form.validate_on_submit():
        return form_page("accounts/forgot_password.html", form)
    with transaction():
        at = clock.now()
        link = request_reset(email=text_of(form.email), at=at)
        if link is not None:
            send_reset_letter(link, at=at)
    wake("mail")
    return redirect(url_for("accounts.reset_sent"), 303)


@blueprint.get("/forgot-password/sent")
@open_to_all
def reset_sent() -> str:
    """Say what was done, without saying whether the e-mail is known."""
    return render_template("accounts/reset_sent.html")


@blueprint.route("/reset-password/<secret>", methods=["GET", "POST"])
@open_to_all
def reset_password(secret: str) -> Response | tuple[str, int]:
    """Let who holds a living link set a password; its pages speak the person's language, unless another was
    chosen here."""
    language = language_of_link(secret, at=clock.now())
    if language is not None:
        session.setdefault("language", language)
    form = ResetPasswordForm()

    def act(at: datetime) -> str:
        reset(secret=secret, new_password=text_of(form.new_password), at=at)
        return url_for("accounts.sign_in")

    done = perform(form, act)
    if done is not None:
        flash(gettext("Your new password is set. Sign in with it."), "success")
        return done
    if language is None:
        return render_template("accounts/link_dead.html"), 410
    return form_page("accounts/reset_password.html", form)
