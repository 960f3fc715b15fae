"""Declared access: every route says which permission it needs; nothing else opens it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, TypeVar

from flask import Flask, current_app, flash, g, redirect, request, session, url_for
from flask_login import LoginManager, current_user, login_user, logout_user
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from app.domain.actor import PUBLIC, Actor
from app.infra.i18n import gettext
from app.policy.permissions import Permission
from app.policy.table import may
from app.web.resending import ask_to_sign_in, from_this_site, interrupted_form, page_before

View = TypeVar("View", bound=Callable[..., object])
MARK = "__nusxa_access__"
OPEN = "open"

login = LoginManager()
# Sessions are rows that can be revoked; guesses by address and browser would only sign people out.
login.session_protection = None


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is signed in, and by which session; plain values, so that no transaction can take them away.

    `organisation` has the fields that the `organisation` filter reads. `secret` is what the cookie carries.
    While the visitor acts for another organisation, `errand_until` is the last day of its mandate; once that
    has ended, `errand_over` is whose it was, until the visitor has taken note.
    """

    secret: str
    session_id: int
    last_seen_at: datetime
    email: str
    language: str
    organisation: object | None
    actor: Actor
    errand_until: date | None = None
    errand_over: object | None = None
    is_authenticated: ClassVar[bool] = True
    is_active: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False

    @property
    def account_id(self) -> int:
        """The account that is signed in."""
        if self.actor.account_id is None:
            raise ValueError("a visitor without an account cannot be signed in")
        return self.actor.account_id

    def get_id(self) -> str:
        """Return what Flask-Login keeps in the cookie."""
        return self.secret


def identify_by(load: Callable[[str], Visitor | None]) -> None:
    """Let `load` find the visitor who holds a secret; given by `app/wiring.py`."""
    login.user_loader(load)


def begin_session(visitor: Visitor) -> None:
    """Sign a visitor in; everything an earlier visitor left in the cookie goes, except the language."""
    _clear_cookie()
    login_user(visitor)


def end_session() -> None:
    """Forget the visitor; the language stays."""
    logout_user()
    _clear_cookie()


def _clear_cookie() -> None:
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    g.pop("actor", None)
    g.pop("csrf_token", None)  # it belonged to what the cookie held


def current_visitor() -> Visitor | None:
    """Return who is signed in, or None."""
    found = current_user._get_current_object()
    return found if isinstance(found, Visitor) else None


def requires(permission: Permission) -> Callable[[View], View]:
    """Declare that a view needs this permission; who is not signed in is asked to sign in first."""

    def mark(view: View) -> View:
        setattr(view, MARK, permission)
        return view

    return mark


def open_to_all(view: View) -> View:
    """Declare that a view is open without an account (sign-in, health, static pages)."""
    setattr(view, MARK, OPEN)
    return view


def present_visitor() -> Visitor:
    """Return who is signed in, in a view that only signed-in people reach.

    Raises:
        Forbidden: nobody is.
    """
    visitor = current_visitor()
    if visitor is None:
        raise Forbidden
    return visitor


def current_actor() -> Actor:
    """Return who makes this request; the public if nobody is signed in."""
    if "actor" not in g:
        visitor = current_visitor()
        g.actor = visitor.actor if visitor else PUBLIC
    actor: Actor = g.actor
    return actor


def init_access(app: Flask) -> None:
    """Guard every request: a route without a declaration is closed."""
    # Templates know the visitor through the shell, which does without him when the database is gone.
    login.init_app(app, add_context_processor=False)
    app.before_request(_guard)


def _guard() -> Response | None:
    if request.endpoint is None or request.endpoint == "static":
        return None
    needed = getattr(current_app.view_functions[request.endpoint], MARK, None)
    if needed == OPEN:
        return None
    actor = current_actor()
    if needed is not None and may(actor, needed):
        return None
    if actor.account_id is None:
        return send_to_sign_in()
    raise Forbidden


def needs_sign_in() -> bool:
    """Whether this request comes from a page of this site, for what nobody may do without being signed in."""
    view = current_app.view_functions.get(request.endpoint or "")
    return current_visitor() is None and getattr(view, MARK, OPEN) != OPEN and from_this_site()


def send_to_sign_in() -> Response:
    """Lead to the page of signing in and then back; what was typed goes along where it may."""
    if request.method != "POST":
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
    kept = interrupted_form()
    if kept is not None:
        return ask_to_sign_in(kept)
    if request.files:
        told = gettext("You were signed out and the file was not kept. Sign in again; then choose it anew.")
    else:
        told = gettext("You were signed out. Sign in again; then repeat the last step.")
    flash(told, "warning")
    return redirect(url_for("accounts.sign_in", next=page_before()))
