"""What a run of the tests makes once and copies often, however many processes share it.

The process that begins the run makes a folder for it and removes it, with the templates, at the end.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from app.factory import create_app
from tests.support.commands import ROOT
from tests.support.databases import Databases, release_connections, settings_for_tests

RUN = "NUSXA_TEST_RUN"
"""The variable that tells the processes of a run their common folder."""


@dataclass(frozen=True)
class Template:
    """A database that nobody is connected to, and the instance folder that belongs to it."""

    database: str
    instance: Path

    def copy(self, databases: Databases, instance: Path) -> str:
        """Fill the folder `instance` and return the address of a database to go with it."""
        shutil.copytree(self.instance, instance, dirs_exist_ok=True)
        return databases.create(self.database)


def once_a_run(name: str, make: Callable[[Databases, Path], str]) -> Template:
    """Return the template of this name: the first process to ask makes it, others wait for it.

    `make` is given where to make a database and an empty instance folder, and returns the database's address.
    """
    folder = Path(os.environ[RUN])
    instance, note = folder / name, folder / f"{name}.url"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists():
            instance.mkdir(exist_ok=True)
            note.write_text(make(Databases(folder, os.environ.get("DATABASE_URL")), instance))
    return Template(note.read_text(), instance)


def make_empty(databases: Databases, instance: Path) -> str:
    """Make a database of the present structure."""
    url = databases.create()
    app = create_app(settings_for_tests(url, instance))
    with app.app_context():
        flask_migrate.upgrade()
    release_connections(app)
    return url


@pytest.fixture(scope="session")
def migrated() -> str:
    """The address of an empty database of the present structure, to copy; nobody stays connected to it."""
    return once_a_run("migrated", make_empty).database


@pytest.fixture(scope="session")
def demonstration(migrated: str) -> Template:
    """The demonstration country, to copy, loaded as `./nusxa run` loads it."""

    def load(databases: Databases, instance: Path) -> str:
        url = databases.create(migrated)
        environment = os.environ | {
            "NUSXA_MODE": "demonstration",
            "NUSXA_INSTANCE": str(instance),
            "NUSXA_PUBLIC_URL": "https://nusxa.test",
            "DATABASE_URL": url,
        }
        subprocess.run([sys.executable, "-m", "scripts.prepare"], cwd=ROOT, env=environment, check=True)
        return url

    return once_a_run("demonstration", load)


def pytest_configure() -> None:
    """Make the folder of the run; the processes that pytest-xdist starts inherit its name."""
    if _begins_the_run():
        os.environ[RUN] = tempfile.mkdtemp(prefix="nusxa-tests-")
    # A page is compiled by the first process that shows it, not by each and for each application anew.
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(os.environ[RUN])}


def pytest_unconfigure() -> None:
    """Remove the templates: those on a server, and the folder with all others."""
    if _begins_the_run():
        folder = Path(os.environ.pop(RUN))
        urls = [note.read_text() for note in folder.glob("*.url")]
        Databases(folder, os.environ.get("DATABASE_URL")).remove(urls)
        shutil.rmtree(folder)


def _begins_the_run() -> bool:
    return "PYTEST_XDIST_WORKER" not in os.environ
