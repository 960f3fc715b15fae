"""A copy with the label of another library is no worse off than the same copy without it."""

from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.compliance.queries.under_way import UnderWay, under_way
from app.deposits.consignments.models import Consignment
from app.deposits.consignments.services import cancel_consignment
from app.deposits.obligations.models import Obligation
from app.deposits.passing.whereabouts import whereabouts_of
from app.deposits.receiving.models import Scan
from app.deposits.receiving.services import Outcome
from app.domain.actor import Role
from app.domain.receiving import Condition
from app.infra.db import transaction
from tests.factories.accounts import make_account, sign_in
from tests.factories.desks import Two, two_libraries
from tests.factories.receiving import AT, make_actor, received

GOOD, ELSEWHERE = Condition.GOOD, Condition.ADDRESSED_ELSEWHERE


@pytest.fixture
def two(session: Session, at: datetime) -> Two:
    return two_libraries(at)


def cancel(two: Two, code: str) -> None:
    with transaction():
        cancel_consignment(code=code, by=make_actor(Role.DEPOSITOR, two.first.publisher), at=AT)


def came_here(two: Two, label: str) -> Scan:
    """Let a copy come to the first library without a slip."""
    two.here.open(None, two.first.publisher.id)
    assert two.here.scan(label) is Outcome.RECORDED
    return two.here.last()


def told(two: Two) -> UnderWay:
    """What is told beside the line of the first library."""
    owed = two.first.obligations[0].id
    return under_way([owed])[owed]


def uncounted(two: Two) -> list[tuple[int, str]]:
    """The copies that count for nothing, with their faults, as the first library reads of them."""
    found = whereabouts_of(two.here.by, two.first.releases[0].id)
    return [(lying.copies, lying.fault) for lying in found if lying.fault]


def test_the_label_of_a_cancelled_parcel_binds_nobody(two: Two) -> None:
    cancel(two, two.parcels[1])
    assert came_here(two, two.labels_there[0]).condition is GOOD
    assert told(two).opened == 1, "it counts once this is finished"
    two.here.confirm()
    assert received(two.first.obligations[0]) == 1
    two.there.open(None, two.first.publisher.id)
    assert two.there.scan(two.labels_there[0]) is Outcome.ALREADY_COUNTED


@pytest.mark.parametrize("ended", [{"cancelled_at": AT}, {"excused_at": AT}, {"received": 2}])
def test_a_label_of_which_nothing_is_owed_any_more_binds_nobody(
    session: Session, two: Two, ended: dict[str, object]
) -> None:
    with transaction():
        theirs = session.get_one(Obligation, two.second.obligations[0].id)
        for name, value in ended.items():
            setattr(theirs, name, value)
    assert came_here(two, two.labels_there[0]).condition is GOOD
    two.here.confirm()
    assert received(two.first.obligations[0]) == 1


def test_a_copy_that_is_owed_here_counts_here_whatever_library_its_parcel_went_to(
    session: Session, two: Two
) -> None:
    with transaction():
        parcel = session.query(Consignment).filter_by(code=two.parcels[0]).one()
        parcel.depository_id = two.second.library.id
    assert came_here(two, two.labels_here[0]).condition is GOOD


def test_the_desk_says_that_it_is_owed_here_too(client: FlaskClient, two: Two) -> None:
    made = came_here(two, two.labels_there[0])
    assert made.condition is ELSEWHERE
    sign_in(client, make_account(Role.LIBRARIAN, two.first.library))
    client.get("/language/en")
    page = f"/receiving/{two.here.arrival}?scan={made.id}"
    echo = client.get(page).text
    assert "This library is owed 2 copies of it too: set it aside, or accept it here" in echo
    to = f"It is addressed to {two.second.library.name}."
    assert to in echo
    assert to in client.get(f"/receiving/{two.here.arrival}/scans/{made.id}").text
    two.here.accept()
    two.here.scan(two.labels_here[0])
    two.here.scan(two.labels_there[1])
    again = client.get(f"/receiving/{two.here.arrival}?scan={two.here.last().id}").text
    assert "Set it aside, or accept it with a reason." in again
    assert "is owed" not in again


def test_a_copy_that_was_set_aside_is_told_beside_what_is_late(two: Two) -> None:
    came_here(two, two.labels_there[0])
    assert told(two).set_aside == 0, "nothing lies there until the receipt is made"
    number = two.here.confirm()
    assert told(two).set_aside == 1
    two.there.open(two.parcels[1])
    two.there.scan(two.labels_there[0])
    assert told(two).set_aside == 0, "it came to its own library"
    two.here.reverse(number)
    assert told(two).set_aside == 0


def test_a_copy_set_aside_is_no_second_one_in_another_arrival(client: FlaskClient, two: Two) -> None:
    label = two.labels_there[0]
    made = came_here(two, label)
    two.here.open(None, two.first.publisher.id)
    assert two.here.scan(label) is Outcome.ALREADY_COUNTED
    sign_in(client, make_account(Role.LIBRARIAN, two.first.library))
    client.get("/language/en")
    page = f"/receiving/{two.here.arrival}"
    told = client.post(page, data={"code": label, "key": "k"}, follow_redirects=True).text
    assert "This copy was set aside already" in told
    assert "Copies without a slip, librarian" in told
    second, two.here.arrival = two.here.arrival, made.arrival_id
    number = two.here.confirm()
    told = client.post(page, data={"code": label, "key": "l"}, follow_redirects=True).text
    assert f"Receipt {number}" in told
    two.here.arrival = second
    two.here.reverse(number)
    assert two.here.scan(label) is Outcome.RECORDED


def test_a_copy_set_aside_lies_where_it_was_scanned_last(two: Two) -> None:
    label = two.labels_there[0]
    came_here(two, label)
    two.here.confirm()
    assert uncounted(two) == [(1, ELSEWHERE)]
    two.there.open(two.parcels[1])
    two.there.scan(label)
    two.there.confirm()
    assert uncounted(two) == []


def test_a_copy_set_aside_counts_once_its_label_binds_nobody(two: Two) -> None:
    label = two.labels_there[0]
    came_here(two, label)
    two.here.confirm()
    cancel(two, two.parcels[1])
    assert came_here(two, label).condition is GOOD
    two.here.confirm()
    assert received(two.first.obligations[0]) == 1
    assert uncounted(two) == []
