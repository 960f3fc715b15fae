"""Security headers of every answer."""

from flask import Flask, current_app
from werkzeug.wrappers import Response

POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def init_headers(app: Flask) -> None:
    """Send a strict policy with every answer; pages with a person's data are never kept by caches."""
    app.after_request(_add)


def _add(response: Response) -> Response:
    headers = response.headers
    if current_app.config["NUSXA"].secure_cookies:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    headers.setdefault("Content-Security-Policy", POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store"
    return response
