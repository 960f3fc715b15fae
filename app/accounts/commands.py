"""Accounts from the command line: the first administrator of an installation."""

import click
from flask.cli import AppGroup

from app.accounts.services.accounts import NewAccount, create_account
from app.domain.actor import SYSTEM, Role
from app.domain.errors import DomainError
from app.infra import clock
from app.infra.db import transaction
from app.web.messages import message_for

accounts = AppGroup("accounts", help="Accounts of people.")


@accounts.command("create-administrator")
@click.option("--email", required=True)
@click.option("--name", required=True)
@click.password_option()
def create_administrator(email: str, name: str, password: str) -> None:
    """Create an account that may create all others."""
    new = NewAccount(email=email, name=name, role=Role.ADMINISTRATOR)
    try:
        with transaction():
            account = create_account(new=new, password=password, by=SYSTEM, at=clock.now())
    except DomainError as error:
        raise click.ClickException(message_for(error)) from error
    click.echo(f"Administrator {account.email} created.")
