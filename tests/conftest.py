"""What every test may ask for: the real application on a real database (DATABASE_URL, else SQLite)."""

import gc
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.factory import create_app
from tests.support.databases import Databases, release_connections, settings_for_tests
from tests.support.isolation import Browserless, isolated_session

pytest_plugins = ["tests.support.templates", "tests.support.server", "tests.support.browser"]


LONGEST = (
    *("tests/browser/test_every_page.py", "tests/documents/test_document_files.py"),
    *("tests/architecture/test_routes.py", "tests/slices/compliance/test_killed_workers.py"),
)
"""These begin, one in each process, so that none is worked at alone in the end. Of the first two of a run one
needs no demonstration, so that it need not wait while the other loads it."""


@pytest.hookimpl(tryfirst=True)  # before tests are chosen by their marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks for a database, since all else needs no second run on another one."""
    for item in items:
        if "databases" in getattr(item, "fixturenames", ()):
            item.add_marker("database")
    items.sort(key=_turn)


def pytest_collection_finish() -> None:
    """Spare the collector what lives to the end anyway: it would look through all modules again and again."""
    gc.collect()
    gc.freeze()


def _turn(item: pytest.Item) -> int:
    file = item.nodeid.split("::")[0]
    return LONGEST.index(file) if file in LONGEST else len(LONGEST)


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Where this process makes its databases."""
    made = Databases(tmp_path_factory.mktemp("databases"), os.environ.get("DATABASE_URL"))
    yield made
    made.remove_all()


@pytest.fixture(scope="session")
def app(databases: Databases, migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application in test mode; forms need no CSRF token (the tests of that use `own_app`)."""
    built = create_app(settings_for_tests(databases.create(migrated), tmp_path_factory.mktemp("instance")))
    built.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    yield built
    release_connections(built)


@pytest.fixture
def session(app: Flask, request: pytest.FixtureRequest) -> Iterator[Session]:
    """The session of one test; nothing it writes outlives the test.

    An act under test runs in `transaction()`, which first drops what is not yet committed: prepare data in a
    `transaction()` of its own, or call `session.commit()`, which keeps a savepoint only.
    """
    assert request.node.get_closest_marker("database"), "name this fixture, or set the mark `database`"
    with isolated_session(app) as opened:
        yield opened


@pytest.fixture
def client(app: Flask, session: Session) -> Browserless:
    """A client without a browser, seeing what the test wrote and undone with it."""
    return Browserless(app, app.response_class, use_cookies=True)


@pytest.fixture
def own_app(databases: Databases, migrated: str, tmp_path: Path) -> Iterator[Flask]:
    """An application with a database of its own, with real commits: for threads, locks and CSRF tokens."""
    built = create_app(settings_for_tests(databases.create(migrated), tmp_path))
    built.config.update(TESTING=True)
    yield built
    release_connections(built)


@pytest.fixture
def at() -> datetime:
    """A moment at which the tests' acts happen: Monday, 23 November 2026, 14:00 in Tashkent."""
    return datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
