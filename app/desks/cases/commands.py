"""Exported cases from the command line. No database."""

from pathlib import Path

import click
from cryptography import x509
from flask.cli import AppGroup

from app.desks.cases.verifying import NoArchive, verify_archive
from app.infra import clock

case = AppGroup("case", help="Exported cases.")


@case.command("verify", with_appcontext=False)
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--roots",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Certificates (PEM) of whom to trust; without them it is told who signed, and not judged.",
)
def verify(archive: Path, roots: Path | None) -> None:
    """Check ARCHIVE, an exported case; name every fault and exit with 1 if there is one."""
    try:
        verdict = verify_archive(archive, roots=_trusted(roots), at=clock.now())
    except NoArchive as error:
        raise click.ClickException(f"{archive.name} cannot be checked: {error}.") from error
    for fault in verdict.faults:
        click.echo(fault, err=True)
    if verdict.faults:
        raise click.ClickException(f"Case {verdict.number}: the archive is not what was exported.")
    click.echo(f"Case {verdict.number}: {verdict.files} files and {verdict.acts} acts are what was exported.")
    for paper in verdict.papers:
        click.echo(paper)
    click.echo(f"SHA-256 of the index, to be compared with the printed cover: {verdict.index_sha256}")
    click.echo(f"Last act, for the authority's ./nusxa audit verify --head: {verdict.last_act}")


def _trusted(roots: Path | None) -> list[x509.Certificate]:
    if roots is None:
        return []
    try:
        return x509.load_pem_x509_certificates(roots.read_bytes())
    except ValueError as error:
        raise click.ClickException(f"{roots.name} holds no certificates in PEM.") from error
