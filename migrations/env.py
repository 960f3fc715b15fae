"""Runs migrations on the application's own engine."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from app.infra.db import UtcDateTime, db

LEFT_ALONE = ("huey_", "publication_search", "ix_publication_search", "search_words")
"""How the names begin of what models do not describe: the queue's tables, each database's search index."""


def render_type(kind: str, value: object, autogenerate: object) -> str | bool:
    """Write our column type as the plain one beneath it: a migration never depends on the application."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(value, UtcDateTime) else False


def is_ours(name: str | None, kind: str, parents: object) -> bool:
    """Compare only what models describe."""
    return not (kind in ("table", "index", "column") and name and name.startswith(LEFT_ALONE))


def switch_foreign_keys(connection: Connection, state: str) -> None:
    """Let foreign keys rest on SQLite while tables are rebuilt; it allows that outside a transaction only."""
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={state}")


def run() -> None:
    """Upgrade or downgrade, all of it or nothing."""
    arguments = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        switch_foreign_keys(connection, "OFF")
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_type,
            include_name=is_ours,
            **arguments,
        )
        with context.begin_transaction():
            context.run_migrations()
        switch_foreign_keys(connection, "ON")


run()
