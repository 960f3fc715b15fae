"""The chain of acts from the command line."""

import click
from flask.cli import AppGroup

from app.audit.chain import first_break
from app.audit.jobs import seal
from app.audit.queries import end_of_chain, has_sealed, sealed_acts, unsealed

audit = AppGroup("audit", help="The chain of acts.")


@audit.command("seal")
def seal_now() -> None:
    """Seal the acts that wait, as the worker does each minute."""
    click.echo(f"{seal()} acts sealed.")


@audit.command("verify")
@click.option("--head", metavar="POSITION:HASH", help="An end of the chain that was noted earlier.")
def verify(head: str | None) -> None:
    """Read the whole chain; name the first broken position and exit with 1 if there is one.

    A chain cut off at its end still holds by itself; only an end noted elsewhere (`--head`) shows the cut.
    """
    broken = first_break(sealed_acts())
    if broken is not None:
        raise click.ClickException(f"The chain breaks at position {broken.position}: {broken.reason}.")
    if head is not None and not has_sealed(head):
        raise click.ClickException(
            f"The chain holds, but does not contain {head}: its end was cut off or replaced."
        )
    position, digest = end_of_chain()
    click.echo(f"The chain holds: {position} acts sealed, {unsealed()} waiting. Its end: {position}:{digest}")
