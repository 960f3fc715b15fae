"""A labelled copy that another library received and set aside is in its own parcel no longer: it is told
where it lies, and its sender may send another."""

import re
from datetime import date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.compliance.queries.under_way import UnderWay, under_way
from app.deposits.consignments.models import Consignment
from app.deposits.consignments.surplus import refuse_more_than_owed
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.queries import in_transit_by_obligation
from app.deposits.passing.whereabouts import whereabouts_of
from app.deposits.receiving import queries
from app.deposits.receiving.models import Receipt, Shortage
from app.domain.actor import Role
from app.domain.errors import DomainError
from app.infra.db import transaction
from app.infra.mail import Message
from app.organisations.models import OrganisationKind
from tests.factories.accounts import make_account, sign_in
from tests.factories.desks import Two, two_libraries
from tests.factories.obligations import add_organisation
from tests.factories.receiving import received

LIES_ASIDE = "Set aside at another library"
ASIDE = "set aside: it counts for nothing"


@pytest.fixture
def two(session: Session, at: datetime) -> Two:
    return two_libraries(at)


def set_aside(two: Two, *labels: str) -> str:
    """Let the second library set copies of the first one's parcel aside; return the number of its receipt."""
    two.there.open(None, two.first.publisher.id)
    for label in labels:
        two.there.scan(label)
    return two.there.confirm()


def on_its_way(two: Two) -> tuple[int, list[int]]:
    """How many copies are under way to the first library, and in its parcel by what the reader is told."""
    owed = two.first.obligations[0].id
    places = whereabouts_of(two.here.by, two.first.releases[0].id)
    told = [place.copies for place in places if place.code == two.parcels[0]]
    return in_transit_by_obligation([owed]).get(owed, 0), told


def test_it_is_on_its_way_until_the_receipt_and_may_be_sent_anew_then(two: Two) -> None:
    owed = two.first.obligations[0]
    two.there.open(None, two.first.publisher.id)
    two.there.scan(two.labels_here[0])
    assert on_its_way(two) == (2, [2])
    with pytest.raises(DomainError, match=r"more_than_owed"):
        refuse_more_than_owed([owed], {owed.id: 1})
    number = two.there.confirm()
    assert on_its_way(two) == (1, [1])
    refuse_more_than_owed([owed], {owed.id: 1})
    assert under_way([owed.id]) == {
        owed.id: UnderWay(1, 0, file_waits=False, surplus=0, astray=1, astray_at=(two.second.library,))
    }
    two.there.reverse(number)
    assert on_its_way(two) == (2, [2])


def test_its_desk_and_its_sender_are_told_where_it_lies(
    client: FlaskClient, session: Session, two: Two
) -> None:
    with transaction():
        two.first.publisher.email = "oʻz@x.uz"
    other, library = set_aside(two, two.labels_here[0]), two.second.library.name
    two.here.open(two.parcels[0])
    sign_in(client, make_account(Role.LIBRARIAN, two.first.library))
    client.get("/language/en")
    for page in ("", "/finish"):
        told = client.get(f"/receiving/{two.here.arrival}{page}").text.partition(LIES_ASIDE)[2]
        assert (two.labels_here[0] in told, other in told, library in told, ASIDE in told) == (True,) * 4
    two.here.scan(two.labels_here[1])
    number = two.here.confirm()
    assert session.scalars(select(Shortage)).all() == []
    record = queries.receipt_for(two.here.by, number)
    assert (record.announced, record.scanned, record.short, len(record.otherwise)) == (2, 1, 0, 1)
    facts = str(session.scalar(select(Receipt.facts).where(Receipt.number == number)))
    assert other in facts
    *_, letter = session.scalars(select(Message.body).where(Message.to == "oʻz@x.uz").order_by(Message.id))
    assert f"{two.labels_here[0]} ({library}, {other}), " in letter
    sign_in(client, make_account(Role.DEPOSITOR, two.first.publisher))
    client.get("/language/en")
    told = client.get(f"/consignments/{two.parcels[0]}").text.partition(LIES_ASIDE)[2]
    assert (two.labels_here[0] in told, f'href="/receipts/{other}"' in told, ASIDE in told) == (True,) * 3


def test_a_parcel_of_which_all_lies_elsewhere_ends_with_a_receipt_of_nothing(
    session: Session, two: Two
) -> None:
    set_aside(two, *two.labels_here)
    two.here.open(two.parcels[0])
    two.here.confirm()
    assert session.scalars(select(Shortage)).all() == []
    ended = select(Consignment.confirmed_at).where(Consignment.code == two.parcels[0])
    assert session.scalar(ended) is not None
    owed = two.first.obligations[0]
    assert (received(owed), under_way([owed.id])[owed.id].astray) == (0, 2)


