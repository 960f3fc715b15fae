"""A parcel with copies of several publishers that nobody known sent: each reads what is his, and is told."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.deposits.receiving.models import Receipt
from app.deposits.receiving.services import confirm_arrival, open_arrival, scan
from app.domain.actor import Role
from app.domain.receiving import Condition
from app.infra.db import transaction
from app.infra.mail import Message
from app.law.models import AdoptedRuleSet
from app.organisations.models import Organisation
from tests.factories.accounts import make_account, sign_in
from tests.factories.obligations import add_organisation
from tests.factories.receiving import (
    World,
    labels_of,
    make_book,
    make_obligation,
    make_world,
    new_key,
    send_parcel,
)


@dataclass(frozen=True)
class Mixed:
    """Of one publisher a book that counts and one addressed elsewhere, of another a book that counts."""

    clerk: Account
    other: Account
    receipt: Receipt


@pytest.fixture
def mixed(session: Session, at: datetime) -> Mixed:
    world = make_world(2, copies=1)
    with transaction():
        other = add_organisation()
        book = make_book(other, "9789943712058", "Begona kitob")
        rules = session.get_one(AdoptedRuleSet, world.obligations[0].rule_set_id)
        make_obligation(book, other, world.library, rules, 1)
        elsewhere = add_library(session, world)
    clerk, foreign = (make_account(Role.DEPOSITOR, owner) for owner in (world.publisher, other))
    parcel = send_parcel(world, {1: 1})
    with transaction():
        session.get_one(type(parcel), parcel.id).depository_id = elsewhere.id
    with transaction():
        arrival = open_arrival(consignment_code=None, depositor_id=None, by=world.librarian, at=at)
        for text in (world.isbns[0], labels_of(parcel)[0], "9789943712058"):
            made = scan(arrival_id=arrival.id, text=text, key=new_key(), condition=Condition.GOOD,
                        by=world.librarian, at=at)  # fmt: skip
            assert made.scan_id is not None, text
        receipt = confirm_arrival(arrival_id=arrival.id, by=world.librarian, at=at)
    return Mixed(clerk, foreign, receipt)


def add_library(session: Session, world: World) -> Organisation:
    """A second library, to which the second book of the world is owed."""
    library = add_organisation(world.library.kind)
    session.get_one(type(world.obligations[1]), world.obligations[1].id).depository_id = library.id
    return library


def enter(client: FlaskClient, account: Account) -> None:
    client.post("/sign-out")
    sign_in(client, account)


def test_each_publisher_reads_the_lines_that_are_his(client: FlaskClient, mixed: Mixed) -> None:
    number = mixed.receipt.number
    enter(client, mixed.clerk)
    page = client.get(f"/receipts/{number}").text
    assert "Kitob 0" in page
    assert "Kitob 1" in page
    assert "Begona kitob" not in page
    assert "Only they are shown here" in page
    report = client.get(f"/discrepancies/{number}")
    assert report.status_code == 200
    assert "Kitob 1" in report.text
    assert client.get(f"/receipts/{number}.pdf").status_code == 200

    enter(client, mixed.other)
    page = client.get(f"/receipts/{number}").text
    assert "Begona kitob" in page
    assert "Kitob 0" not in page
    assert client.get(f"/discrepancies/{number}").status_code == 404, "nothing was wrong with what is his"
    assert f"/discrepancies/{number}" not in page


def test_each_publisher_is_told_of_what_is_his(mixed: Mixed, session: Session) -> None:
    told = dict(iter(session.execute(select(Message.to, Message.body))))
    assert len(told) == 2
    ours, theirs = told[mixed.clerk.email], told[mixed.other.email]
    assert "Kitob 1" in ours
    assert f"/discrepancies/{mixed.receipt.number}" in ours
    assert "Begona" not in ours
    assert "Kitob" not in theirs
    assert f"/receipts/{mixed.receipt.number}" in theirs
