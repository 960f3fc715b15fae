"""Each test in a transaction of its own that is never committed, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.infra.db import db

# A commit inside the test's transaction keeps a savepoint; the end of the test rolls all back.
db.session.session_factory.configure(join_transaction_mode="create_savepoint")


@contextmanager
def isolated_session(app: Flask) -> Iterator[Session]:
    """Let the application work on one open connection, and undo everything afterwards."""
    with app.app_context():
        engine = db.engine
        with engine.connect() as connection:
            whole_test = connection.begin()
            db.engines[None] = connection  # a connection serves where the engine does
            try:
                yield db.session()
            finally:
                db.session.remove()
                db.engines[None] = engine
                whole_test.rollback()


class Browserless(FlaskClient):
    """A client whose every request sees what the test has written, in a context and session of its own."""

    def open(self, *args: Any, **options: Any) -> TestResponse:
        """Keep what the test prepared, make the request, and let the test read anew what it changed."""
        prepared = db.session()
        prepared.commit()
        with self.application.app_context():
            response = super().open(*args, **{"buffered": True, **options})
        prepared.expire_all()
        return response
