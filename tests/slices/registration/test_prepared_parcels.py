"""A parcel was prepared, and an amendment lets its copies be owed no longer."""

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.deposits.consignments.models import Consignment
from app.deposits.consignments.services import create_consignment, send_consignment
from app.deposits.obligations.models import Obligation
from app.infra import clock
from app.infra.db import transaction
from app.publications.models import Release
from tests.factories.publications import make_release
from tests.slices.registration.steps import send
from tests.support.isolation import Browserless

OWED_NO_LONGER = "some of its copies are owed no longer"


@pytest.fixture
def release(clerk: Account) -> Release:
    return make_release(clerk.actor(), identifiers=[], depositor_region="1726", print_run=60)


@pytest.fixture
def parcel(release: Release, clerk: Account, session: Session) -> Consignment:
    """One copy for the regional library, which an amendment of the region lets be owed to another."""
    rows = session.query(Obligation).filter_by(release_id=release.id, cancelled_at=None)
    (owed,) = (row for row in rows if row.rule_id == "uzd-book-regional")
    with transaction():
        return create_consignment(
            depository_id=owed.depository_id, lines={owed.id: 1}, by=clerk.actor(), at=clock.now()
        )


def amend(client: Browserless, release: Release, *, confirmed: bool = True) -> str:
    """Amend the region; return the page that says what that changes."""
    begun = client.post(f"/releases/{release.id}/amend").location.rsplit("/", 2)[1]
    send(client, int(begun), "release", depositor_region="1703")
    check = client.get(f"/registration/{begun}/check").text
    if confirmed:
        assert client.post(f"/registration/{begun}/check").status_code == 303
    return check.partition("What that changes in what is owed")[2].partition("</section>")[0]


@pytest.mark.parametrize(
    ("sent", "said"),
    [(False, "1 copy is in a parcel not sent yet:"), (True, "1 copy is in a parcel on its way:")],
)
def test_the_check_of_an_amendment_names_the_parcels_concerned(
    client: Browserless, release: Release, parcel: Consignment, clerk: Account, sent: bool, said: str
) -> None:
    if sent:
        with transaction():
            send_consignment(
                code=parcel.code, carrier="Pochta", tracking="", by=clerk.actor(), at=clock.now()
            )
    ended = amend(client, release, confirmed=False).partition("No longer owed.")[2].partition("</dd>")[0]
    assert said in ended
    assert f'href="/consignments/{parcel.code}"' in ended


def test_a_parcel_that_is_owed_no_longer_says_so_and_is_sent_only_where_it_is_meant(
    client: Browserless, release: Release, parcel: Consignment, session: Session
) -> None:
    page = f"/consignments/{parcel.code}"
    before = client.get(page).text
    assert OWED_NO_LONGER not in before
    assert "owed_no_longer" not in before
    amend(client, release)
    after = client.get(page).text
    assert OWED_NO_LONGER in after
    assert "owed no longer: 1" in after
    data = {"carrier": "Pochta", "submission_key": "a"}
    refused = client.post(f"{page}/send", data=data)
    assert refused.status_code == 422
    assert "Oʻtkan kunlar (1)" in refused.text.partition("error-summary")[2].partition("</div>")[0]
    assert 'name="owed_no_longer"' in refused.text
    session.expire_all()
    assert session.get_one(Consignment, parcel.id).sent_at is None
    assert client.post(f"{page}/send", data=data | {"owed_no_longer": "y"}).status_code == 303
    session.expire_all()
    assert session.get_one(Consignment, parcel.id).sent_at is not None
    assert OWED_NO_LONGER in client.get(page).text


def test_nothing_is_asked_where_everything_is_still_owed(client: Browserless, parcel: Consignment) -> None:
    data = {"carrier": "Pochta", "submission_key": "a"}
    assert client.post(f"/consignments/{parcel.code}/send", data=data).status_code == 303


def test_a_parcel_of_more_than_is_owed_now_is_sent_only_where_it_is_meant(
    client: Browserless, release: Release, clerk: Account, session: Session
) -> None:
    owed = session.query(Obligation).filter_by(release_id=release.id, rule_id="uzd-book-natlib").one()
    with transaction():
        session.get_one(Obligation, owed.id).copies = 3
    with transaction():
        parcel = create_consignment(
            depository_id=owed.depository_id, lines={owed.id: 3}, by=clerk.actor(), at=clock.now()
        )
    page, data = f"/consignments/{parcel.code}", {"carrier": "Pochta", "submission_key": "a"}
    assert "owed_no_longer" not in client.get(page).text
    with transaction():
        session.get_one(Obligation, owed.id).copies = 1
    assert 'name="owed_no_longer"' in client.get(page).text
    refused = client.post(f"{page}/send", data=data)
    assert refused.status_code == 422
    assert "Oʻtkan kunlar (2)" in refused.text.partition("error-summary")[2].partition("</div>")[0]
    assert client.post(f"{page}/send", data=data | {"owed_no_longer": "y"}).status_code == 303
    session.expire_all()
    assert session.get_one(Consignment, parcel.id).sent_at is not None


def account_of_the_way_back(client: Browserless, release: Release) -> str:
    """Return what the page says of a duty that an amendment ended, and another would bring back."""
    amend(client, release)
    begun = client.post(f"/releases/{release.id}/amend").location.rsplit("/", 2)[1]
    send(client, int(begun), "release", depositor_region="1726")
    check = client.get(f"/registration/{begun}/check").text
    return check.partition("Owed again: 1 copy by")[2].partition("</dd>")[0]


def test_what_is_owed_again_and_is_on_its_way_says_so(
    client: Browserless, release: Release, parcel: Consignment, clerk: Account
) -> None:
    with transaction():
        send_consignment(code=parcel.code, carrier="Pochta", tracking="", by=clerk.actor(), at=clock.now())
    account = account_of_the_way_back(client, release)
    assert "1 copy is in a parcel on its way:" in account
    assert f'href="/consignments/{parcel.code}"' in account
    assert "received" not in account


def test_what_is_owed_again_and_was_received_says_so(
    client: Browserless, release: Release, session: Session
) -> None:
    rows = session.query(Obligation).filter_by(release_id=release.id, rule_id="uzd-book-regional")
    with transaction():
        rows.one().received = 1
    account = account_of_the_way_back(client, release)
    assert "1 copy was received." in account
    assert "in a parcel" not in account
