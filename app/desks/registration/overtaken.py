"""One draft in two hands: who comes to it second is told, and what was typed is shown and carried on."""

from flask import current_app, flash, redirect, render_template, request, url_for
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response

from app.accounts.queries import name_of_account
from app.deposits.answers_in_words import changed_rows
from app.desks.registration.forms import DecisionForm
from app.domain.errors import Conflict
from app.domain.registration import RegistrationAnswers
from app.infra.i18n import gettext
from app.publications.models import RegistrationDraft
from app.web.access import current_actor
from app.web.messages import message_for

CONFIRMED = Conflict("registration.confirmed_otherwise")


def sealed(answers: RegistrationAnswers) -> str:
    """Return answers as a page carries them, to show them once more to the same person if it is overtaken."""
    return str(_seal().dumps(answers.to_json()))


def carried() -> RegistrationAnswers | None:
    """Return the answers that a page has carried here; None if there are none that are ours."""
    try:
        return RegistrationAnswers.from_json(_seal().loads(request.form.get("said", "")))
    except BadData:
        return None


def finished(draft: RegistrationDraft, sent: RegistrationAnswers | None = None) -> Response | tuple[str, int]:
    """A draft that was confirmed leads to its release, however often it is opened; answers that were `sent`
    to it and are not the confirmed ones are shown first, for nothing of them was saved."""
    release_url = url_for("desks.release", release_id=draft.release_id)
    differing = changed_rows(RegistrationAnswers.from_json(draft.answers), sent) if sent is not None else []
    if sent is None or not differing:
        return redirect(release_url, 303)
    page = render_template(
        "registration/overtaken.html",
        form=DecisionForm(formdata=None),
        message=message_for(CONFIRMED),
        release_url=release_url,
        release_id=draft.release_id,
        differing=differing,
        said=sealed(sent),
        book_title=sent.title,
    )
    return page, 409


def refused_check(draft: RegistrationDraft, form: DecisionForm) -> Response | tuple[str, int]:
    """Answer a check of a draft that was confirmed: what was seen there and not confirmed is told."""
    sent = carried()
    if form.errors and sent is None:
        flash(message_for(CONFIRMED), "warning")
    return finished(draft, sent)


def whose(draft: RegistrationDraft) -> str:
    """Return, in words, who has begun a draft; empty for one's own."""
    if draft.account_id == current_actor().account_id:
        return ""
    return gettext(
        "%(person)s has begun this draft and may be working on it too. "
        "What you save is saved for both of you.",
        person=name_of_account(draft.account_id),
    )


def _seal() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=f"answers seen {current_actor().account_id}")
