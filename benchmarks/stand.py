"""The product on one database with one tier of the data set, and a person signed in to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import flask_migrate
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select, text

from app.audit.models import AuditEvent
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.services import recompute_obligations
from app.domain.actor import SYSTEM
from app.factory import create_app
from app.infra import clock
from app.infra.db import db, session, transaction
from app.publications.models import Release
from benchmarks.bare import Bare
from benchmarks.country import INSPECTOR, PASSWORD, Country, found_country
from benchmarks.loading import load, load_titles
from tests.support.databases import Databases, release_connections, settings_for_tests

CHECKED_RELEASES = 5


@dataclass
class Stand:
    """Where cases are measured; inside `serving` the product's session works."""

    app: Flask
    country: Country
    tier: int
    obligations: int
    today: date
    at: datetime
    address: str
    bare: Bare = field(init=False)

    def __post_init__(self) -> None:
        self.bare = Bare(self.address)

    @property
    def database(self) -> str:
        """Return `sqlite` or `postgresql`."""
        return "postgresql" if self.bare.postgresql else "sqlite"

    @property
    def where(self) -> dict[str, Any]:
        """Return what each row says of its place."""
        return {"database": self.database, "tier": self.tier}

    def signed_in(self, email: str = INSPECTOR) -> FlaskClient:
        """Return a client in which somebody is signed in: the inspector of the whole country."""
        client = self.app.test_client()
        answer = client.post("/sign-in", data={"email": email, "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        return client

    def statements(self, client: FlaskClient, address: str) -> int:
        """Return how many statements a page sends to the database."""
        sent: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            sent.append(statement)

        with self.app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            assert client.get(address).status_code == 200
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len([statement for statement in sent if not statement.startswith(("BEGIN", "ROLLBACK"))])


@contextmanager
def stand(
    databases: Databases, template: str, tier: int, instance: Path, *, titles_only: bool = False
) -> Iterator[Stand]:
    """Load a tier into a copy of `template`, check it, and let everything go afterwards.

    The tier counts obligations, or with `titles_only` titles for which nothing is owed.
    """
    address = databases.create(template)
    app = create_app(settings_for_tests(address, instance))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        at, today = clock.now(), clock.today()
        with transaction():
            country = found_country(today=today, at=at)
            (load_titles if titles_only else load)(country, tier, today)
        gather_statistics()
        if not titles_only:
            _check(at)
        obligations = session().scalar(select(func.count()).select_from(Obligation)) or 0
    opened = Stand(app, country, tier, obligations, today, at, address)
    try:
        yield opened
    finally:
        opened.bare.close()
        release_connections(app)


def empty_database(databases: Databases, instance: Path) -> str:
    """Return a database of the present structure to copy."""
    address = databases.create()
    app = create_app(settings_for_tests(address, instance))
    with app.app_context():
        flask_migrate.upgrade()
    release_connections(app)
    return address


def gather_statistics() -> None:
    """What a database that has lived for a while knows of its tables."""
    session().rollback()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        postgresql = connection.dialect.name == "postgresql"
        connection.execute(text("VACUUM ANALYZE" if postgresql else "ANALYZE"))


def _check(at: datetime) -> None:
    """The rows are those that the service would have written: it finds nothing to change."""
    for release_id in (
        session().scalars(select(Release.id).order_by(Release.id).limit(CHECKED_RELEASES)).all()
    ):
        with transaction():
            recompute_obligations(release_id=release_id, by=SYSTEM, at=at)
    changed = select(func.count()).select_from(AuditEvent).where(AuditEvent.name == "obligation.recomputed")
    assert session().scalar(changed) == 0, "the data set differs from what the services write"
    session().rollback()
