"""What hardly ever changes, kept by a process for a minute instead of asked for each page."""

from collections.abc import Callable, Mapping
from time import monotonic
from typing import TypeVar

from flask import current_app

SECONDS = 60
Key = TypeVar("Key")
Value = TypeVar("Value")


def kept(name: str, ask: Callable[[], Mapping[Key, Value]]) -> Mapping[Key, Value]:
    """Return what `ask` gave under this name less than a minute ago, or gives now; for pages, not for acts.

    Nothing at all is not kept: what was not there yet is seen as soon as it is.
    """
    held: dict[str, tuple[float, Mapping[Key, Value]]] = current_app.extensions.setdefault("kept", {})
    until, values = held.get(name, (0.0, {}))
    if until <= monotonic():
        values = ask()
        if values:
            held[name] = (monotonic() + SECONDS, values)
    return values
