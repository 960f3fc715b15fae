"""Commands about the format of rule sets: print its schema, make its reference anew."""

import json
from pathlib import Path

import click

from app.law.reference.document import DOCS, LAWYERS, REFERENCE, format_schema, refresh


@click.command("schema")
def print_schema() -> None:
    """Print the format of rule sets as JSON Schema."""
    click.echo(json.dumps(format_schema(), ensure_ascii=False, indent=2))


@click.command("reference")
@click.option("--folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=DOCS)
def write_reference(folder: Path) -> None:
    """Make the tables of docs/deposit-rules-2.md and the excerpts of docs/for-lawyers.md anew."""
    try:
        refresh(folder)
    except FileNotFoundError as error:
        told = f"{error.filename} is not there. Choose the folder that holds {REFERENCE} and {LAWYERS}."
        raise click.ClickException(told) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}.") from error
    click.echo(f"{REFERENCE} and {LAWYERS} tell of the format as it is read now.")
