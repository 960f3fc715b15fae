"""A copy lies in one place or travels in one parcel, however often it is sent, missed and scanned anew."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from app.deposits.consignments.models import Consignment
from app.deposits.consignments.services import create_consignment, send_consignment
from app.deposits.obligations.models import Obligation
from app.deposits.passing.queries import copies_under_way, held_for, transfers_under_way
from app.deposits.passing.services import cancel_transfer, prepare_transfer
from app.deposits.passing.whereabouts import whereabouts_of
from app.deposits.receiving.models import Receipt
from app.deposits.receiving.queries import parcel_for, receipt_read_by
from app.deposits.receiving.services import (
    Outcome,
    confirm_arrival,
    open_arrival,
    return_scan,
    reverse_receipt,
    scan,
)
from app.domain.actor import Actor, Role
from app.domain.errors import DomainError
from app.domain.receiving import Condition
from app.infra.db import transaction
from app.organisations.collecting.services import name_collector
from app.organisations.models import Organisation, OrganisationKind
from tests.factories.obligations import add_organisation
from tests.factories.receiving import AT, World, labels_of, make_actor, make_world, new_key


@dataclass(frozen=True)
class Hub:
    """A library that took in two copies of a book for another, under these labels."""

    world: World
    library: Organisation
    porter: Actor
    publisher: Actor
    labels: list[str]
    session: Session

    @property
    def owed(self) -> Obligation:
        return self.world.obligations[0]

    def send(self, copies: int) -> Consignment:
        with transaction():
            made = prepare_transfer(
                depository_id=self.world.library.id, lines={self.owed.id: copies}, by=self.porter, at=AT
            )
            return send_consignment(code=made.code, carrier="van", tracking="", by=self.porter, at=AT)

    def receive(self, transfer: Consignment, labels: Sequence[str]) -> Receipt:
        return taken_in(transfer.code, labels, self.world.librarian)

    def reverse(self, receipt: Receipt) -> None:
        with transaction():
            reverse_receipt(number=receipt.number, reason="Yana qaraldi", by=self.world.librarian, at=AT)

    def lying(self) -> int:
        return sum(line.copies for line in held_for(self.porter, self.world.library.id))

    def figures(self) -> tuple[int, int]:
        self.session.refresh(self.owed)
        return self.owed.received, self.owed.held

    def places(self) -> dict[str, int]:
        """How many copies lie at either library or travel in which parcel."""
        names = {self.library.id: "hub", self.world.library.id: "last"}
        found = whereabouts_of(self.publisher, self.world.releases[0].id)
        return {w.code or names[w.place.id]: w.copies for w in found}


def taken_in(code: str, labels: Sequence[str], by: Actor) -> Receipt:
    with transaction():
        arrival = open_arrival(consignment_code=code, depositor_id=None, by=by, at=AT)
    for text in labels:
        with transaction():
            result = scan(
                arrival_id=arrival.id, text=text, key=new_key(), condition=Condition.GOOD, by=by, at=AT
            )
        assert result.outcome is Outcome.RECORDED, text
    with transaction():
        return confirm_arrival(arrival_id=arrival.id, by=by, at=AT)


@pytest.fixture
def hub(session: Session) -> Hub:
    world = make_world(1)
    with transaction():
        library = add_organisation(OrganisationKind.DEPOSITORY)
        porter, publisher = make_actor(Role.LIBRARIAN, library), make_actor(Role.DEPOSITOR, world.publisher)
        manager = make_actor(Role.ADMINISTRATOR, library)
        name_collector(depository_id=world.library.id, collector_id=library.id, by=manager, at=AT)
        parcel = create_consignment(
            depository_id=library.id, lines={world.obligations[0].id: 2}, by=publisher, at=AT
        )
    labels = labels_of(parcel)
    taken_in(parcel.code, labels, porter)
    return Hub(world, library, porter, publisher, labels, session)


def test_what_was_missed_and_sent_anew_is_in_its_new_parcel_alone(hub: Hub) -> None:
    first = hub.send(2)
    short = hub.receive(first, hub.labels[:1])
    assert hub.places() == {"last": 1, "hub": 1}
    said = receipt_read_by(hub.world.librarian, short.number)
    assert (said.short, said.otherwise) == (1, []), "it lies with its sender, and is lacking"
    second = hub.send(1)
    hub.reverse(short)
    assert hub.places() == {first.code: 1, second.code: 1}
    assert under_way(hub) == {first.code: 1, second.code: 1}
    assert hub.figures() == (0, 2)

    again = hub.receive(first, hub.labels[:1])
    assert receipt_read_by(hub.world.librarian, again.number).short == 0, "it is not missed twice"
    assert hub.places() == {"last": 1, second.code: 1}
    assert (hub.lying(), hub.figures()) == (0, (1, 1))
    with pytest.raises(DomainError, match=r"transfer\.not_here"):
        hub.send(1)
    last = hub.receive(second, hub.labels[1:])
    assert (hub.places(), hub.figures()) == ({"last": 2}, (2, 0))

    for receipt in (last, again):
        hub.reverse(receipt)
    assert (hub.places(), hub.figures()) == ({first.code: 1, second.code: 1}, (0, 2))


def under_way(hub: Hub) -> dict[str, int]:
    found = transfers_under_way(hub.porter)
    copies = copies_under_way(found)
    return {sent.code: copies[sent.id] for sent in found}


def test_the_desk_expects_what_is_still_in_the_parcel(hub: Hub) -> None:
    first = hub.send(2)
    short = hub.receive(first, hub.labels[:1])
    hub.send(1)
    hub.reverse(short)
    by = hub.world.librarian
    with transaction():
        arrival = open_arrival(consignment_code=first.code, depositor_id=None, by=by, at=AT)
    [line] = parcel_for(by, arrival.id).lines
    assert (line.announced, line.missing) == (1, 1)


def test_a_copy_scanned_in_another_parcel_of_the_sender_lies_there_and_not_with_him(hub: Hub) -> None:
    first, second = hub.send(1), hub.send(1)
    hub.receive(first, hub.labels)
    assert (hub.places(), under_way(hub)) == ({"last": 2}, {second.code: 0})
    for _time in range(2):
        nothing = hub.receive(second, [])
        assert receipt_read_by(hub.world.librarian, nothing.number).short == 0
        assert (hub.places(), hub.figures(), hub.lying()) == ({"last": 2}, (2, 0), 0)
        hub.reverse(nothing)
    assert (hub.places(), hub.figures()) == ({"last": 2}, (2, 1)), "its parcel is under way again"


def test_what_the_hub_returned_once_does_not_come_back_with_a_transfer(session: Session, hub: Hub) -> None:
    """The copy went back to its publisher, who sent it once more under its label."""
    with transaction():
        owed = session.get_one(Obligation, hub.owed.id)
        owed.copies = 4
        parcel, later = (
            create_consignment(depository_id=hub.library.id, lines={owed.id: 1}, by=hub.publisher, at=AT)
            for _time in range(2)
        )
        arrival = open_arrival(consignment_code=parcel.code, depositor_id=None, by=hub.porter, at=AT)
    [label] = labels_of(parcel)
    with transaction():
        scan(arrival_id=arrival.id, text=label, key=new_key(), condition=Condition.DAMAGED, by=hub.porter,
             at=AT)  # fmt: skip
        [line] = parcel_for(hub.porter, arrival.id).lines
        return_scan(arrival_id=arrival.id, scan_id=line.scans[0].id, reason="yirtiq", by=hub.porter, at=AT)
        confirm_arrival(arrival_id=arrival.id, by=hub.porter, at=AT)
        mended = open_arrival(consignment_code=later.code, depositor_id=None, by=hub.porter, at=AT)
        scan(arrival_id=mended.id, text=label, key=new_key(), condition=Condition.GOOD, by=hub.porter, at=AT)
        confirm_arrival(arrival_id=mended.id, by=hub.porter, at=AT)
    transfer = hub.send(3)
    assert hub.places() == {transfer.code: 3}
    with transaction():
        cancel_transfer(code=transfer.code, by=hub.porter, at=AT)
    assert (hub.lying(), hub.places()) == (3, {"hub": 3})
