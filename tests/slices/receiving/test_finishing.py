"""What is confirmed is what was shown, though two people work on one parcel."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.deposits.receiving.models import Receipt, Scan, Shortage
from app.deposits.receiving.services import confirm_arrival, open_arrival, scan
from app.domain.actor import Role
from app.domain.errors import DomainError
from app.domain.receiving import Condition
from app.infra.db import transaction
from tests.factories.accounts import make_account, sign_in
from tests.factories.receiving import AT, World, make_world, new_key, received, send_parcel

CHANGED = "Something was scanned or changed meanwhile."


@pytest.fixture
def world(session: Session) -> World:
    return make_world(2)


@pytest.fixture
def page(client: FlaskClient, world: World) -> str:
    """The page of a parcel with one of its three copies scanned."""
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    client.get("/language/en")
    sent = {"code": send_parcel(world, {0: 2, 1: 1}).code, "submission_key": new_key()}
    opened = client.post("/receiving", data=sent).location
    client.post(opened, data={"code": world.isbns[0], "key": new_key()})
    return opened


def shown(text: str) -> dict[str, str]:
    """Return what the form of a finish page sends."""
    names = ("submission_key", "shown")
    found = {name: re.search(rf'name="{name}"[^>]* value="([^"]*)"', text) for name in names}
    return {name: field[1] for name, field in found.items() if field}


@pytest.mark.parametrize("meanwhile", [{"code": "ISBN"}, {"condition": "damaged"}, {"act": "undo"}])
def test_what_changed_since_the_figures_were_shown_is_shown_before_it_is_confirmed(
    client: FlaskClient, session: Session, world: World, page: str, meanwhile: dict[str, str]
) -> None:
    before = client.get(f"{page}/finish").text
    client.post(page, data={**meanwhile, "key": new_key(), "code": world.isbns[0] * ("code" in meanwhile)})
    if "act" in meanwhile:  # so that something is scanned all the same
        client.post(page, data={"code": world.isbns[1], "key": new_key()})
    refused = client.post(f"{page}/finish", data=shown(before))
    assert refused.status_code == 422
    assert CHANGED in refused.text
    assert session.scalar(select(func.count(Receipt.id))) == 0
    made = client.post(f"{page}/finish", data=shown(refused.text))
    assert made.status_code == 303
    copies = session.scalar(select(func.count(Scan.id)).where(Scan.undone_at.is_(None)))
    assert re.search(rf"Scanned</dt>\s*<dd[^>]*>{copies}<", client.get(made.location).text)


def test_what_another_arrival_brought_since_is_shown_before_it_is_confirmed(
    client: FlaskClient, session: Session, world: World, page: str
) -> None:
    """Two parcels hold what is owed once: who finishes second is asked anew."""
    client.post(page, data={"code": world.isbns[0], "key": new_key()})
    before = client.get(f"{page}/finish").text
    with transaction():
        other = open_arrival(
            consignment_code=None, depositor_id=world.publisher.id, by=world.colleague, at=AT
        ).id
        scan(arrival_id=other, text=world.isbns[0], key=new_key(), condition=Condition.GOOD,
             by=world.colleague, at=AT)  # fmt: skip
        confirm_arrival(arrival_id=other, by=world.colleague, at=AT)
    refused = client.post(f"{page}/finish", data=shown(before))
    assert (refused.status_code, CHANGED in refused.text) == (422, True)
    assert "1, not counted 1" in refused.text
    made = client.post(f"{page}/finish", data=shown(refused.text))
    assert made.status_code == 303
    assert received(world.obligations[0]) == 2


def test_what_is_as_it_was_shown_is_confirmed_at_once(client: FlaskClient, page: str) -> None:
    text = client.get(f"{page}/finish").text
    client.post(page, data={"code": "nonsense", "key": new_key()})
    sent = shown(text)
    assert sent["shown"]
    made = client.post(f"{page}/finish", data=sent)
    assert made.status_code == 303
    assert client.post(f"{page}/finish", data={**sent, "submission_key": new_key()}).location == made.location


def test_the_echo_of_a_complete_title_does_not_speak_of_the_parcel(
    client: FlaskClient, world: World, page: str
) -> None:
    sent = {"code": world.isbns[1], "key": new_key()}
    text = client.post(page, data=sent, follow_redirects=True).text
    assert "All announced copies of this title are here." in text


def test_a_parcel_that_came_empty_ends_with_a_receipt_of_all_that_is_missing(
    client: FlaskClient, session: Session, world: World, page: str
) -> None:
    client.post(page, data={"act": "undo", "key": new_key()})
    before = client.get(f"{page}/finish").text
    refused = client.post(f"{page}/finish", data=shown(before))
    assert refused.status_code == 422
    assert 'href="#came_empty"' in refused.text
    assert session.scalar(select(func.count(Receipt.id))) == 0
    made = client.post(f"{page}/finish", data={**shown(refused.text), "came_empty": "y"})
    assert made.status_code == 303
    missing = session.execute(select(Shortage.release_id, Shortage.copies)).all()
    assert sorted(tuple(row) for row in missing) == [(world.releases[0].id, 2), (world.releases[1].id, 1)]
    assert [received(obligation) for obligation in world.obligations] == [0, 0]
    receipt = client.get(made.location).text
    assert re.search(r"Missing</dt>\s*<dd[^>]*>3<", receipt)
    act = client.get(f"{made.location.partition('?')[0]}.pdf")
    assert act.mimetype == "application/pdf"
    with transaction():
        scanned = open_arrival(
            consignment_code=None, depositor_id=world.publisher.id, by=world.librarian, at=AT
        )
    with pytest.raises(DomainError, match=r"arrival\.nothing_scanned"), transaction():
        confirm_arrival(arrival_id=scanned.id, came_empty=True, by=world.librarian, at=AT)
