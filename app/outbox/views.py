"""The administrator's page of what was written to people."""

from datetime import datetime

from flask import Blueprint, flash, render_template, url_for
from werkzeug.wrappers import Response

from app.infra.i18n import gettext
from app.infra.jobs import wake
from app.outbox.messages import STATES
from app.outbox.queries import MessageState, count_undelivered, list_messages
from app.outbox.services import send_again
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.filters import filter_value
from app.web.forms import SubmissionForm
from app.web.pages import PAGE_ROWS, make_page, read_cursor

blueprint = Blueprint("outbox", __name__)


@blueprint.get("/outbox")
@requires(Permission.MESSAGE_READ)
def index() -> str:
    """List messages, the newest first, with how far each is."""
    return render_template("outbox/index.html", **_listed(), form=SubmissionForm(formdata=None))


@blueprint.post("/outbox/<int:message_id>/again")
@requires(Permission.MESSAGE_READ)
def again(message_id: int) -> Response | tuple[str, int]:
    """Send once more what was given up or came back."""
    form = SubmissionForm()

    def act(at: datetime) -> str:
        send_again(message_id=message_id, by=current_actor(), at=at)
        return url_for("outbox.index", state=MessageState.WAITING.value)

    done = perform(form, act)
    if done is None:
        return form_page("outbox/index.html", form, **_listed())
    wake("mail")
    flash(gettext("The message will be sent once more."), "success")
    return done


def _listed() -> dict[str, object]:
    state, after = filter_value("state", MessageState), read_cursor(int)
    rows = list_messages(state, after=int(str(after[0])) if after else None, limit=PAGE_ROWS + 1)
    return {
        "page": make_page(rows, lambda row: [row.id]),
        "chosen": state,
        "states": [(state.value, name) for state, name in STATES.items()],
        "names": STATES,
        "undelivered": count_undelivered(),
    }
