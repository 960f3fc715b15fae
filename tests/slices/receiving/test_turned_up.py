"""After the receipt of a parcel: where what was missing turned up, and what is missing again."""

from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.domain.actor import Role
from tests.factories.accounts import make_account, sign_in
from tests.factories.desks import Desk, Two, two_libraries
from tests.factories.receiving import make_world, received, send_parcel

SINCE, AGAIN, CAME = "Turned up since", "Missing again", "Came otherwise, not missing"
MISSING = "1 copy missing"


@pytest.fixture
def two(session: Session, at: datetime) -> Two:
    return two_libraries(at)


def visit(client: FlaskClient, two: Two, role: Role) -> None:
    sign_in(client, make_account(role, two.first.publisher if role is Role.DEPOSITOR else two.first.library))
    client.get("/language/en")


def section(text: str, anchor: str) -> str:
    return text.partition(f'id="{anchor}"')[2].partition("</section>")[0]


def later(two: Two) -> None:
    two.here.at = two.there.at = two.here.at + timedelta(hours=1)


def one_missing(two: Two) -> str:
    two.here.open(two.parcels[0])
    two.here.scan(two.labels_here[1])
    return two.here.confirm()


@pytest.mark.parametrize("role", [Role.DEPOSITOR, Role.LIBRARIAN])
def test_counted_at_another_library(client: FlaskClient, two: Two, role: Role) -> None:
    two.there.open(None, two.first.publisher.id)
    two.there.scan(two.labels_here[0])
    number = one_missing(two)
    later(two)
    two.there.accept()
    other = two.there.confirm()
    visit(client, two, role)
    for page in (f"/consignments/{two.parcels[0]}", f"/receipts/{number}", f"/discrepancies/{number}"):
        told = section(client.get(page).text, "found")
        facts = (two.labels_here[0] in told, two.labels_here[1] in told, other in told)
        assert facts == (True, False, True), page
        assert two.second.library.name in told
        assert (f'href="/receipts/{other}"' in told) == (role is Role.DEPOSITOR)
    assert MISSING not in client.get(f"/consignments/{two.parcels[0]}").text


def test_at_its_own_library_by_a_later_arrival(client: FlaskClient, two: Two) -> None:
    number = one_missing(two)
    visit(client, two, Role.DEPOSITOR)
    pages = (f"/consignments/{two.parcels[0]}", f"/receipts/{number}", f"/discrepancies/{number}")
    assert MISSING in client.get(pages[0]).text
    assert all(SINCE not in client.get(page).text for page in pages)
    later(two)
    two.here.open(None, two.first.publisher.id)
    two.here.scan(two.labels_here[0])
    assert "in a parcel that is open still" in section(client.get(pages[0]).text, "found")
    other = two.here.confirm()
    for page in pages:
        assert f'href="/receipts/{other}"' in section(client.get(page).text, "found")
    assert MISSING not in client.get(pages[0]).text
    assert "Replaced" in client.get(pages[2]).text


def test_a_receipt_taken_back_proves_nothing(client: FlaskClient, two: Two) -> None:
    two.here.open(None, two.first.publisher.id)
    for label in two.labels_here:
        two.here.scan(label)
    proof = two.here.confirm()
    two.here.open(two.parcels[0])
    number = two.here.confirm()
    later(two)
    two.here.reverse(proof)
    visit(client, two, Role.DEPOSITOR)
    pages = (f"/consignments/{two.parcels[0]}", f"/receipts/{number}")
    for page in pages:
        text = client.get(page).text
        assert CAME not in text
        again = section(text, "again")
        assert all(label in again for label in two.labels_here)
        assert proof in again
        assert "taken back by" in again
    assert "2 copies missing" in client.get(pages[0]).text
    two.here.open(None, two.first.publisher.id)
    two.here.scan(two.labels_here[0])
    anew = two.here.confirm()
    assert anew in section(client.get(pages[0]).text, "found")
    assert MISSING in client.get(pages[0]).text
    assert received(two.first.obligations[0]) == 1


def test_what_counts_is_told_of_the_announced_and_beyond(client: FlaskClient, session: Session) -> None:
    world = make_world(2)
    parcel = send_parcel(world, {0: 2})
    desk = Desk(world.librarian, parcel.created_at)
    desk.open(parcel.code)
    for isbn in world.isbns:
        desk.scan(isbn)
    desk.confirm()
    sign_in(client, make_account(Role.DEPOSITOR, world.publisher))
    client.get("/language/en")
    text = client.get(f"/consignments/{parcel.code}").text
    assert "1 of 2" in text.partition("<dt>Counted</dt>")[2].partition("</dd>")[0]
    assert "1 copy" in text.partition("<dt>Counted beyond the slip</dt>")[2].partition("</dd>")[0]


def test_the_list_of_parcels_says_that_nothing_was_in_one(client: FlaskClient, two: Two) -> None:
    two.here.open(None, two.first.publisher.id)
    for label in two.labels_here:
        two.here.scan(label)
    two.here.confirm()
    two.here.open(two.parcels[0])
    two.here.confirm()
    visit(client, two, Role.DEPOSITOR)
    assert client.get("/consignments").text.count("Confirmed, nothing was in it") == 1
