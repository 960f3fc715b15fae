"""Acts that a script sends and whose answer it shows in the page that is open: one request instead of two."""

from urllib.parse import parse_qsl, urlsplit

from flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

HEADER = "X-Fragment"
"""Sent by our scripts; without it an act leads on by a redirect."""


def shown_in_place(done: Response) -> MultiDict[str, str] | None:
    """Return the arguments of the page to which an act leads, if a script waits for that page's parts.

    None: the act leads to another page, or no script sent it.
    """
    to = urlsplit(done.location or "")
    if HEADER not in request.headers or to.path != request.path:
        return None
    return MultiDict(parse_qsl(to.query))
