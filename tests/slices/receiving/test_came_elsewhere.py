"""A copy that another library received is in its own parcel no longer."""

from datetime import datetime

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
from app.deposits.receiving.models import Shortage
from app.deposits.receiving.offline.copies import copy_of
from app.deposits.receiving.services import reverse_receipt
from app.domain.actor import Role
from app.domain.errors import DomainError
from app.infra.db import transaction
from app.infra.mail import Message
from tests.factories.accounts import make_account, sign_in
from tests.factories.desks import Two, two_libraries
from tests.factories.receiving import AT, received


@pytest.fixture
def two(session: Session, at: datetime) -> Two:
    return two_libraries(at)


def taken_there(two: Two, label: str) -> str:
    """Let the second library accept a copy of the first one's parcel; return the number of its receipt."""
    two.there.open(None, two.first.publisher.id)
    two.there.scan(label)
    two.there.accept()
    return two.there.confirm()


def on_its_way(two: Two) -> tuple[int, list[int]]:
    """How many copies are under way to the first library, and in its parcel by what the reader is told."""
    owed = two.first.obligations[0].id
    places = whereabouts_of(two.here.by, two.first.releases[0].id)
    told = [place.copies for place in places if place.code == two.parcels[0]]
    assert [parcel.copies for parcel in parcels_of([owed]).get(owed, ())] == told
    return in_transit_by_obligation([owed]).get(owed, 0), told


def test_in_its_parcel_it_travels_no_longer_and_another_may_be_sent(two: Two) -> None:
    owed = two.first.obligations[0]
    two.there.open(None, two.first.publisher.id)
    two.there.scan(two.labels_here[0])
    two.there.accept()
    assert on_its_way(two) == (2, [2]), "until the receipt is made"
    with pytest.raises(DomainError, match=r"more_than_owed"):
        refuse_more_than_owed([owed], {owed.id: 1})
    number = two.there.confirm()
    assert on_its_way(two) == (1, [1])
    refuse_more_than_owed([owed], {owed.id: 1})
    two.there.reverse(number)
    assert on_its_way(two) == (2, [2])


def test_its_desk_tells_where_it_lies_and_nothing_is_missing(
    client: FlaskClient, session: Session, two: Two
) -> None:
    with transaction():
        two.first.publisher.email = "oʻz@x.uz"
    other = taken_there(two, two.labels_here[0])
    two.here.open(two.parcels[0])
    sign_in(client, make_account(Role.LIBRARIAN, two.first.library))
    client.get("/language/en")
    library = two.second.library.name
    for page in ("", "/finish"):
        told = client.get(f"/receiving/{two.here.arrival}{page}").text
        told = told.partition("Came otherwise, not missing")[2]
        assert (two.labels_here[0] in told, other in told, library in told) == (True, True, True)
        assert f"/receipts/{other}" not in told, "it reads no receipt of another library"
    _parcel, kept = copy_of(two.here.by, two.here.arrival)
    assert [line.announced for line in kept.lines] == [1]
    two.here.scan(two.labels_here[1])
    number = two.here.confirm()
    assert session.scalars(select(Shortage)).all() == []
    reported = select(Discrepancy.id).join_from(Discrepancy, queries.receipts.Receipt)
    assert session.scalars(reported.where(queries.receipts.Receipt.number == number)).all() == []
    record = queries.receipt_for(two.here.by, number)
    assert (record.announced, record.scanned, record.short, len(record.otherwise)) == (2, 1, 0, 1)
    *_, letter = session.scalars(select(Message.body).where(Message.to == "oʻz@x.uz").order_by(Message.id))
    assert f"{two.labels_here[0]} ({library}, {other})" in letter
    assert client.get(f"/receipts/{number}.pdf").mimetype == "application/pdf"
    assert (received(two.first.obligations[0]), received(two.second.obligations[0])) == (1, 1)


def test_a_parcel_of_which_all_came_elsewhere_ends_with_a_receipt_of_nothing(
    session: Session, two: Two
) -> None:
    for label in two.labels_here:
        taken_there(two, label)
    assert [row.copies for row in queries.parcels_on_their_way(two.here.by, at=AT)] == [0]
    two.here.open(two.parcels[0])
    two.here.confirm()
    assert session.scalars(select(Shortage)).all() == []
    ended = select(Consignment.confirmed_at).where(Consignment.code == two.parcels[0])
    assert session.scalar(ended) is not None
    assert (received(two.first.obligations[0]), received(two.second.obligations[0])) == (0, 2)


def test_what_a_receipt_says_of_it_stays(two: Two) -> None:
    other = taken_there(two, two.labels_here[0])
    two.here.open(two.parcels[0])
    two.here.scan(two.labels_here[1])
    number = two.here.confirm()
    with transaction():
        later = two.there.at.replace(year=two.there.at.year + 1)
        reverse_receipt(number=other, reason="xato", by=two.there.by, at=later)
    [came] = queries.receipt_for(two.here.by, number).otherwise
    assert (came.code, came.receipt, came.library.id) == (two.labels_here[0], other, two.second.library.id)
