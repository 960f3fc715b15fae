"""A copy that came to the library in another arrival is not missing from its own parcel, and lies in one
place."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.deposits.coming.queries import parcels_of
from app.deposits.consignments.models import Consignment
from app.deposits.consignments.surplus import refuse_more_than_owed
from app.deposits.discrepancies.models import Discrepancy
from app.deposits.obligations.queries import in_transit_by_obligation
from app.deposits.passing.whereabouts import whereabouts_of
from app.deposits.receiving import queries
from app.deposits.receiving.models import Scan, Shortage
from app.deposits.receiving.offline.copies import copy_of, parcel_version
from app.deposits.receiving.services import (
    confirm_arrival,
    open_arrival,
    return_scan,
    reverse_receipt,
    scan,
    undo_scan,
)
from app.domain.actor import Role
from app.domain.errors import Conflict, DomainError
from app.domain.receiving import Condition
from app.infra.db import transaction
from app.infra.mail import Message
from tests.factories.accounts import make_account, sign_in
from tests.factories.receiving import AT, World, labels_of, make_world, new_key, received, send_parcel


@pytest.fixture
def world(session: Session) -> World:
    return make_world(1)


@pytest.fixture
def parcel(world: World) -> Consignment:
    """A parcel of two copies on its way."""
    return send_parcel(world, {0: 2})


def opened(world: World, parcel: Consignment | None = None) -> int:
    sender = None if parcel else world.publisher.id
    with transaction():
        return open_arrival(
            consignment_code=parcel.code if parcel else None, depositor_id=sender, by=world.librarian, at=AT
        ).id


def scanned(world: World, arrival_id: int, *labels: str) -> int:
    with transaction():
        for label in labels:
            made = scan(arrival_id=arrival_id, text=label, key=new_key(), condition=Condition.GOOD,
                        by=world.librarian, at=AT)  # fmt: skip
    assert made.scan_id is not None
    return made.scan_id


def confirmed(world: World, arrival_id: int, shown: str | None = None) -> str:
    with transaction():
        return confirm_arrival(arrival_id=arrival_id, shown=shown, by=world.librarian, at=AT).number


def came_without_slip(world: World, *labels: str) -> str:
    arrival_id = opened(world)
    scanned(world, arrival_id, *labels)
    return confirmed(world, arrival_id)


def places(world: World) -> list[tuple[str, int]]:
    """The parcels, "" for the library, and how many copies are there."""
    found = whereabouts_of(world.librarian, world.releases[0].id)
    return [(place.code, place.copies) for place in found]


def in_transit(world: World) -> int:
    return in_transit_by_obligation([world.obligations[0].id]).get(world.obligations[0].id, 0)


def test_what_came_without_a_slip_is_not_missing_from_its_parcel(
    client: FlaskClient, session: Session, world: World, parcel: Consignment
) -> None:
    first, second = labels_of(parcel)
    other = came_without_slip(world, first)
    arrival_id = opened(world, parcel)
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    client.get("/language/en")
    for page in (f"/receiving/{arrival_id}", f"/receiving/{arrival_id}/finish"):
        text = client.get(page).text
        assert "Came otherwise, not missing" in text
        assert (first in text, other in text) == (True, True)
    again = client.post(
        f"/receiving/{arrival_id}", data={"code": first, "key": new_key()}, follow_redirects=True
    )
    assert f"Receipt {other}" in again.text
    scanned(world, arrival_id, second)
    number = confirmed(world, arrival_id)
    assert session.scalars(select(Shortage)).all() == []
    assert session.scalars(select(Discrepancy)).all() == []
    assert received(world.obligations[0]) == 2
    shown = client.get(f"/receipts/{number}").text
    assert (first in shown, other in shown) == (True, True)
    record = queries.receipt_for(world.librarian, number)
    assert (record.announced, record.scanned, record.short) == (2, 1, 0)


def test_in_its_parcel_it_travels_no_longer(world: World, parcel: Consignment) -> None:
    arrival_id = opened(world)
    scanned(world, arrival_id, labels_of(parcel)[0])
    assert (in_transit(world), places(world)) == (2, [(parcel.code, 2)]), "until the receipt is made"
    confirmed(world, arrival_id)
    assert (in_transit(world), places(world)) == (1, [(parcel.code, 1), ("", 1)])
    came_without_slip(world, labels_of(parcel)[1])
    assert (in_transit(world), places(world)) == (0, [("", 2)])
    assert [(row.copies, row.late) for row in queries.parcels_on_their_way(world.librarian, at=AT)] == [
        (0, False)
    ]


def test_its_sender_may_send_another_in_place_of_one_that_came_damaged(
    client: FlaskClient, world: World, parcel: Consignment
) -> None:
    owed = world.obligations[0]
    first, second = labels_of(parcel)
    arrival_id = opened(world)
    with transaction():
        scan(arrival_id=arrival_id, text=first, key=new_key(), condition=Condition.DAMAGED,
             by=world.librarian, at=AT)  # fmt: skip
    confirmed(world, arrival_id)
    assert [held.copies for held in parcels_of([owed.id])[owed.id]] == [1]
    sign_in(client, make_account(Role.DEPOSITOR, world.publisher))
    client.get("/language/en")
    assert "1 copy in 1 parcel" in client.get("/").text
    refuse_more_than_owed([owed], {owed.id: 1})
    with pytest.raises(DomainError, match=r"more_than_owed"):
        refuse_more_than_owed([owed], {owed.id: 2})
    came_without_slip(world, second)
    assert parcels_of([owed.id]) == {}


def test_what_lies_in_another_parcel_is_not_missing_while_that_is_open(
    session: Session, world: World, parcel: Consignment
) -> None:
    wrong_box, arrival_id = opened(world, send_parcel(world, {0: 1})), opened(world, parcel)
    first, second = labels_of(parcel)
    scan_id = scanned(world, wrong_box, first)
    scanned(world, arrival_id, second)
    shown = queries.parcel_for(world.librarian, arrival_id)
    assert shown.tally.sum.announced == 1
    [came] = queries.came_otherwise(shown)
    assert (came.code, came.receipt, came.arrival_id) == (first, None, wrong_box)
    with transaction():
        undo_scan(arrival_id=wrong_box, scan_id=scan_id, by=world.librarian, at=AT)
    with pytest.raises(Conflict, match=r"arrival\.changed"):
        confirmed(world, arrival_id, shown.figures_version)
    confirmed(world, arrival_id)
    assert session.scalars(select(Shortage.copies)).all() == [1]


def test_a_parcel_of_which_all_came_otherwise_ends_with_a_receipt_of_nothing(
    client: FlaskClient, session: Session, world: World, parcel: Consignment
) -> None:
    came_without_slip(world, *labels_of(parcel))
    arrival_id = opened(world, parcel)
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    client.get("/language/en")
    page = client.get(f"/receiving/{arrival_id}/finish").text
    assert "Nothing of it is expected in this parcel any more." in page
    assert "/discard" not in page
    made = client.post(f"/receiving/{arrival_id}/finish")
    assert made.status_code == 303
    number = made.location.partition("/receipts/")[2].partition("?")[0]
    assert client.get(f"/receipts/{number}.pdf").mimetype == "application/pdf"
    assert session.scalars(select(Shortage)).all() == []
    assert session.scalar(select(Consignment.confirmed_at).where(Consignment.id == parcel.id)) is not None
    assert (received(world.obligations[0]), places(world)) == (2, [("", 2)])
    with transaction():
        reverse_receipt(number=number, reason="Boshqa", by=world.librarian, at=AT)
    assert received(world.obligations[0]) == 2


def test_a_parcel_of_which_something_is_expected_does_not_end_so(world: World, parcel: Consignment) -> None:
    came_without_slip(world, labels_of(parcel)[0])
    with pytest.raises(DomainError, match=r"arrival\.nothing_in_it"):
        confirmed(world, opened(world, parcel))


def test_what_came_anew_after_a_receipt_was_taken_back_is_not_missing_there(
    session: Session, world: World, parcel: Consignment
) -> None:
    first, second = labels_of(parcel)
    arrival_id = opened(world, parcel)
    returned = scanned(world, arrival_id, first)
    with transaction():
        return_scan(arrival_id=arrival_id, scan_id=returned, reason="Ho‘l", by=world.librarian, at=AT)
    scanned(world, arrival_id, second)
    number = confirmed(world, arrival_id)
    came_without_slip(world, first)
    with transaction():
        reverse_receipt(number=number, reason="Boshqa", by=world.librarian, at=AT)
    assert places(world) == [(parcel.code, 1), ("", 1)]
    arrival_id = opened(world, parcel)
    scanned(world, arrival_id, second)
    confirmed(world, arrival_id)
    assert session.scalars(select(Shortage)).all() == []
    assert received(world.obligations[0]) == 2


def test_what_a_receipt_says_of_it_stays(world: World, parcel: Consignment) -> None:
    first, second = labels_of(parcel)
    other = came_without_slip(world, first)
    arrival_id = opened(world, parcel)
    scanned(world, arrival_id, second)
    number = confirmed(world, arrival_id)
    later = AT.replace(hour=AT.hour + 1)
    with transaction():
        reverse_receipt(number=other, reason="Boshqa", by=world.librarian, at=later)
    [came] = queries.receipt_for(world.librarian, number).otherwise
    assert (came.code, came.receipt, came.slip) == (first, other, None)


def test_a_device_knows_it_too(world: World, parcel: Consignment) -> None:
    first, second = labels_of(parcel)
    arrival_id = opened(world, parcel)
    before = parcel_version(world.librarian, arrival_id)
    came_without_slip(world, first)
    assert parcel_version(world.librarian, arrival_id) != before
    shown, copied = copy_of(world.librarian, arrival_id)
    assert parcel_version(world.librarian, arrival_id) == shown.version
    assert [line.announced for line in copied.lines] == [1]
    assert copied.labels == [first.replace("-", "")]
    assert second.replace("-", "") in copied.codes


def test_another_library_s_scan_changes_nothing(session: Session, world: World, parcel: Consignment) -> None:
    other = make_world(1)
    arrival_id = opened(other)
    scan_id = scanned(other, arrival_id, labels_of(parcel)[0])
    assert session.get_one(Scan, scan_id).condition is Condition.ADDRESSED_ELSEWHERE
    shown = queries.parcel_for(world.librarian, opened(world, parcel))
    assert shown.tally.sum.announced == 2
    assert queries.came_otherwise(shown) == ()


def test_its_sender_hears_where_it_was_counted(session: Session, world: World, parcel: Consignment) -> None:
    with transaction():
        world.publisher.email = "oʻz@x.uz"
    first, second = labels_of(parcel)
    other = came_without_slip(world, first, second)
    confirmed(world, opened(world, parcel))
    *_, told = session.scalars(select(Message.body).where(Message.to == "oʻz@x.uz").order_by(Message.id))
    assert f"{first} ({other})" in told
    assert f"{second} ({other})" in told
