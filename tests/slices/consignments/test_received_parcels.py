"""What the page of a parcel says once the library has counted it, and what is left of a cancelled one."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.deposits.consignments.models import Consignment
from app.deposits.consignments.services import cancel_consignment, send_consignment
from app.deposits.receiving.services import confirm_arrival, open_arrival, reverse_receipt, scan
from app.domain.actor import Role
from app.domain.errors import Conflict
from app.domain.receiving import Condition
from app.infra.db import transaction
from tests.factories.accounts import make_account, sign_in
from tests.factories.obligations import counted_statements
from tests.factories.receiving import AT, World, labels_of, make_actor, make_world, new_key, send_parcel


@pytest.fixture
def world(session: Session) -> World:
    return make_world(1)


@pytest.fixture
def desk(client: FlaskClient, world: World) -> FlaskClient:
    sign_in(client, make_account(Role.DEPOSITOR, world.publisher))
    return client


def opened(world: World, parcel: Consignment) -> int:
    with transaction():
        return open_arrival(consignment_code=parcel.code, depositor_id=None, by=world.librarian, at=AT).id


def counted(world: World, parcel: Consignment, copies: int) -> str:
    """Let the library find so many copies in the parcel; return the number of its receipt."""
    arrival_id = opened(world, parcel)
    with transaction():
        for label in labels_of(parcel)[:copies]:
            scan(arrival_id=arrival_id, text=label, key=new_key(), condition=Condition.GOOD,
                 by=world.librarian, at=AT)  # fmt: skip
        return confirm_arrival(arrival_id=arrival_id, by=world.librarian, at=AT).number


def test_a_short_parcel_says_what_was_counted_and_leads_to_receipt_and_discrepancies(
    client: FlaskClient, desk: FlaskClient, world: World
) -> None:
    parcel = send_parcel(world, {0: 2})
    page = f"/consignments/{parcel.code}"
    assert "Counted" not in desk.get(page).text
    number = counted(world, parcel, 1)
    for role, organisation in (
        (Role.DEPOSITOR, world.publisher), (Role.LIBRARIAN, world.library), (Role.REGULATOR, None)
    ):  # fmt: skip
        client.post("/sign-out")
        sign_in(client, make_account(role, organisation) if organisation else make_account(role))
        text = client.get(page).text
        assert "Confirmed, 1 copy missing" in text
        assert "1 of 2" in text.partition("<dt>Counted</dt>")[2].partition("</dd>")[0]
        assert f'href="/receipts/{number}"' in text
        assert f'href="/discrepancies/{number}"' in text
        for link in (f"/receipts/{number}", f"/discrepancies/{number}"):
            assert client.get(link).status_code == 200
    with transaction():
        reverse_receipt(number=number, reason="Yana qaraldi", by=world.librarian, at=AT)
    assert number not in client.get(page).text.partition("<dl")[2].partition("</dl>")[0]


def test_the_list_says_which_parcels_were_short_in_as_many_statements_as_without(
    client: FlaskClient, desk: FlaskClient, world: World
) -> None:
    short = [counted(world, send_parcel(world, {0: 2}), 1) for _ in range(2)]
    counted(world, send_parcel(world, {0: 1}), 1)
    text = desk.get("/consignments").text
    assert text.count("Confirmed, 1 copy missing") == 2
    with transaction():
        reverse_receipt(number=short[0], reason="Yana qaraldi", by=world.librarian, at=AT)
    client.post("/sign-out")
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    with counted_statements() as few:
        assert client.get("/consignments").text.count("Confirmed, 1 copy missing") == 1
    for _ in range(2):
        counted(world, send_parcel(world, {0: 2}), 1)
    with counted_statements() as many:
        assert client.get("/consignments").text.count("Confirmed, 1 copy missing") == 3
    assert len(many) == len(few)


def test_a_parcel_in_order_is_confirmed_and_names_its_receipt(desk: FlaskClient, world: World) -> None:
    parcel = send_parcel(world, {0: 2})
    number = counted(world, parcel, 2)
    text = desk.get(f"/consignments/{parcel.code}").text
    assert "missing" not in text
    assert "2 of 2" in text.partition("<dt>Counted</dt>")[2].partition("</dd>")[0]
    assert f'href="/receipts/{number}"' in text
    assert f'href="/discrepancies/{number}"' not in text


def test_what_the_library_has_opened_is_not_marked_as_sent_afterwards(
    desk: FlaskClient, world: World, session: Session
) -> None:
    parcel = send_parcel(world, {0: 2}, sent=False)
    opened(world, parcel)
    page = f"/consignments/{parcel.code}"
    refused = desk.post(f"{page}/send", data={"carrier": "Pochta", "submission_key": new_key()})
    assert refused.status_code == 422
    assert "need not be marked as sent" in refused.text
    assert "not marked as sent; it came on 23" in desk.get(page).text
    with transaction():
        clerk = make_actor(Role.DEPOSITOR, world.publisher)
    with pytest.raises(Conflict, match=r"consignment\.opened_already"), transaction():
        send_consignment(code=parcel.code, carrier="Pochta", tracking="", by=clerk, at=AT)


def test_the_page_of_a_cancelled_parcel_says_which_of_its_copies_came_all_the_same(
    client: FlaskClient, desk: FlaskClient, world: World
) -> None:
    parcel = send_parcel(world, {0: 2})
    label, other = labels_of(parcel)
    with transaction():
        cancel_consignment(code=parcel.code, by=make_actor(Role.DEPOSITOR, world.publisher), at=AT)
    page = f"/consignments/{parcel.code}"
    said = "Came to a library all the same"
    assert said not in desk.get(page).text
    with transaction():
        arrival_id = open_arrival(
            consignment_code=None, depositor_id=world.publisher.id, by=world.librarian, at=AT
        ).id
        scan(arrival_id=arrival_id, text=label, key=new_key(), condition=Condition.GOOD,
             by=world.librarian, at=AT)  # fmt: skip
    waiting = desk.get(page).text.partition(said)[2].partition("</section>")[0]
    assert "in a parcel that is open still" in waiting
    with transaction():
        number = confirm_arrival(arrival_id=arrival_id, by=world.librarian, at=AT).number
    told = desk.get(page).text.partition(said)[2].partition("</section>")[0]
    assert label in told
    assert other not in told
    assert f'href="/receipts/{number}"' in told
    assert desk.get(f"/receipts/{number}").status_code == 200


def test_the_papers_of_a_cancelled_parcel_are_refused_in_words(desk: FlaskClient, world: World) -> None:
    parcel = send_parcel(world, {0: 2})
    release = f"/releases/{world.releases[0].id}"
    assert f"/consignments/{parcel.code}/labels.pdf" in desk.get(release).text
    with transaction():
        clerk = make_actor(Role.DEPOSITOR, world.publisher)
        cancel_consignment(code=parcel.code, by=clerk, at=AT)
    for paper in ("slip", "labels"):
        refused = desk.get(f"/consignments/{parcel.code}/{paper}.pdf")
        assert refused.status_code == 409
        assert refused.mimetype == "text/html"
        assert "its slip and labels are no longer valid" in refused.text
    assert "labels.pdf" not in desk.get(release).text, "nor does the release lead to them"
