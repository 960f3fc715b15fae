"""Every door is declared, and looking changes nothing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import Connection, event
from werkzeug.routing import Rule

from app.infra.db import db
from app.policy.permissions import Permission
from app.web.access import MARK, OPEN

WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP")


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


def test_a_look_by_each_role_writes_nothing(own_app: Flask) -> None:
    if "demo" not in own_app.cli.commands:
        pytest.skip("there are no demonstration accounts yet")
    own_app.config["WTF_CSRF_ENABLED"] = False
    loaded = own_app.test_cli_runner().invoke(args=["demo", "load"])
    assert loaded.exit_code == 0, loaded.output
    guide = json.loads((own_app.config["NUSXA"].instance / "demo.json").read_text(encoding="utf-8"))
    for account in {entry["role"]: entry for entry in guide["accounts"]}.values():
        client = own_app.test_client()
        credentials = {"email": account["email"], "password": account["password"]}
        assert client.post(guide["sign_in"], data=credentials).status_code in (302, 303), account["role"]
        assert visit_every_page(own_app, client) == [], account["role"]
