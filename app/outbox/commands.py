"""The post from the command line."""

import sys

import click
from flask.cli import AppGroup

from app.infra import clock
from app.infra.bounces import keep_bounce, read_bounce
from app.infra.db import transaction

mail = AppGroup("mail", help="Letters to people.")
LARGEST = 5_000_000


@mail.command("bounced")
def bounced() -> None:
    """Read one report of a letter that came back (RFC 3464) from standard input, as a mail server gives it.

    A mail server that delivers the address of NUSXA_MAIL_BOUNCES to this command (a "pipe") is enough.
    """
    bounce = read_bounce(sys.stdin.buffer.read(LARGEST))
    if bounce is None:
        raise click.ClickException("This is no report of a letter that failed for good; nothing was noted.")
    with transaction():
        message = keep_bounce(bounce, at=clock.now())
        to = message.to if message is not None else ""
    if not to:
        raise click.ClickException(f"{bounce.reference} is no letter that was sent from here.")
    click.echo(f"Noted: the letter to {to} came back: {bounce.reason}")
