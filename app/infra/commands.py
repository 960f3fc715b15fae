"""Commands that run the machinery itself."""

import click
from flask.cli import ScriptInfo, pass_script_info

from app.infra.jobs import run_worker


@click.command("worker")
@pass_script_info
def worker(info: ScriptInfo) -> None:
    """Send messages and settle waiting rows until stopped."""
    run_worker(info.load_app())
