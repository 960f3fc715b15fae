"""The one page where slices meet: pages, reactions to events, jobs, places of the navigation, commands."""

from collections.abc import Mapping

import click
from flask import Blueprint, Flask

from app.accounts import commands as account_commands
from app.accounts import jobs as account_jobs
from app.accounts import views as accounts
from app.accounts.start import refuse_demonstration_accounts
from app.audit import models as _audit  # noqa: F401 - the tables of a slice exist once it is imported
from app.compliance import models as _compliance  # noqa: F401
from app.edeposit import models as _edeposit  # noqa: F401
from app.infra import clock, commands
from app.infra import submissions as _submissions  # noqa: F401
from app.infra.events import Reaction, init_events
from app.infra.jobs import Job, init_jobs
from app.infra.mail import send_waiting
from app.web import health
from app.web.access import identify_by
from app.web.templating import Place, ShellSources, init_templating

BLUEPRINTS: tuple[Blueprint, ...] = (
    health.blueprint,
    accounts.blueprint,
)

# An event's name (or EVERY) and what must happen in the same transaction; first come, first run.
REACTIONS: tuple[tuple[str, Reaction], ...] = ()

# The worker runs them in this order, each minute and when woken.
JOBS: Mapping[str, Job] = {
    "mail": lambda: send_waiting(at=clock.now()),
    "forget attempts": account_jobs.forget_attempts,
}

# In the order of the menu.
PLACES: tuple[Place, ...] = ()

FOOTER: tuple[tuple[object, str], ...] = ()

COMMANDS: tuple[click.Command, ...] = (commands.worker, account_commands.accounts)


def tie(app: Flask) -> None:
    """Tie the slices together."""
    reactions = init_events(app)
    for name, reaction in REACTIONS:
        reactions.on(name, reaction)
    init_jobs(app, JOBS)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)
    identify_by(accounts.load_visitor)
    init_templating(app, ShellSources(PLACES, FOOTER, banner=lambda: None, search=None))
    refuse_demonstration_accounts(app)
