"""The administrator's pages of accounts."""

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.forms import AccountForm
from app.accounts.letters import send_invitation
from app.accounts.models import Account
from app.accounts.queries import account_by_id, list_accounts
from app.accounts.role_names import ROLE_NAMES
from app.accounts.services.accounts import (
    ROLES,
    NewAccount,
    create_account,
    deactivate_account,
    invite,
    reactivate_account,
)
from app.accounts.views.blueprint import blueprint
from app.accounts.views.names import name_page
from app.domain.actor import Role
from app.infra import clock
from app.infra.db import transaction
from app.infra.i18n import gettext, organisation_name, place_name
from app.infra.jobs import wake
from app.organisations.models import OrganisationKind
from app.organisations.queries import organisations_of, regions
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.filters import filter_value, one_of
from app.web.forms import choices_of, text_of
from app.web.pages import make_page, read_cursor
from app.web.templating import Link


@blueprint.get("/accounts")
@requires(Permission.ACCOUNT_MANAGE)
def accounts() -> str:
    """List accounts, found by name or e-mail and by role."""
    search = request.args.get("q", "")[:200]
    role = filter_value("role", one_of(ROLES))
    after = read_cursor(str)
    found = list_accounts(search=search, role=role, after=str(after[0]) if after else None)
    return render_template(
        "accounts/accounts.html",
        page=make_page(found, lambda account: [account.email]),
        search=search,
        role=role or "",
        role_choices=[(role.value, ROLE_NAMES[role]) for role in ROLES],
        role_names=ROLE_NAMES,
    )


@blueprint.route("/accounts/new", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
def create() -> Response | tuple[str, int]:
    """Create an account and send its owner the link to set a password."""
    form = AccountForm()
    form.organisation_id.choices = choices_of([("", "—"), *_organisation_choices()])
    form.region_soato.choices = choices_of([("", gettext("The whole country")), *_region_choices()])

    def act(at: datetime) -> str:
        account = create_account(new=_new(form), by=current_actor(), at=at)
        _send_invitation(account, at)
        return url_for("accounts.account", account_id=account.id)

    done = perform(form, act)
    if done is not None:
        wake("mail")
        flash(
            gettext("The account is created. A message with a link to set the password is on its way."),
            "success",
        )
    return done or form_page("accounts/create.html", form)


def _send_invitation(account: Account, at: datetime) -> None:
    actor = current_actor()
    link = invite(account=account, by=actor, at=at)
    send_invitation(link, by=actor, organisation_id=account.organisation_id, at=at)


def _new(form: AccountForm) -> NewAccount:
    return NewAccount(
        email=text_of(form.email),
        name=text_of(form.name),
        role=Role(form.role.data),
        organisation_id=form.organisation_id.data,
        region_soato=form.region_soato.data,
        language=form.language.data,
    )


def _organisation_choices() -> list[tuple[str, str]]:
    return [(str(found.id), organisation_name(found)) for found in organisations_of(OrganisationKind)]


def _region_choices() -> list[tuple[str, str]]:
    return [(region.soato, place_name(region)) for region in regions()]


@blueprint.get("/accounts/<int:account_id>")
@requires(Permission.ACCOUNT_MANAGE)
def account(account_id: int) -> str:
    """Show one account."""
    found = account_by_id(account_id)
    region = next((region for region in regions() if region.soato == found.region_soato), None)
    return render_template(
        "accounts/account.html", account=found, region=region, role_name=ROLE_NAMES[found.role]
    )


@blueprint.route("/accounts/<int:account_id>/name", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
def name(account_id: int) -> Response | tuple[str, int]:
    """Say how a person's name is written in Russian papers."""
    found = account_by_id(account_id)
    back = Link(found.name, url_for("accounts.account", account_id=account_id))
    return name_page(found, current_actor(), back)


@blueprint.post("/accounts/<int:account_id>/deactivate")
@requires(Permission.ACCOUNT_MANAGE)
def deactivate(account_id: int) -> Response:
    """Close an account."""
    with transaction():
        closed = deactivate_account(account_id=account_id, by=current_actor(), at=clock.now())
    return _back_to(closed, gettext("The account is closed and signed out everywhere."))


@blueprint.post("/accounts/<int:account_id>/reactivate")
@requires(Permission.ACCOUNT_MANAGE)
def reactivate(account_id: int) -> Response:
    """Open a closed account again."""
    with transaction():
        opened = reactivate_account(account_id=account_id, by=current_actor(), at=clock.now())
    return _back_to(opened, gettext("The account is open again."))


@blueprint.post("/accounts/<int:account_id>/invite")
@requires(Permission.ACCOUNT_MANAGE)
def invite_again(account_id: int) -> Response:
    """Send the link to set a password once more."""
    with transaction():
        at = clock.now()
        invited = account_by_id(account_id)
        _send_invitation(invited, at)
    wake("mail")
    return _back_to(invited, gettext("A message with a link to set the password is on its way."))


def _back_to(account: Account, said: str) -> Response:
    flash(said, "success")
    return redirect(url_for("accounts.account", account_id=account.id), 303)
