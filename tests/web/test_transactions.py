"""An act is done in one transaction, and knows nothing of what was read before it."""

import pytest
from flask import Flask
from sqlalchemy import text, update

from app.infra.db import db, session, transaction
from app.organisations.models import Organisation
from tests.factories.obligations import add_organisation


@pytest.fixture
def known(own_app: Flask) -> Organisation:
    """An organisation that the request has read, and that somebody else renames since."""
    with own_app.app_context():
        with transaction():
            made = add_organisation()
        session().expunge_all()
        read = session().get_one(Organisation, made.id)
        assert read.name != "Yangi nom"
        with db.engine.begin() as other:
            other.execute(update(Organisation).where(Organisation.id == made.id).values(name="Yangi nom"))
        yield read


def test_an_act_asks_again_what_was_read_before_it(known: Organisation) -> None:
    with transaction():
        assert known.name == "Yangi nom"


def test_an_act_keeps_nothing_that_was_changed_before_it(known: Organisation) -> None:
    known.email = "begun@before.example"
    with transaction():
        assert known.name == "Yangi nom"
        assert known.email != "begun@before.example"
    session().rollback()
    assert known.email != "begun@before.example"


def test_postgresql_compiles_no_statement_to_machine_code(own_app: Flask) -> None:
    with own_app.app_context():
        if db.engine.dialect.name != "postgresql":
            pytest.skip("for PostgreSQL alone")
        assert session().scalar(text("SHOW jit")) == "off"
