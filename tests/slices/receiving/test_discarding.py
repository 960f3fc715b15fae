"""A parcel that was opened by mistake is put back as if nobody had opened it."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.deposits.consignments.models import Consignment
from app.deposits.receiving.models import Arrival
from app.deposits.receiving.services import (
    confirm_arrival,
    discard_arrival,
    open_arrival,
    reverse_receipt,
    scan,
    undo_scan,
)
from app.domain.actor import Role
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.receiving import Condition
from app.infra.db import transaction
from tests.factories.accounts import make_account, sign_in
from tests.factories.receiving import AT, World, make_actor, make_world, new_key, send_parcel


@pytest.fixture
def world(session: Session) -> World:
    return make_world(1)


def opened(world: World, code: str) -> int:
    with transaction():
        return open_arrival(consignment_code=code, depositor_id=None, by=world.librarian, at=AT).id


def scanned(world: World, arrival_id: int) -> int:
    with transaction():
        done = scan(
            arrival_id=arrival_id, text=world.isbns[0], key=new_key(), condition=Condition.GOOD,
            by=world.librarian, at=AT,
        )  # fmt: skip
    assert done.scan_id is not None
    return done.scan_id


def discard(world: World, arrival_id: int) -> None:
    with transaction():
        discard_arrival(arrival_id=arrival_id, by=world.librarian, at=AT)


def arrived(session: Session, parcel: Consignment) -> bool:
    statement = select(Consignment.arrived_at).where(Consignment.id == parcel.id)
    return session.scalar(statement) is not None


def test_put_back_on_the_page_it_is_on_its_way_and_opens_anew(
    client: FlaskClient, world: World, session: Session
) -> None:
    parcel = send_parcel(world, {0: 2})
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    page = client.post("/receiving", data={"code": parcel.code, "submission_key": new_key()}).location
    assert arrived(session, parcel)
    assert f"{page}/discard" in client.get(f"{page}/finish").text
    for _click in range(2):
        assert client.post(f"{page}/discard").location == "/receiving"
    assert not arrived(session, parcel)
    assert client.get(page).location == "/receiving"
    assert "put back" in client.get("/receiving").text
    assert client.post(page, data={"code": world.isbns[0], "key": new_key()}).location == "/receiving"
    again = client.post("/receiving", data={"code": parcel.code, "submission_key": new_key()}).location
    assert again != page
    client.post(again, data={"code": world.isbns[0], "key": new_key()})
    assert f"{again}/discard" not in client.get(f"{again}/finish").text


def test_what_holds_a_copy_or_was_received_is_not_put_back(world: World, session: Session) -> None:
    parcel = send_parcel(world, {0: 2})
    arrival_id = opened(world, parcel.code)
    scan_id = scanned(world, arrival_id)
    with pytest.raises(DomainError, match="not_empty"):
        discard(world, arrival_id)
    with transaction():
        undo_scan(arrival_id=arrival_id, scan_id=scan_id, by=world.librarian, at=AT)
    discard(world, arrival_id)
    with pytest.raises(Conflict, match=r"arrival\.discarded"), transaction():
        confirm_arrival(arrival_id=arrival_id, by=world.librarian, at=AT)
    arrival_id = opened(world, parcel.code)
    scanned(world, arrival_id)
    with transaction():
        receipt = confirm_arrival(arrival_id=arrival_id, by=world.librarian, at=AT)
    with pytest.raises(Conflict, match=r"arrival\.confirmed"):
        discard(world, arrival_id)
    with transaction():
        reverse_receipt(number=receipt.number, reason="Boshqa", by=world.librarian, at=AT)
    discard(world, opened(world, parcel.code))
    assert arrived(session, parcel), "it has come, whatever was counted in it"


def test_another_library_puts_nothing_back(world: World, session: Session) -> None:
    arrival_id, elsewhere = opened(world, send_parcel(world, {0: 1}).code), make_world(1)
    with transaction():
        stranger = make_actor(Role.LIBRARIAN, elsewhere.library)
    with pytest.raises(NotFound), transaction():
        discard_arrival(arrival_id=arrival_id, by=stranger, at=AT)
    assert session.get_one(Arrival, arrival_id).is_open
