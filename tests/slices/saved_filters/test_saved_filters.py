"""A person keeps filters of lists under names of his own; nobody else sees them."""

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.saved_filters.models import SavedFilter
from app.accounts.saved_filters.services import MOST
from app.domain.actor import Role
from tests.factories.accounts import signed_in_as
from tests.factories.compliance import make_late_world

PAGE = "/account/filters/compliance.worklist"


def keep(client: FlaskClient, name: str, query: str) -> int:
    return client.post(PAGE, data={"name": name, "query": query}).status_code


def test_kept_shown_above_its_list_replaced_and_dropped(client: FlaskClient, session: Session) -> None:
    make_late_world()
    signed_in_as(client, Role.REGULATOR)
    answer = client.post(PAGE, data={"name": " Toshkent,  60 kun ", "query": "days=60&sort=copies&after=x"})
    assert answer.location == "/late?days=60&sort=copies"
    assert "Toshkent, 60 kun" in client.get("/late").text
    assert 'aria-current="true">Toshkent' in client.get(answer.location).text
    assert "Toshkent, 60 kun" not in client.get("/notices").text
    assert keep(client, "Toshkent, 60 kun", "days=90") == 303
    [kept] = session.scalars(select(SavedFilter)).all()
    assert kept.query == "days=90"
    assert "Toshkent, 60 kun" in client.get(PAGE).text
    signed_in_as(client, Role.REGULATOR)
    assert "Toshkent" not in client.get("/late").text
    assert client.post(f"/account/filters/{kept.id}/drop").status_code == 404
    assert session.scalars(select(SavedFilter.name)).all() == ["Toshkent, 60 kun"]


def test_what_cannot_be_kept_is_said_and_nothing_is_lost(client: FlaskClient, session: Session) -> None:
    signed_in_as(client, Role.REGULATOR)
    refused = client.post(PAGE, data={"name": "", "query": "days=60"})
    assert refused.status_code == 422
    assert 'value="days=60"' in refused.text
    assert keep(client, "Hammasi", "after=5") == 422
    for number in range(MOST):
        assert keep(client, str(number), f"days={number + 1}") == 303
    assert "Drop one first" in client.post(PAGE, data={"name": "yana", "query": "days=1"}).text
    kept = session.scalars(select(SavedFilter.id)).first()
    assert client.post(f"/account/filters/{kept}/drop").status_code == 303
    assert keep(client, "yana", "days=1") == 303
    assert client.get("/account/filters/audit.acts").status_code == 404


def test_a_list_that_one_may_not_see_keeps_nothing(client: FlaskClient, session: Session) -> None:
    signed_in_as(client, Role.LIBRARIAN)
    assert keep(client, "x", "days=1") == 404
