"""Exported cases from the command line. No database."""

from pathlib import Path

import click
from flask.cli import AppGroup

from app.desks.cases.verifying import NoArchive, verify_archive

case = AppGroup("case", help="Exported cases.")


@case.command("verify", with_appcontext=False)
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(archive: Path) -> None:
    """Check ARCHIVE, an exported case; name every fault and exit with 1 if there is one."""
    try:
        verdict = verify_archive(archive)
    except NoArchive as error:
        raise click.ClickException(f"{archive.name} cannot be checked: {error}.") from error
    for fault in verdict.faults:
        click.echo(fault, err=True)
    if verdict.faults:
        raise click.ClickException(f"Case {verdict.number}: the archive is not what was exported.")
    click.echo(f"Case {verdict.number}: {verdict.files} files and {verdict.acts} acts are what was exported.")
    click.echo(f"SHA-256 of the index, to be compared with the printed cover: {verdict.index_sha256}")
    click.echo(f"Last act, for the authority's ./nusxa audit verify --head: {verdict.last_act}")
