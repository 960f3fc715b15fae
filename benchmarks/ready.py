"""A page whose values are ready: the application, the person, the shell around every page and the answer's
own template; nothing is asked for the answer itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from flask import Flask, render_template, template_rendered
from jinja2 import Template

Shown = tuple[Template, dict[str, Any]]
_OF_EVERY_PAGE = frozenset({"g", "request", "session", "shell"})
"""What a template is given anew for each answer, whatever it is about."""


@contextmanager
def what_is_shown(app: Flask) -> Iterator[list[Shown]]:
    """Note which template the one answer inside is made of, and its values."""
    seen: list[Shown] = []

    def note(_app: object, template: Template, context: dict[str, Any], **_more: object) -> None:
        seen.append((template, context))

    with template_rendered.connected_to(note, app):
        yield seen
    assert len(seen) == 1


@contextmanager
def values_ready(app: Flask, endpoint: str, shown: Shown) -> Iterator[None]:
    """Let the address of an endpoint give that answer to whom it is open, without asking for its values."""
    template, values = shown
    own = {name: value for name, value in values.items() if name not in _OF_EVERY_PAGE}
    usual = app.view_functions[endpoint]

    @wraps(usual)  # with what it declares of access
    def page(**_places: object) -> str:
        return render_template(template, **own)

    app.view_functions[endpoint] = page
    try:
        yield
    finally:
        app.view_functions[endpoint] = usual
