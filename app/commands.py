"""The commands of `./nusxa`, slice by slice; given to the application by `app/wiring.py`."""

import click

from app.accounts import commands as account_commands
from app.audit import commands as audit_commands
from app.desks.cases import commands as case_commands
from app.desks.demo.commands import demo
from app.desks.verification import commands as verification_commands
from app.exchange import commands as exchange_commands
from app.infra import commands
from app.infra.translations import translations
from app.law import commands as law_commands
from app.organisations import commands as organisation_commands
from app.outbox import commands as outbox_commands

COMMANDS: tuple[click.Command, ...] = (
    commands.worker,
    translations,
    organisation_commands.organisations,
    account_commands.accounts,
    audit_commands.audit,
    law_commands.law,
    exchange_commands.exchange,
    outbox_commands.mail,
    verification_commands.verify,
    case_commands.case,
    demo,
)
