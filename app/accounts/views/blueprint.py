"""The blueprint of accounts, and who makes a request."""

from datetime import timedelta

from flask import Blueprint, current_app, request
from werkzeug.wrappers import Response

from app.accounts.identity import signed_in_by
from app.accounts.queries import account_with_password
from app.accounts.services.attempts import count_attempt, refuse_guessing
from app.accounts.services.sessions import touch_session
from app.infra import clock
from app.infra.db import transaction
from app.web.access import Visitor, current_visitor

blueprint = Blueprint("accounts", __name__)
SEEN_EVERY = timedelta(minutes=5)


def load_visitor(secret: str) -> Visitor | None:
    """Return who holds the cookie's secret, in one query."""
    found = signed_in_by(secret, at=clock.now())
    if found is None:
        return None
    return Visitor(
        secret,
        found.session_id,
        found.last_seen_at,
        found.email,
        found.language,
        found.organisation,
        found.actor,
        found.errand_until,
        found.errand_over,
    )


def session_lifetime() -> timedelta:
    """Return how long a sign-in lasts in this installation."""
    return timedelta(hours=current_app.config["NUSXA"].session_hours)


def address() -> str:
    """Return the network address of who makes this request."""
    return request.remote_addr or ""


def verified_account(email: str, password: str) -> int | None:
    """Return whose e-mail and password these are, letting nobody guess.

    Counting is an act of its own, committed before the slow hash: so no number of workers lets more attempts
    through, and the hash does not hold the write lock.

    Raises:
        TooMany: there were too many attempts on this e-mail or from this address.
    """
    at = clock.now()
    refuse_guessing(email=email, address=address(), at=at)
    with transaction():
        count_attempt(email=email, address=address(), at=at)
    refuse_guessing(email=email, address=address(), at=at, counted=1)
    return account_with_password(email=email, password=password)


@blueprint.before_app_request
def note_presence() -> Response | None:
    """Keep when a session was last seen: on what changes something, since a GET never writes."""
    if request.method != "POST" or request.endpoint == "accounts.sign_out":
        return None
    visitor, at = current_visitor(), clock.now()
    if visitor is not None and at - visitor.last_seen_at >= SEEN_EVERY:
        with transaction():
            touch_session(session_id=visitor.session_id, at=at)
    return None
