"""The people of one's own organisation: who they are, and for who manages it, who they shall be."""

from collections.abc import Callable
from datetime import datetime

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.accounts.forms import ColleagueForm
from app.accounts.letters import send_invitation
from app.accounts.queries import colleagues_of
from app.accounts.services.colleagues import (
    invite_colleague,
    invite_colleague_again,
    let_manage,
    remove_colleague,
    restore_colleague,
)
from app.accounts.services.passwords import ResetLink
from app.accounts.views.blueprint import blueprint
from app.infra import clock
from app.infra.db import transaction
from app.infra.i18n import gettext
from app.infra.jobs import wake
from app.policy.permissions import Permission
from app.policy.table import may
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.forms import text_of


@blueprint.get("/organisation/people")
@requires(Permission.ORGANISATION_READ)
def colleagues() -> str:
    """List the people of one's own organisation."""
    actor = current_actor()
    return render_template(
        "accounts/colleagues.html",
        people=colleagues_of(actor),
        own_id=actor.account_id,
        manages=may(actor, Permission.ORGANISATION_OWN),
    )


@blueprint.route("/organisation/people/new", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_OWN)
def invite_person() -> Response | tuple[str, int]:
    """Invite a colleague by mail."""
    form = ColleagueForm()

    def act(at: datetime) -> str:
        link = invite_colleague(
            name=text_of(form.name),
            email=text_of(form.email),
            manages=bool(form.manages.data),
            language=form.language.data,
            by=current_actor(),
            at=at,
        )
        _send(link, at)
        return url_for("accounts.colleagues")

    done = perform(form, act)
    if done is not None:
        wake("mail")
        flash(gettext("The invitation is on its way."), "success")
    return done or form_page("accounts/invite_colleague.html", form)


@blueprint.post("/organisation/people/<int:account_id>/invite")
@requires(Permission.ORGANISATION_OWN)
def invite_colleague_once_more(account_id: int) -> Response:
    """Send a colleague the link to set a password once more."""

    def act(at: datetime) -> None:
        _send(invite_colleague_again(account_id=account_id, by=current_actor(), at=at), at)

    return _changed(act, gettext("The invitation is on its way."))


@blueprint.post("/organisation/people/<int:account_id>/<any(manager, member):post>")
@requires(Permission.ORGANISATION_OWN)
def change_post(account_id: int, post: str) -> Response:
    """Let a colleague manage the organisation, or no longer."""

    def act(at: datetime) -> None:
        let_manage(account_id=account_id, manages=post == "manager", by=current_actor(), at=at)

    return _changed(act, gettext("The post is changed."))


@blueprint.post("/organisation/people/<int:account_id>/remove")
@requires(Permission.ORGANISATION_OWN)
def remove_person(account_id: int) -> Response:
    """Close the account of a colleague."""

    def act(at: datetime) -> None:
        remove_colleague(account_id=account_id, by=current_actor(), at=at)

    return _changed(act, gettext("The colleague is removed and signed out everywhere."))


@blueprint.post("/organisation/people/<int:account_id>/restore")
@requires(Permission.ORGANISATION_OWN)
def restore_person(account_id: int) -> Response:
    """Open the account of a colleague who was removed."""

    def act(at: datetime) -> None:
        restore_colleague(account_id=account_id, by=current_actor(), at=at)

    return _changed(act, gettext("The colleague may sign in again."))


def _send(link: ResetLink, at: datetime) -> None:
    actor = current_actor()
    send_invitation(link, by=actor, organisation_id=actor.organisation_id, at=at)


def _changed(act: Callable[[datetime], None], said: str) -> Response:
    with transaction():
        act(clock.now())
    wake("mail")
    flash(said, "success")
    return redirect(url_for("accounts.colleagues"), 303)
