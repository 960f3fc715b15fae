"""The calendar of what is due: its page, and the file that calendar programs read again and again."""

from flask import Blueprint, Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.queries import feed_of, reader_of_feed
from app.accounts.services.feeds import close_feed, open_feed
from app.desks.feed.entries import MOST_PAST, MOST_TO_COME, entries_for
from app.domain.errors import NotFound
from app.infra import clock
from app.infra.calendar_files import calendar_file
from app.infra.db import transaction
from app.infra.i18n import force_locale, gettext
from app.infra.settings import settings
from app.policy.permissions import Permission
from app.policy.table import may
from app.web.access import current_actor, open_to_all, requires
from app.web.forms import SubmissionForm

blueprint = Blueprint("feed", __name__)


@blueprint.route("/account/dates", methods=["GET", "POST"])
@requires(Permission.DATES_SUBSCRIBE)
def show() -> str:
    """Tell what the calendar of dates is; make its address, which is shown once."""
    form, link = SubmissionForm(), ""
    if form.validate_on_submit():
        with transaction():
            secret = open_feed(by=current_actor(), at=clock.now())
        link = settings().public_url + url_for("feed.file", secret=secret)
    opened = feed_of(current_actor().account_id)
    return render_template(
        "accounts/dates.html", form=form, link=link, feed=opened, past=MOST_PAST, to_come=MOST_TO_COME
    )


@blueprint.post("/account/dates/close")
@requires(Permission.DATES_SUBSCRIBE)
def close() -> AnyResponse:
    """Let the address answer no longer."""
    with transaction():
        close_feed(by=current_actor(), at=clock.now())
    return redirect(url_for("feed.show"), 303)


@blueprint.get("/dates/<secret>.ics")
@open_to_all
def file(secret: str) -> Response:
    """Send the dates of whoever's address this is; the address is the key."""
    reader = reader_of_feed(secret)
    if reader is None or not may(reader[0], Permission.DATES_SUBSCRIBE):
        raise NotFound("not_found")
    actor, language = reader
    with force_locale(language):
        entries = entries_for(actor, today=clock.today())
        content = calendar_file(gettext("Mandatory copies"), entries, at=clock.now())
    response = Response(content, content_type="text/calendar; charset=utf-8")
    response.cache_control.private = True
    return response
