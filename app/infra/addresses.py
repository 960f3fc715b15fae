"""Addresses of pages in what leaves the system."""

from flask import current_app

from app.infra.settings import settings


def public_address(endpoint: str, **values: object) -> str:
    """Return the whole address of a page, also where no request is being answered."""
    return f"{settings().public_url}{current_app.url_map.bind('').build(endpoint, values)}"
