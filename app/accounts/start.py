"""What must be true before the product starts."""

from flask import Flask
from sqlalchemy import inspect

from app.accounts.queries import has_demonstration_accounts
from app.config import Mode, WrongSetting
from app.infra.db import db


def refuse_demonstration_accounts(app: Flask) -> None:
    """Stop a start in production on a database whose passwords everybody may read.

    Raises:
        WrongSetting: there are demonstration accounts, and the mode is production.
    """
    if app.config["NUSXA"].mode is not Mode.PRODUCTION:
        return
    with app.app_context():
        refused = inspect(db.engine).has_table("account") and has_demonstration_accounts()
        # Web servers fork after the start, and processes must not share a connection.
        db.session.remove()
        db.engine.dispose()
        if refused:
            raise WrongSetting(
                "This database holds demonstration accounts, whose passwords are public. Before starting in "
                "production mode, set DATABASE_URL (or NUSXA_INSTANCE) to a database without them."
            )
