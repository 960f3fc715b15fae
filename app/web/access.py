"""Declared access: every route says which permission it needs; nothing else opens it."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, current_app, g, redirect, request, url_for
from flask_login import LoginManager, current_user
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from app.domain.actor import PUBLIC, Actor
from app.policy.permissions import Permission
from app.policy.table import may

View = TypeVar("View", bound=Callable[..., object])
MARK = "__nusxa_access__"
OPEN = "open"

login = LoginManager()


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


def current_actor() -> Actor:
    """Return who makes this request; the public if nobody is signed in."""
    if "actor" not in g:
        signed_in = current_user._get_current_object()
        g.actor = signed_in.actor() if signed_in.is_authenticated else PUBLIC
    actor: Actor = g.actor
    return actor


def init_access(app: Flask) -> None:
    """Guard every request: a route without a declaration is closed."""
    login.init_app(app)
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
        target = request.full_path if request.method == "GET" else None
        return redirect(url_for("accounts.sign_in", next=target))
    raise Forbidden
