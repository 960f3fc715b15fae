"""Signing in and out, and choosing a language."""

from flask import abort, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from app.accounts.forms import SignInForm
from app.accounts.services.attempts import forget_attempts
from app.accounts.services.sessions import close_session, open_session
from app.accounts.views.blueprint import address, blueprint, load_visitor, session_lifetime, verified_account
from app.domain.errors import DomainError
from app.infra import clock
from app.infra.db import transaction
from app.infra.i18n import BY_CODE
from app.policy.permissions import Permission
from app.web.access import begin_session, current_actor, current_visitor, end_session, open_to_all, requires
from app.web.acts import form_page
from app.web.errors import put_on_form
from app.web.forms import text_of
from app.web.redirects import local_target
from app.web.resending import carried_form, resume_page


@blueprint.route("/sign-in", methods=["GET", "POST"])
@open_to_all
def sign_in() -> Response | tuple[str, int]:
    """Ask for e-mail and password; lead on to where the person was going, or to the form that was cut off."""
    if "interrupted_form" in g:
        return form_page("accounts/sign_in.html", SignInForm(formdata=None), kept=g.interrupted_form)
    form, kept = SignInForm(), carried_form()
    if form.validate_on_submit():
        email = text_of(form.email)
        account_id = verified_account(email, text_of(form.password))
        if account_id is not None:
            _enter(account_id, email)
            if kept is not None:
                return resume_page(kept)
            return redirect(local_target(request.args.get("next")), 303)
        put_on_form(DomainError("sign_in.wrong"), form)
    return form_page("accounts/sign_in.html", form, kept=kept)


def _enter(account_id: int, email: str) -> None:
    with transaction():
        forget_attempts(email=email)
        secret = open_session(
            account_id=account_id,
            address=address(),
            device=request.user_agent.string,
            lifetime=session_lifetime(),
            at=clock.now(),
        )
    visitor = load_visitor(secret)
    if visitor is not None:
        begin_session(visitor)
        session.setdefault("language", visitor.language)


@blueprint.post("/sign-out")
@requires(Permission.ACCOUNT_OWN)
def sign_out() -> Response:
    """End the present session, here and in the database."""
    visitor = current_visitor()
    if visitor is not None:
        with transaction():
            close_session(session_id=visitor.session_id, by=current_actor(), at=clock.now())
    end_session()
    return redirect(url_for("accounts.sign_in"), 303)


@blueprint.get("/language/<code>")
@open_to_all
def choose_language(code: str) -> Response:
    """Write this and the following pages in another language; kept in the cookie alone."""
    if code not in BY_CODE:
        abort(404)
    session["language"] = code
    return redirect(local_target(request.args.get("next")), 303)
