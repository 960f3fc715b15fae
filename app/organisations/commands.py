"""Organisations from the command line."""

import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from app.domain.actor import SYSTEM
from app.domain.errors import DomainError
from app.infra import clock
from app.infra.db import transaction
from app.infra.sheets import refuse_false_workbook
from app.organisations import services
from app.web.messages import message_for

organisations = AppGroup("organisations", help="Places and organisations.")


@organisations.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
def load(file: Path | None) -> None:
    """Load regions, districts and depositories; with FILE (CSV or XLSX) the organisations that it lists.

    What is there already stays. Of FILE the good rows are added; the others are told with line and column,
    and the command ends with 1.
    """
    if file is not None:
        _load_list(file.name, file.read_bytes())
        return
    with transaction():
        at = clock.now()
        places = services.load_places(by=SYSTEM, at=at)
        depositories = services.load_depositories(by=SYSTEM, at=at)
    click.echo(f"{places} places and {depositories} depositories added.")


def _load_list(name: str, content: bytes) -> None:
    try:
        refuse_false_workbook(name, content)
        with transaction():
            reading = services.add_organisations(content=content, by=SYSTEM, at=clock.now())
    except DomainError as error:
        raise click.ClickException(message_for(error)) from error
    click.echo(
        f"{len(reading.new)} organisations added, {len(reading.known)} registered already, "
        f"{len(reading.refused)} rows refused."
    )
    for row in reading.known:
        if row.is_called_otherwise:
            click.echo(f"line {row.line}, {row.said.name}: registered already as {row.record.name}", err=True)
    for fault in reading.faults:
        place = ", ".join(filter(None, (f"line {fault.line}", fault.column)))
        click.echo(f"{place}: {message_for(fault.error)}", err=True)
    if reading.faults:
        sys.exit(1)
