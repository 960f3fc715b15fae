"""The way out of a digest: a page with one button, which mail programs may also press by themselves."""

from flask import render_template, request
from flask.blueprints import BlueprintSetupState

from app.accounts.people import people_of
from app.domain.errors import NotFound
from app.infra import clock
from app.infra.db import transaction
from app.infra.i18n import force_locale
from app.reminders.links import account_of
from app.reminders.services.wishes import stop_reminders
from app.reminders.views.blueprint import blueprint
from app.web.access import open_to_all


@blueprint.route("/reminders/stop/<token>", methods=["GET", "POST"])
@open_to_all
def stop(token: str) -> str:
    """Ask whether reminders shall end, and end them; a GET changes nothing, for programs look at links.

    Raises:
        NotFound: the link was not made here, or the account is closed.
    """
    account_id = account_of(token)
    person = people_of([account_id]).get(account_id) if account_id is not None else None
    if person is None:
        raise NotFound("not_found")
    entirely = None
    if request.method == "POST":
        with transaction():
            entirely = stop_reminders(by=person.actor, at=clock.now())
    with force_locale(person.language):
        return render_template("reminders/stop.html", entirely=entirely)


@blueprint.record_once
def _let_mail_programs_post(state: BlueprintSetupState) -> None:
    """A mail program that ends a subscription (RFC 8058) has seen no page: what it may do, the link says."""
    state.app.extensions["csrf"].exempt(stop)
