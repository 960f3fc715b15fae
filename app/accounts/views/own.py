"""One's own account: what it is, its language, its sessions."""

from datetime import datetime

from flask import flash, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from app.accounts.devices import device_name
from app.accounts.forms import LanguageForm
from app.accounts.queries import account_by_id, sessions_of
from app.accounts.role_names import ROLE_NAMES
from app.accounts.services.accounts import change_language
from app.accounts.services.sessions import revoke_other_sessions, revoke_session
from app.accounts.views.blueprint import blueprint
from app.accounts.views.names import name_page
from app.infra import clock
from app.infra.db import transaction
from app.infra.i18n import gettext
from app.policy.permissions import Permission
from app.policy.table import may
from app.web.access import current_actor, present_visitor, requires
from app.web.acts import form_page, perform
from app.web.templating import Link


@blueprint.route("/account", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
def profile() -> Response | tuple[str, int]:
    """Show one's account and let its language be changed."""
    visitor = present_visitor()
    form = LanguageForm(language=visitor.language)

    def act(at: datetime) -> str:
        change_language(language=form.language.data, by=visitor.actor, at=at)
        session["language"] = form.language.data
        return url_for("accounts.profile")

    done = perform(form, act)
    if done is not None:
        return done
    account = account_by_id(visitor.account_id)
    return form_page(
        "accounts/profile.html",
        form,
        account=account,
        role_name=ROLE_NAMES[account.role],
        reminders_url=url_for("reminders.show") if may(visitor.actor, Permission.REMINDERS_OWN) else "",
        dates_url=url_for("feed.show") if may(visitor.actor, Permission.DATES_SUBSCRIBE) else "",
    )


@blueprint.route("/account/name", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
def own_name() -> Response | tuple[str, int]:
    """Say how one's name is written in Russian papers."""
    visitor = present_visitor()
    back = Link(gettext("My account"), url_for("accounts.profile"))
    return name_page(account_by_id(visitor.account_id), visitor.actor, back)


@blueprint.get("/account/sessions")
@requires(Permission.ACCOUNT_OWN)
def sessions() -> str:
    """List where one is signed in."""
    visitor = present_visitor()
    return render_template(
        "accounts/sessions.html",
        sessions=sessions_of(visitor.account_id, at=clock.now()),
        present_id=visitor.session_id,
        device_name=device_name,
    )


@blueprint.post("/account/sessions/<int:session_id>/revoke")
@requires(Permission.ACCOUNT_OWN)
def revoke(session_id: int) -> Response:
    """End one of one's sessions."""
    with transaction():
        revoke_session(session_id=session_id, by=current_actor(), at=clock.now())
    flash(gettext("That session is ended."), "success")
    return redirect(url_for("accounts.sessions"), 303)


@blueprint.post("/account/sessions/revoke-others")
@requires(Permission.ACCOUNT_OWN)
def revoke_others() -> Response:
    """End all of one's sessions but this one."""
    visitor = present_visitor()
    with transaction():
        revoke_other_sessions(keep_session_id=visitor.session_id, by=visitor.actor, at=clock.now())
    flash(gettext("You are signed out on all other devices."), "success")
    return redirect(url_for("accounts.sessions"), 303)
