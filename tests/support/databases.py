"""Databases of a test process: one brought to the present structure by migrations, the others copies of it.

Without DATABASE_URL they are SQLite files in a temporary folder; with it they are made on that server.
"""

import shutil
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from sqlalchemy import Connection, NullPool, create_engine, make_url, text

from app.config import Mode, Settings
from app.infra.db import db


@dataclass
class Databases:
    """Makes and removes databases; without a `server` (PostgreSQL) they are SQLite files in `folder`."""

    folder: Path
    server: str | None
    made: list[str] = field(default_factory=list)

    def create(self, template: str | None = None) -> str:
        """Return the address of a new database: empty, or a copy of `template`, which nobody may be using."""
        name = f"nusxa_{uuid.uuid4().hex[:12]}"
        if self.server is None:
            path = self.folder / f"{name}.sqlite3"
            if template is not None:
                shutil.copyfile(str(make_url(template).database), path)
            return f"sqlite:///{path}"
        with self._administration(self.server) as connection:
            source = make_url(template).database if template else "template0"
            connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{source}"'))
        url = make_url(self.server).set(database=name).render_as_string(hide_password=False)
        self.made.append(url)
        return url

    def remove_all(self) -> None:
        """Remove what was made here."""
        self.remove(self.made)

    def remove(self, urls: Iterable[str]) -> None:
        """Remove databases from the server; files go with their folder."""
        if self.server is not None:
            with self._administration(self.server) as connection:
                for url in urls:
                    name = make_url(url).database
                    connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))

    @staticmethod
    def _administration(server: str) -> Connection:
        return create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect()


def settings_for_tests(database_url: str, instance: Path) -> Settings:
    """Return settings of an installation in test mode, which speaks the language of the code by default."""
    return Settings(
        mode=Mode.TEST,
        secret_key="a secret that only tests know",
        database_url=database_url,
        instance=instance,
        public_url="https://nusxa.test",
        default_language="en",
    )


def release_connections(app: Flask) -> None:
    """Close every connection of the application, so that its database may be copied or removed."""
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()
    app.extensions["nusxa_queue"].storage.close()
