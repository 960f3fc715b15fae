"""How large a request may be: as the settings say, and more for a view that declares it."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, current_app, request

View = TypeVar("View", bound=Callable[..., object])
MARK = "__nusxa_takes_files_of__"
BESIDE_THE_FILE = 1024**2
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


def _allow() -> None:
    most = getattr(current_app.view_functions.get(request.endpoint or ""), MARK, None)
    if most is not None:
        request.max_content_length = most + BESIDE_THE_FILE