def test_scanned_where_it_belongs_it_is_there_and_the_receipt_before_keeps_its_word(
    session: Session, two: Two, at: datetime
) -> None:
    other = set_aside(two, two.labels_here[0])
    two.here.open(two.parcels[0])
    two.here.scan(two.labels_here[1])
    number = two.here.confirm()
    two.here.at = at.replace(year=at.year + 1)
    two.here.open(None, two.first.publisher.id)
    two.here.scan(two.labels_here[0])
    two.here.confirm()
    owed = two.first.obligations[0]
    assert (received(owed), under_way([owed.id])) == (2, {})
    [came] = queries.receipt_for(two.here.by, number).otherwise
    assert (came.code, came.receipt, came.set_aside) == (two.labels_here[0], other, True)


def test_brought_to_its_own_parcel_it_is_in_it_again(session: Session, two: Two) -> None:
    set_aside(two, *two.labels_here)
    two.here.open(two.parcels[0])
    for label in two.labels_here:
        two.here.scan(label)
    parcel = queries.parcel_for(two.here.by, two.here.arrival)
    assert (sum(parcel.tally.gone.values()), parcel.tally.complete) == (0, True)
    two.here.confirm()
    assert received(two.first.obligations[0]) == 2


def test_at_an_open_desk_it_is_told_once_its_parcel_ended(two: Two) -> None:
    owed = two.first.obligations[0].id
    two.there.open(None, two.first.publisher.id)
    two.there.scan(two.labels_here[0])
    assert under_way([owed])[owed].astray == 0
    two.here.open(two.parcels[0])
    two.here.scan(two.labels_here[1])
    two.here.confirm()
    assert under_way([owed])[owed].astray == 1


def test_a_device_that_could_not_bring_it_calls_it_counted_nowhere(client: FlaskClient, two: Two) -> None:
    set_aside(two, two.labels_here[0])
    two.here.open(two.parcels[0])
    two.here.scan(two.labels_here[1])
    account = make_account(Role.LIBRARIAN, two.first.library)
    sign_in(client, account)
    client.get("/language/en")
    waited = {"key": "k", "arrival": two.here.arrival, "text": two.labels_here[0], "condition": "good"}
    number = two.here.confirm()
    answer = client.post("/receiving/scans", json={"account": account.id, "scans": [waited]})
    told = "No scan has this copy, so the receipt does not count it."
    assert told in answer.get_json()["results"][0]["message"]
    alert = client.get(f"/receipts/{number}").text.partition('role="alert"')[2].partition("<dl")[0]
    assert f"no scan has the copies {two.labels_here[0]}" in alert


def test_a_parcel_whose_only_copies_were_set_aside_elsewhere_is_told_as_owed(
    client: FlaskClient, two: Two
) -> None:
    other = set_aside(two, *two.labels_here)
    sign_in(client, make_account(Role.DEPOSITOR, two.first.publisher))
    client.get("/language/en")
    page = f"/consignments/{two.parcels[0]}"
    sent = client.get(page).text
    assert "2 copies were set aside at another library and count for nothing" in sent
    assert "stays owed" in sent.partition(LIES_ASIDE)[2].partition("</section>")[0]
    assert ("All of it came otherwise" in sent, "Where it was counted" in sent) == (False, False)
    two.here.open(two.parcels[0])
    sign_in(client, make_account(Role.LIBRARIAN, two.first.library))
    client.get("/language/en")
    desk = client.get(f"/receiving/{two.here.arrival}").text
    assert "1 title, 2 copies" in desk
    assert "2 announced copies are in the parcel no longer" in desk
    finish = client.get(f"/receiving/{two.here.arrival}/finish").text
    assert "All of it came otherwise" not in finish
    assert "What another library set aside stays owed." in finish
    assert (figure(finish, "Announced"), figure(finish, "Of these in the parcel no longer")) == ("2", "2")
    receipt = client.get(f"/receipts/{two.here.confirm()}").text
    assert figure(receipt, "Announced") == "2"
    told = receipt.partition(LIES_ASIDE)[2].partition("</section>")[0]
    assert all(label in told for label in (*two.labels_here, other))


def test_the_late_list_names_the_library_at_which_it_lies(
    client: FlaskClient, session: Session, two: Two
) -> None:
    set_aside(two, two.labels_here[0])
    with transaction():
        session.get_one(Obligation, two.first.obligations[0].id).due_on = date(2020, 1, 2)
        authority = add_organisation(OrganisationKind.AUTHORITY)
    sign_in(client, make_account(Role.REGULATOR, authority))
    client.get("/language/en")
    late = client.get(f"/late/{two.first.publisher.id}").text
    told = late.partition("lies set aside at another one")[2].partition("</span>")[0]
    assert two.second.library.name in told


def figure(page: str, name: str) -> str:
    """What the facts of a page say beside a name, without its marks."""
    return re.sub(r"<[^>]+>", "", page.partition(f"<dt>{name}</dt>")[2].partition("</dd>")[0]).strip()
