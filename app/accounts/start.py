"""What must be true before the product starts."""

from flask import Flask
from sqlalchemy import inspect, select

from app.accounts.queries import has_demonstration_accounts
from app.config import Mode, WrongSetting
from app.infra.db import db, session

DEMONSTRATION_ACCOUNTS = (
    "This database holds demonstration accounts, whose passwords are public. Before starting in "
    "production mode, set DATABASE_URL (or NUSXA_INSTANCE) to a database without them."
)
HYPOTHETICAL_LAW = (
    "This database holds what is owed under a hypothetical rule set, which has force in the demonstration "
    "only. Start with NUSXA_MODE=demonstration, or set DATABASE_URL (or NUSXA_INSTANCE) to another database."
)


def refuse_unfit_database(app: Flask) -> None:
    """Stop a start on a database that does not fit the mode.

    Raises:
        WrongSetting: demonstration accounts in production; hypothetical obligations outside a demonstration.
    """
    settings = app.config["NUSXA"]
    if settings.mode is not Mode.PRODUCTION and settings.hypothetical_law:
        return
    with app.app_context():
        tables = set(inspect(db.engine).get_table_names())
        accounts = settings.mode is Mode.PRODUCTION and "account" in tables and has_demonstration_accounts()
        hypothetical = "obligation" in tables and not settings.hypothetical_law and _owes_hypothetically()
        # Web servers fork after the start, and processes must not share a connection.
        db.session.remove()
        db.engine.dispose()
    if accounts:
        raise WrongSetting(DEMONSTRATION_ACCOUNTS)
    if hypothetical:
        raise WrongSetting(HYPOTHETICAL_LAW)


def _owes_hypothetically() -> bool:
    # By the tables' names: this slice stands below those that own them.
    tables = db.metadata.tables
    obligation, rule_set = tables["obligation"], tables["adopted_rule_set"]
    owed = select(obligation.c.id).join(rule_set, rule_set.c.id == obligation.c.rule_set_id)
    return session().execute(owed.where(rule_set.c.hypothetical).limit(1)).first() is not None
