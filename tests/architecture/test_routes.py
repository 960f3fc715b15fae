"""Every door is declared, and looking changes nothing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import Connection, event
from werkzeug.routing import Rule

from app.factory import create_app
from app.infra.db import db
from app.policy.permissions import Permission
from app.web.access import MARK, OPEN
from tests.support.databases import Databases, release_connections, settings_for_tests
from tests.support.templates import Template

WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP")


@pytest.fixture
def populated(databases: Databases, demonstration: Template, tmp_path: Path) -> Iterator[Flask]:
    """The application on the demonstration country, where a form needs no CSRF token."""
    built = create_app(settings_for_tests(demonstration.copy(databases, tmp_path), tmp_path))
    built.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    yield built
    release_connections(built)


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def looks(app: Flask) -> list[str]:
    """Return the address of every page that needs nothing but its path."""
    with app.test_request_context():
        return [
            url_for(rule.endpoint)
            for rule in rules(app)
            if rule.methods is not None and "GET" in rule.methods and not rule.arguments
        ]


@contextmanager
def writes(app: Flask) -> Iterator[list[str]]:
    """Collect the statements that change something, sent to the database meanwhile."""
    found: list[str] = []

    def note(connection: Connection, cursor: object, statement: str, *rest: object) -> None:
        if statement.lstrip().upper().startswith(WRITING):
            found.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


def visit_every_page(app: Flask, client: FlaskClient) -> list[str]:
    """Look at every page and return what went wrong or was written, with its address."""
    wrong = []
    for page in looks(app):
        with writes(app) as written:
            status = client.get(page).status_code
        wrong += [f"{page}: {statement}" for statement in written]
        wrong += [f"{page}: {status}"] if status >= 500 else []
    return wrong


def test_every_route_declares_its_access(app: Flask) -> None:
    declared = {rule.endpoint: getattr(app.view_functions[rule.endpoint], MARK, None) for rule in rules(app)}
    assert declared["health.show"] == OPEN
    undeclared = [
        end for end, access in declared.items() if access != OPEN and not isinstance(access, Permission)
    ]
    assert undeclared == []


def test_a_write_would_be_noticed(own_app: Flask) -> None:
    with writes(own_app) as written, own_app.app_context():
        db.session.execute(db.text("DELETE FROM message"))
    assert written == ["DELETE FROM message"]


def test_a_look_by_anyone_writes_nothing(own_app: Flask) -> None:
    assert "/healthz" in looks(own_app)
    assert visit_every_page(own_app, own_app.test_client()) == []


def test_a_look_by_each_role_writes_nothing(populated: Flask) -> None:
    guide = json.loads((populated.config["NUSXA"].instance / "demo.json").read_text(encoding="utf-8"))
    for account in {entry["role"]: entry for entry in guide["accounts"]}.values():
        client = populated.test_client()
        credentials = {"email": account["email"], "password": account["password"]}
        assert client.post(guide["sign_in"], data=credentials).status_code in (302, 303), account["role"]
        assert visit_every_page(populated, client) == [], account["role"]
