"""Scans of a shelf that a device sends after a time without a network."""

import re
from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.deposits.inventory.stock_takes.models import ShelfScan, StockTakePart
from app.domain.actor import Role
from tests.factories.accounts import make_account, sign_in
from tests.factories.receiving import World, make_world
from tests.slices.inventory.shelving import begun, number_from_now_on, section, take_in


@pytest.fixture
def world(session: Session) -> World:
    return make_world(1, copies=9)


@pytest.fixture
def shelf(session: Session, world: World, at: datetime) -> int:
    """A shelf of four numbered copies, K0001 to K0004."""
    number_from_now_on(world, at)
    take = begun(world, [section(world, "A", take_in(world, [world.isbns[0]] * 4, at), at)], at)
    return session.scalars(select(StockTakePart.id).where(StockTakePart.stock_take_id == take.id)).one()


def enter(client: FlaskClient, world: World) -> int:
    client.post("/sign-out")
    account = make_account(Role.LIBRARIAN, world.library)
    sign_in(client, account)
    return account.id


def waiting(shelf: int, text: str, **more: object) -> dict[str, object]:
    return {"key": f"key of {text}", "shelf": shelf, "text": text, "condition": "good", **more}


def sent(client: FlaskClient, account: int, *scans: dict[str, object]) -> list[tuple[object, object]]:
    answer = client.post("/stock-takes/shelves/scans", json={"account": account, "scans": list(scans)})
    assert answer.status_code == 200, answer.text
    return [(result["counted"], result.get("message")) for result in answer.get_json()["results"]]


def standing(session: Session) -> list[str]:
    statement = select(ShelfScan.text).where(ShelfScan.undone_at.is_(None)).order_by(ShelfScan.id)
    return list(session.scalars(statement))


def test_scans_are_taken_in_order_and_once_and_each_is_answered(
    client: FlaskClient, session: Session, world: World, shelf: int
) -> None:
    account = enter(client, world)
    texts = ["K0002", "k0003", "K2", "K0001"]
    for _answer_was_lost in range(2):
        answers = sent(client, account, *(waiting(shelf, text) for text in texts), waiting(999_999, "K0001"))
        assert [counted for counted, _message in answers] == [True, True, False, True, False]
        assert "have more figures" in str(answers[2][1])
        assert "no such shelf" in str(answers[4][1])
    assert standing(session) == ["K0002", "K0003", "K0001"]
    again = waiting(shelf, "K0002") | {"key": "another"}
    assert sent(client, account, again, waiting(shelf, "")) == [
        (False, "This copy has been scanned already"),
        (False, "This is no number, label or ISBN. Scan the copy again, or type its number"),
    ]


def test_what_was_taken_back_on_the_device_does_not_stand(
    client: FlaskClient, session: Session, world: World, shelf: int
) -> None:
    account = enter(client, world)
    sent(client, account, waiting(shelf, "K0001"), waiting(shelf, "K0002"))
    back = {"changed": True, "takenBack": True}
    for _answer_was_lost in range(2):
        scans = [waiting(shelf, text, **back) for text in ("K0002", "K0003")]
        assert sent(client, account, *scans) == [(True, None), (True, None)]
    assert standing(session) == ["K0001"]


def test_a_stock_take_that_was_closed_meanwhile_takes_none_and_says_so(
    client: FlaskClient, session: Session, world: World, shelf: int
) -> None:
    account = enter(client, world)
    take = session.scalars(select(StockTakePart.stock_take_id).where(StockTakePart.id == shelf)).one()
    page = client.get(f"/stock-takes/{take}/close").text
    assert re.search(r'id="desk-waiting"', page), "what waits on this device is told before it is closed"
    client.post(f"/stock-takes/{take}/close", data={"language": "en"})
    ((counted, message),) = sent(client, account, waiting(shelf, "K0001"))
    assert not counted
    assert "This stock-take is closed" in str(message)


def test_scans_of_another_person_or_library_are_not_taken(
    client: FlaskClient, session: Session, world: World, shelf: int
) -> None:
    account = enter(client, world)
    body = {"account": account, "scans": [waiting(shelf, "K0001")]}
    enter(client, world)
    assert client.post("/stock-takes/shelves/scans", json=body).status_code == 409
    stranger = enter(client, make_world(1))
    ((counted, _message),) = sent(client, stranger, waiting(shelf, "K0001"))
    assert not counted
    assert standing(session) == []
