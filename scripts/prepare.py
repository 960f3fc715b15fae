"""Bring the database and the translations to the present state, and load the demonstration if this is one.

One process for all of it, so that starting again is quick. Everything here may be repeated.
"""

from collections.abc import Sequence

import flask_migrate
from flask.cli import ScriptInfo

from app.config import Mode
from wsgi import app


def command(words: Sequence[str]) -> None:
    """Run one of the product's own commands in this process."""
    app.cli.main(args=list(words), obj=ScriptInfo(create_app=lambda: app), standalone_mode=False)


if __name__ == "__main__":
    with app.app_context():
        flask_migrate.upgrade()
    command(["translations", "compile"])
    if app.config["NUSXA"].mode is Mode.DEMONSTRATION:
        command(["demo", "load"])
