"""A parcel in which a copy lies that another publisher owes: each is told what is its own."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Receipt
from app.deposits.receiving.services import confirm_arrival, open_arrival, reverse_receipt, scan
from app.domain.actor import Role
from app.domain.receiving import Condition
from app.infra.db import transaction
from app.infra.mail import Message
from app.organisations.models import Organisation
from tests.factories.accounts import make_account, sign_in
from tests.factories.obligations import add_organisation
from tests.factories.receiving import AT, World, labels_of, make_world, new_key, send_parcel


@pytest.fixture
def world(session: Session) -> World:
    """A publisher that owes the first book; the second is another's, and so is what it owes."""
    return make_world(2)


@pytest.fixture
def other(world: World) -> Organisation:
    with transaction() as current:
        made = add_organisation()
        made.email, current.get_one(Organisation, world.publisher.id).email = "boshqa@x.uz", "oʻz@x.uz"
        release = world.releases[1]
        current.execute(
            update(Obligation).where(Obligation.release_id == release.id).values(depositor_id=made.id)
        )
        current.merge(release.publication).publisher_id = made.id
    return made


def receive(world: World, code: str | None, damaged: str = "") -> Receipt:
    """Receive two copies of the first book and one of the second, or a damaged one with this label."""
    with transaction():
        arrival = open_arrival(consignment_code=code, depositor_id=None, by=world.librarian, at=AT)
        for place in (0, 0, 1):
            scan(
                arrival_id=arrival.id,
                text=(damaged if place else "") or world.isbns[place],
                key=new_key(),
                condition=Condition.DAMAGED if place and damaged else Condition.GOOD,
                by=world.librarian,
                at=AT,
            )
        return confirm_arrival(arrival_id=arrival.id, by=world.librarian, at=AT)


def letters(session: Session, to: str) -> list[str]:
    session.expire_all()
    return list(session.scalars(select(Message.body).where(Message.to == to).order_by(Message.id)))


@pytest.fixture(autouse=True)
def in_english(app: object) -> None:
    app.config["DEFAULT_LANGUAGE"] = "en"  # type: ignore[attr-defined]


def test_each_learns_what_is_its_own(session: Session, world: World, other: Organisation) -> None:
    made = receive(world, send_parcel(world, {0: 2}).code)
    (own,), (theirs,) = letters(session, "oʻz@x.uz"), letters(session, "boshqa@x.uz")
    assert "2 copies count towards what you owe." in own
    assert "1 copy counts towards what another depositor owes." in own
    assert "which came in a parcel that was not yours." in theirs
    assert "1 of your copies counts towards what you owe." in theirs
    assert "Kitob 0" not in theirs
    with transaction():
        reverse_receipt(number=made.number, reason="mistake", by=world.librarian, at=AT)
    for to in ("oʻz@x.uz", "boshqa@x.uz"):
        assert "has taken back receipt" in letters(session, to)[1]


def test_sender_and_owner_read_of_a_fault_in_the_same_words(
    session: Session, world: World, other: Organisation
) -> None:
    parcel = send_parcel(world, {0: 2, 1: 1})
    receive(world, parcel.code, labels_of(parcel)[2])
    for to in ("oʻz@x.uz", "boshqa@x.uz"):
        (told,) = letters(session, to)
        assert re.findall("^- .*$", told, re.MULTILINE) == ["- Kitob 1: damaged, 1 copy"]


def test_who_brought_copies_may_be_unknown(session: Session, world: World, other: Organisation) -> None:
    receive(world, None)
    (own,), (theirs,) = letters(session, "oʻz@x.uz"), letters(session, "boshqa@x.uz")
    assert "2 of your copies count towards what you owe." in own
    assert "1 of your copies counts towards what you owe." in theirs


def test_a_receipt_says_whose_copies_are_whose(
    client: FlaskClient, session: Session, world: World, other: Organisation
) -> None:
    made = receive(world, send_parcel(world, {0: 2}).code)
    for organisation, own, links in ((world.publisher, 2, [0]), (other, 1, [1])):
        client.post("/sign-out")
        sign_in(client, make_account(Role.DEPOSITOR, organisation))
        text = client.get(f"/receipts/{made.number}").text
        named = "Of these towards what you owe" if organisation is world.publisher else "Counted"
        assert re.search(rf"{named}</dt>\s*<dd[^>]*>{own}</dd>", text)
        assert text.count("(you)") == (organisation is world.publisher)
        for place, release in enumerate(world.releases):
            address = f"/releases/{release.id}"
            assert (f'href="{address}"' in text) is (place in links)
            assert client.get(address).status_code == (200 if place in links else 404)
