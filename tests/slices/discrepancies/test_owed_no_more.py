"""What is wrong with a copy of which nothing is owed any more asks for no replacement."""

import re
from datetime import date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.deposits.discrepancies.queries import Asked, count_open, list_discrepancies, report_for
from app.deposits.discrepancies.services import promise_replacement, settle
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.services import confirm_arrival, open_arrival, reverse_receipt, scan
from app.domain.actor import Role
from app.domain.discrepancies import Outcome, Standing
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


@pytest.mark.parametrize("owed", [1, 2])
def test_a_faulty_copy_that_went_back_stays_open_only_while_another_is_owed(
    session: Session, world: World, at: datetime, owed: int
) -> None:
    number, by = one_damaged(world, at, owed=owed, session=session), world.librarian
    [row] = report_for(by, number).rows
    assert (row.open, count_open(by)) == (True, (1, 1)), "what becomes of it is to be decided either way"
    with transaction():
        settle(number=number, discrepancy_id=row.id, outcome=Outcome.RETURNED, note="chang", by=by, at=at)
    [row] = report_for(by, number).rows
    wanted = owed == 2
    assert row.standing is (Standing.OPEN if wanted else Standing.SETTLED)
    assert count_open(by) == ((1, 1) if wanted else (0, 0))
    for standing in (Standing.OPEN, Standing.SETTLED):
        listed = list_discrepancies(by, Asked(standing=standing), limit=9)
        assert bool(listed) is (row.standing is standing)


def test_what_did_not_come_and_is_owed_no_more_is_open_no_longer(
    client: FlaskClient, session: Session, world: World, at: datetime
) -> None:
    parcel, by = send_parcel(world, {0: 2}), world.librarian
    with transaction():
        arrival = open_arrival(consignment_code=parcel.code, depositor_id=None, by=by, at=at)
        label = labels_of(parcel)[0]
        scan(arrival_id=arrival.id, text=label, key=new_key(), condition=Condition.GOOD, by=by, at=at)
        number = confirm_arrival(arrival_id=arrival.id, by=by, at=at).number
    assert count_open(by) == (1, 1)
    with transaction():
        owed = session.get_one(Obligation, world.obligations[0].id)
        owed.copies, owed.open = 1, False
    assert count_open(by) == (0, 0)
    sign_in(client, make_account(Role.DEPOSITOR, world.publisher))
    client.get("/language/en")
    page = client.get(f"/discrepancies/{number}").text
    assert UNNEEDED in page
    assert "Settled" in page


def test_what_was_decided_before_a_replacement_came_stands_again_when_that_is_taken_back(
    client: FlaskClient, session: Session, world: World, at: datetime
) -> None:
    number, by = one_damaged(world, at, owed=2, session=session), world.librarian
    [row] = report_for(by, number).rows
    with transaction():
        publisher = make_actor(Role.DEPOSITOR, world.publisher)
        promise_replacement(
            number=number, discrepancy_id=row.id, promised_on=date(2026, 12, 2), by=publisher, at=at
        )
        settle(number=number, discrepancy_id=row.id, outcome=Outcome.RETURNED, note="chang", by=by, at=at)
    later = at + timedelta(hours=1)
    with transaction():
        arrival = open_arrival(
            consignment_code=None, depositor_id=world.publisher.id, by=world.colleague, at=later
        )
        text, good = world.isbns[0], Condition.GOOD
        scan(arrival_id=arrival.id, text=text, key=new_key(), condition=good, by=world.colleague, at=later)
        brought = confirm_arrival(arrival_id=arrival.id, by=world.colleague, at=later).number
    [row] = report_for(by, number).rows
    assert (row.outcome, row.brought_by) == (Outcome.REPLACED, brought)
    with transaction():
        reverse_receipt(number=brought, reason="Xato", by=world.colleague, at=later)
    [row] = report_for(by, number).rows
    assert (row.standing, row.outcome, row.decision_note, row.decided_at) == (
        Standing.PROMISED, Outcome.RETURNED, "chang", at
    )  # fmt: skip
    for role, organisation in ((Role.DEPOSITOR, world.publisher), (Role.LIBRARIAN, world.library)):
        sign_in(client, make_account(role, organisation))
        for language, said in (
            ("en", "Returned. chang; replacement promised for 2 December 2026"),
            ("ru", "Возвращено. chang; замена обещана на 2 декабря 2026 г."),
            ("uz", "Qaytarildi. chang; almashtirish 2-dekabr, 2026 kuniga vaʼda qilingan"),
        ):
            client.get(f"/language/{language}")
            for address in (f"/discrepancies/{number}", "/discrepancies"):
                read = " ".join(re.sub(r"<[^>]*>", "", client.get(address).text).split())
                assert said in read, (language, address)
