"""Two clicks that reach the database at the same moment."""

from datetime import datetime
from threading import Barrier, Thread

from flask import Flask

from app.infra.db import session, transaction
from app.publications.models import Release
from app.publications.services import register_release
from tests.factories.law import add_law
from tests.factories.organisations import make_organisation
from tests.factories.publications import clerk_of, make_draft


def test_two_clicks_at_once_register_one_release(own_app: Flask, at: datetime) -> None:
    with own_app.app_context():
        with transaction():
            add_law()
        by = clerk_of(make_organisation())
        draft_id = make_draft(by).id
    together = Barrier(2)
    outcomes: list[int] = []

    def click() -> None:
        with own_app.app_context():
            together.wait()
            with transaction():
                outcomes.append(register_release(draft_id=draft_id, by=by, at=at).id)

    clicks = [Thread(target=click) for _ in range(2)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    with own_app.app_context():
        assert session().query(Release).count() == 1
    assert len(outcomes) == 2
    assert len(set(outcomes)) == 1
