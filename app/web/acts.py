"""From a sent form to one act in one transaction, and back to the form when the act is refused."""

from collections.abc import Callable
from datetime import datetime

from flask import flash, redirect, render_template
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import FileField

from app.domain.errors import DomainError, Forbidden, NotFound
from app.infra import clock
from app.infra.db import transaction
from app.infra.i18n import gettext
from app.infra.submissions import claim, settle
from app.web.access import current_actor
from app.web.errors import put_on_form
from app.web.forms import SubmissionForm
from app.web.language_switch import asked_language, sent_before

Act = Callable[[datetime], str]


def perform(form: FlaskForm, act: Act) -> Response | None:
    """Do `act` if the form was sent and is in order; return the way on, or None to show the form (again).

    `act` receives the moment, calls one service and returns where to go next. A `SubmissionForm` that is sent
    twice acts once and leads to the same place. What the domain refuses stands on the form afterwards. Load
    what the page shows after this call: the transaction drops what was read before it. Sent for its page in
    another language, it is checked and not done.

    Raises:
        NotFound, Forbidden: these are pages, not mistakes in a form.
    """
    if not form.validate_on_submit():
        if asked_language() is not None:
            _show_again(form)
        return None
    try:
        with transaction():
            location = _once(form, act)
    except (NotFound, Forbidden):
        raise
    except DomainError as error:
        put_on_form(error, form)
        return None
    return redirect(location, 303)


def _show_again(form: FlaskForm) -> None:
    if sent_before():
        form.validate()
    if any(isinstance(field, FileField) for field in form):
        flash(gettext("Files do not go along when the language changes. Choose them again."), "warning")


def _once(form: FlaskForm, act: Act) -> str:
    at, account_id = clock.now(), current_actor().account_id
    key = form.key_to_claim if isinstance(form, SubmissionForm) else None
    if key is None or account_id is None:
        return act(at)
    led_to = claim(key, account_id=account_id, at=at)
    if led_to is not None:
        return led_to
    location = act(at)
    settle(key, account_id=account_id, location=location)
    return location


def form_page(template: str, form: FlaskForm, **context: object) -> tuple[str, int]:
    """Render a page with a form: 200 to fill it in, 422 when what was sent must be corrected."""
    return render_template(template, form=form, **context), 422 if form.errors else 200
