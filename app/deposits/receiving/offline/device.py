"""For whom this device works, as its pages may know without a network.

A cookie that scripts can read names the account; with it goes a mark of the session. It is taken away by the
first answer to a browser whose session is another or over: what was copied onto the device is then shown to
nobody, and what waits on it is sent by nobody else.
"""

import hashlib
from http import HTTPStatus

from flask import current_app, g, request, session
from werkzeug.wrappers import Response

from app.web.access import present_visitor

COOKIE = "nusxa_desk"
_SESSION_KEY = "_user_id"
"""Under which Flask-Login keeps the secret of the session in the signed cookie."""


def name_on_device() -> int | None:
    """Return whose page this is, and let its answer name that person on the device: the scripts of the desk
    are on it."""
    g.names_on_device = True
    return present_visitor().account_id


def keep_mark(response: Response) -> Response:
    """Name the signed-in person on the device where `name_on_device` was asked; forget who was named once the
    session is another. Asks no database."""
    named, present = request.cookies.get(COOKIE), _mark_of_session()
    if named is not None and present and named.partition(".")[2] == present:
        return response
    if response.status_code == HTTPStatus.OK and g.get("names_on_device"):
        settings = current_app.config["NUSXA"]
        response.set_cookie(
            COOKIE,
            f"{present_visitor().account_id}.{present}",
            max_age=settings.session_hours * 3600,
            secure=settings.secure_cookies,
            samesite="Lax",
        )
    elif named is not None:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response


def _mark_of_session() -> str:
    secret = session.get(_SESSION_KEY, "")
    return hashlib.sha256(f"desk {secret}".encode()).hexdigest()[:16] if secret else ""
