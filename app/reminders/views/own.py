"""When one is reminded, and what was sent to oneself."""

from datetime import datetime

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response

from app.accounts.people import people_of
from app.infra import clock
from app.infra.db import session
from app.infra.i18n import gettext
from app.law.queries import rule_set_on
from app.policy.permissions import Permission
from app.reminders.forms import WishesForm
from app.reminders.models import ReminderSettings
from app.reminders.queries.sent import attempts_of, reminder_to, reminders_to
from app.reminders.services.wishes import change_wishes
from app.reminders.views.blueprint import blueprint
from app.reminders.wishes import others_are_told_of_late, read_wishes
from app.reminders.wording import days_by_default
from app.web.access import current_actor, present_visitor, requires
from app.web.acts import form_page, perform
from app.web.pages import PAGE_ROWS, make_page, read_cursor


@blueprint.route("/account/reminders", methods=["GET", "POST"])
@requires(Permission.REMINDERS_OWN)
def show() -> Response | tuple[str, int]:
    """Show when one is reminded, and let it be changed."""
    visitor = present_visitor()
    wishes = read_wishes(session().get(ReminderSettings, visitor.account_id))
    form = WishesForm.showing(wishes, days_by_default(rule_set_on(clock.today())))

    def act(at: datetime) -> str:
        change_wishes(wishes=form.wishes(), by=current_actor(), at=at)
        return url_for("reminders.show")

    done = perform(form, act)
    if done is not None:
        flash(gettext("Your choice is kept."), "success")
        return done
    person = people_of([visitor.account_id])[visitor.account_id]
    return form_page(
        "reminders/show.html", form, email=visitor.email, only_one=not others_are_told_of_late(person)
    )


@blueprint.get("/account/reminders/sent")
@requires(Permission.REMINDERS_OWN)
def sent() -> str:
    """List what was sent to oneself, the newest first."""
    key = read_cursor(int)
    rows = reminders_to(current_actor(), after=int(str(key[0])) if key else None, limit=PAGE_ROWS + 1)
    return render_template("reminders/sent.html", page=make_page(rows, lambda row: [row.id]))


@blueprint.get("/account/reminders/sent/<int:reminder_id>")
@requires(Permission.REMINDERS_OWN)
def one(reminder_id: int) -> str:
    """Show one digest as it was sent, with each attempt."""
    reminder = reminder_to(current_actor(), reminder_id)
    return render_template("reminders/one.html", reminder=reminder, attempts=attempts_of(reminder))
