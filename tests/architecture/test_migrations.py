"""Migrations: they make what the models say, they can be undone, and their names tell when."""

import re
from pathlib import Path

import flask_migrate
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import inspect, text

from app.factory import create_app
from app.infra.db import db
from tests.architecture.project import ROOT, files, name
from tests.support.databases import Databases, release_connections, settings_for_tests

FILE_NAME = re.compile(
    r"(?P<date>\d{4}_\d{2}_\d{2}_\d{4})_(?P<revision>[0-9a-f]{12})_[a-z0-9]+(_[a-z0-9]+)*\.py"
)


def tables() -> set[str]:
    """Return the tables of the present database without those of Alembic and of the queue."""
    found = inspect(db.engine).get_table_names()
    return {table for table in found if table != "alembic_version" and not table.startswith("huey_")}


def test_file_names_tell_date_and_revision() -> None:
    migrations = files("migrations/versions/*.py")
    assert migrations
    for path in migrations:
        match = FILE_NAME.fullmatch(path.name)
        assert match, name(path)
        assert match["revision"] in path.read_text(encoding="utf-8"), name(path)


def test_there_is_one_line_of_migrations_in_the_order_of_their_dates() -> None:
    script = ScriptDirectory(str(ROOT / "migrations"))
    walked = list(script.walk_revisions())
    names = [Path(revision.path).name for revision in walked]
    assert names == sorted(names, reverse=True)
    assert len(script.get_heads()) == 1
    assert len(names) == len(files("migrations/versions/*.py"))


def test_models_equal_migrations(own_app: Flask) -> None:
    with own_app.app_context():
        flask_migrate.check()
    release_connections(own_app)


def test_an_empty_database_is_brought_up_and_taken_down(databases: Databases, tmp_path: Path) -> None:
    built = create_app(settings_for_tests(databases.create(), tmp_path))
    with built.app_context():
        flask_migrate.upgrade()
        assert tables() >= set(db.metadata.tables)  # and the tables that SQLite keeps for full-text search
        flask_migrate.downgrade(revision="base")
        assert tables() == set()
        if db.engine.dialect.name == "postgresql":
            left = text("SELECT typname FROM pg_type WHERE typtype = 'e'")
            assert db.session.scalars(left).all() == []
    release_connections(built)
