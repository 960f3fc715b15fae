"""What was typed into a form that arrived without its session: carried through signing in, and sent again.

Nothing of it is stored. It travels in the page itself, and only a form of this site is carried.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from flask import current_app, g, make_response, render_template, request
from werkzeug.wrappers import Response

from app.web.redirects import local_target

View = TypeVar("View", bound=Callable[..., object])
MARK = "__nusxa_resendable__"
FIELD = "kept"
LIMIT = 100_000
"""How many characters are carried; the largest form of a registration has far fewer."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The fields of a form, and the path it was sent to."""

    path: str
    fields: list[tuple[str, str]]

    def as_text(self) -> str:
        """Return this as the value of one hidden input."""
        return json.dumps([self.path, self.fields])


def resendable(view: View) -> View:
    """Declare that what was typed into a view's form may be carried: it has no passwords and no files."""
    setattr(view, MARK, True)
    return view


def interrupted_form() -> Kept | None:
    """Return the form that this request brought in vain; None if there is none to carry.

    A form from another site is not carried: its visitor has typed nothing, and would send what was put there.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method != "POST" or not getattr(view, MARK, False) or request.files:
        return None
    if not from_this_site():
        return None
    fields = [(name, text) for name, text in request.form.items(multi=True) if name != "csrf_token"]
    kept = Kept(request.full_path.rstrip("?"), fields)
    return kept if len(kept.as_text()) <= LIMIT else None


def ask_to_sign_in(kept: Kept) -> Response:
    """Answer with the page of signing in, which carries the form on."""
    g.interrupted_form = kept
    response = make_response(current_app.view_functions["accounts.sign_in"]())
    response.status_code = 401
    return response


def from_this_site() -> bool:
    """Whether the browser says that a page of this site has sent the request."""
    return urlsplit(request.headers.get("Origin", "")).netloc == request.host


def carried_form() -> Kept | None:
    """Return the form that the page of signing in brought along, or None."""
    text = request.form.get(FIELD, "")
    if not text or len(text) > LIMIT:
        return None
    try:
        path, fields = json.loads(text)
        kept = Kept(local_target(path), [(str(name), str(value)) for name, value in fields])
    except (ValueError, TypeError, AttributeError):
        return None
    return kept


def resume_page(kept: Kept, status: int = 200) -> Response:
    """Answer with a page that sends the form again, with a token of the present session."""
    return make_response(render_template("accounts/resume.html", kept=kept), status)


def page_before() -> str | None:
    """Return the path of the page of this site from which the request came, or None."""
    parts = urlsplit(request.referrer or "")
    if parts.netloc != request.host:
        return None
    return local_target(f"{parts.path}?{parts.query}" if parts.query else parts.path)
