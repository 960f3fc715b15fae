"""How large a request may be: as the settings say, and more for a view that declares it."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, current_app, request

from app.domain.errors import DomainError

View = TypeVar("View", bound=Callable[..., object])
MEGABYTE = 1024**2
MARK = "__nusxa_takes_files_of__"
BESIDE_THE_FILE = MEGABYTE
"""What a form has beside its file, in bytes."""


def takes_files_of(most: int) -> Callable[[View], View]:
    """Declare that a view's form brings a file of at most so many bytes."""

    def mark(view: View) -> View:
        setattr(view, MARK, most)
        return view

    return mark


def init_sizes(app: Flask) -> None:
    """Let each view take what it declares; before anything has read the request."""
    app.before_request(_allow)


def too_large() -> DomainError | None:
    """Return why the request brings more than it may, with both sizes in MB; None where it does not."""
    sent, most = request.content_length or 0, request.max_content_length
    if most is None or sent <= most:
        return None
    return DomainError("request.too_large", sent=-(-sent // MEGABYTE), most=(_declared() or most) // MEGABYTE)


def _allow() -> None:
    most = _declared()
    if most is not None:
        request.max_content_length = most + BESIDE_THE_FILE


def _declared() -> int | None:
    """How many bytes a file may have that is sent to this view, if the view says so."""
    return getattr(current_app.view_functions.get(request.endpoint or ""), MARK, None)
