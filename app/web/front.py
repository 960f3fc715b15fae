"""What stands before every request: proxies, files served as they are, and addresses that can name a row."""

from typing import Any

from flask import Flask, request
from werkzeug.exceptions import RequestURITooLarge
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter

from app.domain.errors import DomainError
from app.web.compression import CompressedFiles

LARGEST_ID = 2**63 - 1
"""The largest number a row can have; a larger one in an address names nothing."""

LONGEST_ADDRESS = 4096
"""In characters as they are sent."""


class RowId(IntegerConverter):
    """A number in an address that a row can have; the database never sees a larger one."""

    def __init__(self, *parts: Any, **options: Any) -> None:
        super().__init__(*parts, **{"max": LARGEST_ID, **options})


def init_front(app: Flask, static: str) -> None:
    """Believe as many proxies as the settings name, and serve the folder `static` without the application."""
    app.url_map.converters["int"] = RowId
    app.before_request(refuse_long_address)
    app.before_request(refuse_unprintable_address)
    proxies = app.config["NUSXA"].proxies
    served: Any = CompressedFiles(app.wsgi_app, root=static, prefix="static/", max_age=3600)
    if proxies:
        served = ProxyFix(served, x_for=proxies, x_proto=proxies)
    app.wsgi_app = served  # type: ignore[method-assign]  # Flask documents wrapping it


def refuse_long_address() -> None:
    """Refuse an address longer than proxies and browsers agree on. Raises `RequestURITooLarge`."""
    if len(request.environ.get("RAW_URI") or request.full_path) > LONGEST_ADDRESS:
        raise RequestURITooLarge


def refuse_unprintable_address() -> None:
    """Refuse an address that holds the character zero, which no row has and PostgreSQL does not take.

    Raises:
        DomainError: `page.unprintable_address`.
    """
    values = (value for _name, value in request.args.items(multi=True))
    if "\0" in request.path or any("\0" in value for value in values):
        raise DomainError("page.unprintable_address")
