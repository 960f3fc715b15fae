"""The files of the receiving desk that a device keeps."""

from pathlib import Path

_STATIC = Path(__file__).parents[4] / "static"
_SHEETS = ("fonts", "tokens", "shell", "parts", "forms", "tables", "record")
_MODULES = ("camera", "echo", "kept", "offline", "reading", "scanner", "sending", "sound", "waiting")

WORKER = _STATIC / "js" / "desk" / "worker.js"
FILES = (
    "vendor/bootstrap/bootstrap.used.css",
    *(f"css/{name}.css" for name in _SHEETS),
    *(f"js/desk/{name}.js" for name in _MODULES),
    "img/icons.svg",
    "img/favicon.svg",
)
"""Names below `static`, without fonts: where the browser has none of ours, it takes one of its own."""


def contents() -> bytes:
    """Return all that a device keeps, the worker too, as one run of bytes."""
    return b"".join((_STATIC / name).read_bytes() for name in FILES) + WORKER.read_bytes()
