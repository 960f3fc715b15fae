"""The page of a parcel tells its sender which of its copies came otherwise, and in which receipt."""

from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.deposits.consignments.services import cancel_consignment
from app.deposits.obligations.models import Obligation
from app.domain.actor import Role
from app.infra.db import transaction
from tests.factories.accounts import make_account, sign_in
from tests.factories.desks import Two, two_libraries
from tests.factories.receiving import AT, make_actor, new_key, send_parcel

CAME = "Came otherwise, not missing"
ALL_CAME = "All of it came otherwise: nothing of this parcel is expected any more."
OWED_NO_LONGER = "some of its copies are owed no longer"


@pytest.fixture
def two(client: FlaskClient, session: Session, at: datetime) -> Two:
    libraries = two_libraries(at)
    sign_in(client, make_account(Role.DEPOSITOR, libraries.first.publisher))
    client.get("/language/en")
    return libraries


def came(two: Two, *labels: str) -> str:
    two.here.open(None, two.first.publisher.id)
    for label in labels:
        two.here.scan(label)
    return two.here.confirm()


def fact(text: str, name: str) -> str:
    return text.partition(f"<dt>{name}</dt>")[2].partition("</dd>")[0]


def test_who_sent_it_is_not_told_to_cancel_what_came_otherwise(client: FlaskClient, two: Two) -> None:
    page = f"/consignments/{two.parcels[0]}"
    one = came(two, two.labels_here[0])
    text = client.get(page).text
    assert (ALL_CAME in text, OWED_NO_LONGER in text) == (False, False)
    other = came(two, two.labels_here[1])
    text = client.get(page).text
    assert (ALL_CAME in text, OWED_NO_LONGER in text) == (True, False)
    assert "owed no longer: " not in text
    told = text.partition(CAME)[2].partition("</section>")[0]
    for label, number in zip(two.labels_here, (one, other), strict=True):
        assert label in told
        assert f'href="/receipts/{number}"' in told


def test_what_an_open_desk_elsewhere_has_only_scanned_is_expected_still(
    client: FlaskClient, two: Two
) -> None:
    two.there.open(None, two.first.publisher.id)
    for label in two.labels_here:
        two.there.scan(label)
        two.there.accept()
    page = f"/consignments/{two.parcels[0]}"
    assert CAME not in client.get(page).text
    number = two.there.confirm()
    text = client.get(page).text
    assert ALL_CAME in text
    assert number in text.partition(CAME)[2].partition("</section>")[0]


def test_after_its_end_too(client: FlaskClient, two: Two) -> None:
    number = came(two, *two.labels_here)
    two.here.open(two.parcels[0])
    two.here.confirm()
    text = client.get(f"/consignments/{two.parcels[0]}").text
    assert "0 of 2" in fact(text, "Counted")
    assert "2 copies" in fact(text, "Came otherwise")
    told = text.partition(CAME)[2].partition("</section>")[0]
    assert two.labels_here[0] in told
    assert f'href="/receipts/{number}"' in told
    assert ALL_CAME not in text


def test_copies_beyond_what_came_otherwise_are_still_told(
    client: FlaskClient, session: Session, two: Two
) -> None:
    came(two, two.labels_here[0])
    with transaction():
        session.get_one(Obligation, two.first.obligations[0].id).copies = 1
    text = client.get(f"/consignments/{two.parcels[0]}").text
    assert OWED_NO_LONGER in text
    assert "owed no longer: 1" in text


def test_a_cancelled_parcel_names_what_another_library_set_aside(client: FlaskClient, two: Two) -> None:
    two.there.open(None, None)
    two.there.scan(two.labels_here[0])
    with transaction():
        cancel_consignment(code=two.parcels[0], by=make_actor(Role.DEPOSITOR, two.first.publisher), at=AT)
    two.there.scan(two.labels_here[1])
    page, said = f"/consignments/{two.parcels[0]}", "Came to a library all the same"
    waiting = client.get(page).text.partition(said)[2].partition("</section>")[0]
    assert waiting.count("in a parcel that is open still") == 2
    number = two.there.confirm()
    told = client.get(page).text.partition(said)[2].partition("</section>")[0]
    for label in two.labels_here:
        assert label in told
    assert told.count("set aside: it counts for nothing") == 1
    assert two.second.library.name in told
    assert f'href="/receipts/{number}"' in told
    assert client.get(f"/receipts/{number}").status_code == 200
    two.here.open(None, two.first.publisher.id)
    two.here.scan(two.labels_here[0])
    again = client.get(page).text.partition(said)[2].partition("</section>")[0]
    assert again.count(two.labels_here[0]) == 1
    assert "set aside" not in again


def test_of_two_prepared_parcels_the_later_asks_where_both_hold_more_than_is_owed(
    client: FlaskClient, session: Session, two: Two
) -> None:
    for code in two.parcels:
        with transaction():
            cancel_consignment(code=code, by=make_actor(Role.DEPOSITOR, two.first.publisher), at=AT)
    first, second = (send_parcel(two.first, {0: 1}, sent=False) for _ in range(2))
    pages = [f"/consignments/{parcel.code}" for parcel in (first, second)]
    assert all("owed_no_longer" not in client.get(page).text for page in pages)
    with transaction():
        session.get_one(Obligation, two.first.obligations[0].id).copies = 1
    data = {"carrier": "Pochta"}
    assert client.post(f"{pages[0]}/send", data=data | {"submission_key": new_key()}).status_code == 303
    text = client.get(pages[1]).text
    assert "more than owed: 1" in text
    assert 'name="owed_no_longer"' in text
    refused = client.post(f"{pages[1]}/send", data=data | {"submission_key": new_key()})
    assert refused.status_code == 422
    assert "(1)" in refused.text.partition("error-summary")[2].partition("</div>")[0]
    meant = data | {"submission_key": new_key(), "owed_no_longer": "y"}
    assert client.post(f"{pages[1]}/send", data=meant).status_code == 303
