"""Organisations from the command line."""

import click
from flask.cli import AppGroup

from app.domain.actor import SYSTEM
from app.infra import clock
from app.infra.db import transaction
from app.organisations import services

organisations = AppGroup("organisations", help="Places and organisations.")


@organisations.command("load")
def load() -> None:
    """Load regions, districts and depositories; what is there already stays."""
    with transaction():
        at = clock.now()
        places = services.load_places(by=SYSTEM, at=at)
        depositories = services.load_depositories(by=SYSTEM, at=at)
    click.echo(f"{places} places and {depositories} depositories added.")
