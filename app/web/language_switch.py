"""Another language for a page that answers a sent form: what was sent is kept, and not done.

Such a page often has no address at which it could be opened again. Its language buttons therefore send the
same form once more with the language beside it, and a form sent so counts as not submitted
(`PageForm.is_submitted`): its page is shown, the act is not done.

A form that is still being filled in, of a template that declares it by `data-keeps-typed`, is sent in the
same way by the browser (`typed.js`), marked as not sent before: nothing is told of what is not filled in yet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Flask, g, request, session

from app.infra.i18n import BY_CODE
from app.web.acting_for import FIELD

LANGUAGE = "_language"
UNSENT = "_unsent"


@dataclass(frozen=True, slots=True)
class SentForm:
    """Where a form was sent, and what stood in it, without passwords and files."""

    address: str
    fields: Sequence[tuple[str, str]]


def init_language_switch(app: Flask) -> None:
    """Speak the language that was asked for beside a form, from the first word on."""
    app.before_request(_speak)


def asked_language() -> str | None:
    """The language that was asked for beside a form; None: what was sent is meant."""
    code = request.form.get(LANGUAGE) if request.method == "POST" else None
    return code if code in BY_CODE else None


def sent_before() -> bool:
    """Whether a form that came for its page in another language had been sent already, to be done."""
    return UNSENT not in request.form


def note_sent(secret: Iterable[str]) -> None:
    """Note that this request has brought a form of a page; its `secret` fields are not shown again."""
    g.setdefault("secret_fields", {"csrf_token", FIELD, LANGUAGE}).update(secret)


def sent_form() -> SentForm | None:
    """The form that this request has brought, for a page to send again; None where it brought none."""
    secret = g.get("secret_fields")
    if secret is None:
        return None
    fields = [(name, text) for name, text in request.form.items(multi=True) if name not in secret]
    return SentForm(request.script_root + request.full_path.rstrip("?"), fields)


def _speak() -> None:
    code = asked_language()
    if code is not None:
        session["language"] = code
