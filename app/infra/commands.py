"""Commands that run the machinery itself."""

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.infra.jobs import run_worker


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Send messages and settle waiting rows until stopped."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy's documented way
    run_worker(app)
