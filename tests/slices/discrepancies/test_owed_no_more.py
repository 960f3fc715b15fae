"""What is wrong with a copy of which nothing is owed any more asks for no replacement."""

from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.deposits.discrepancies.queries import report_for
from app.deposits.discrepancies.services import promise_replacement
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.services import confirm_arrival, open_arrival, scan
from app.domain.actor import Role
from app.domain.errors import DomainError
from app.domain.receiving import Condition
from app.infra.db import transaction
from app.infra.mail import Message
from tests.factories.accounts import make_account, sign_in
from tests.factories.obligations import counted_statements
from tests.factories.receiving import World, labels_of, make_actor, make_world, new_key, send_parcel

INVITED = "promise a day for the replacement"
UNNEEDED = "Nothing of it is owed any more: no replacement is needed."


@pytest.fixture
def world(session: Session) -> World:
    world = make_world(1)
    with transaction():
        world.publisher.email = "o@x.uz"
    return world


def one_damaged(world: World, at: datetime, *, owed: int, session: Session) -> str:
    """The receipt of a parcel of two announced copies, one of them damaged; so many are owed by then."""
    parcel = send_parcel(world, {0: 2})
    by = world.librarian
    with transaction():
        arrival = open_arrival(consignment_code=parcel.code, depositor_id=None, by=by, at=at)
        session.get_one(Obligation, world.obligations[0].id).copies = owed
        for label, condition in zip(labels_of(parcel), (Condition.GOOD, Condition.DAMAGED), strict=True):
            scan(arrival_id=arrival.id, text=label, key=new_key(), condition=condition, by=by, at=at)
        return confirm_arrival(arrival_id=arrival.id, by=by, at=at).number


def letter_of(session: Session) -> str:
    return session.scalars(select(Message.body).where(Message.to == "o@x.uz")).one()


@pytest.mark.parametrize("owed", [1, 2])
def test_a_replacement_is_asked_for_only_where_a_copy_is_owed(
    client: FlaskClient, session: Session, world: World, at: datetime, owed: int
) -> None:
    number = one_damaged(world, at, owed=owed, session=session)
    sign_in(client, make_account(Role.DEPOSITOR, world.publisher))
    client.get("/language/en")
    text = client.get(f"/discrepancies/{number}").text
    wanted = owed == 2
    assert ("Promise a replacement" in text) is wanted
    assert ("Prepare a consignment" in text) is wanted
    assert (UNNEEDED in text) is not wanted
    assert (INVITED in letter_of(session)) is wanted
    [row] = report_for(world.librarian, number).rows
    assert (row.replaceable, row.unneeded) == (wanted, not wanted)
    assert client.get(f"/discrepancies/{number}/{row.id}/promise").status_code == (200 if wanted else 422)


def test_no_promise_is_taken_for_what_is_owed_no_more(session: Session, world: World, at: datetime) -> None:
    number = one_damaged(world, at, owed=1, session=session)
    [row] = report_for(world.librarian, number).rows
    with pytest.raises(DomainError, match=r"nothing_to_replace"), transaction():
        promise_replacement(
            number=number,
            discrepancy_id=row.id,
            promised_on=at.date(),
            by=make_actor(Role.DEPOSITOR, world.publisher),
            at=at,
        )


def test_the_list_asks_as_much_however_many_there_are(
    client: FlaskClient, session: Session, world: World, at: datetime
) -> None:
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    one_damaged(world, at, owed=2, session=session)
    with counted_statements() as few:
        client.get("/discrepancies?state=all")
    for _ in range(3):
        one_damaged(world, at, owed=2, session=session)
    with counted_statements() as many:
        client.get("/discrepancies?state=all")
    assert len(many) == len(few)
