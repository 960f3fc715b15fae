"""What a collecting library takes in for another gets no number here; the desk says for whom it is."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.deposits.accessions.models import Accession
from app.deposits.accessions.queries import copies_of_arrival
from app.deposits.accessions.services import define_series, number_scans
from app.deposits.consignments.services import create_consignment
from app.deposits.receiving.services import confirm_arrival, open_arrival, scan
from app.domain.actor import Actor, Role
from app.domain.errors import DomainError
from app.domain.receiving import Condition
from app.infra.db import transaction
from app.organisations.collecting.services import name_collector
from app.organisations.models import Organisation, OrganisationKind
from tests.factories.accounts import make_account, sign_in
from tests.factories.obligations import add_organisation
from tests.factories.receiving import AT, World, labels_of, make_actor, make_world, new_key


@pytest.fixture
def world(session: Session) -> World:
    return make_world(1)


@pytest.fixture
def hub(world: World) -> Organisation:
    with transaction():
        library = add_organisation(OrganisationKind.DEPOSITORY)
        manager = make_actor(Role.ADMINISTRATOR, library)
        name_collector(depository_id=world.library.id, collector_id=library.id, by=manager, at=AT)
    return library


@pytest.fixture
def porter(hub: Organisation) -> Actor:
    with transaction():
        porter = make_actor(Role.LIBRARIAN, hub)
        define_series(prefix="K", kind="", yearly=True, digits=4, next_number=1, by=porter, at=AT)
    return porter


def opened(world: World, hub: Organisation, porter: Actor) -> tuple[int, list[str]]:
    """A parcel for the other library, opened at the hub, and its labels."""
    with transaction():
        publisher = make_actor(Role.DEPOSITOR, world.publisher)
        parcel = create_consignment(
            depository_id=hub.id, lines={world.obligations[0].id: 2}, by=publisher, at=AT
        )
        arrival = open_arrival(consignment_code=parcel.code, depositor_id=None, by=porter, at=AT)
    return arrival.id, labels_of(parcel)


@pytest.mark.parametrize("by_label", [True, False])
def test_a_copy_for_another_library_gets_no_number_here(
    session: Session, world: World, hub: Organisation, porter: Actor, by_label: bool
) -> None:
    arrival, labels = opened(world, hub, porter)
    with transaction():
        text = labels[0] if by_label else world.isbns[0]
        scan(arrival_id=arrival, text=text, key=new_key(), condition=Condition.GOOD, by=porter, at=AT)
    with pytest.raises(DomainError, match=r"accession\.not_taken_in"), transaction():
        number_scans(arrival_id=arrival, scan_id=None, by=porter, at=AT)
    assert copies_of_arrival(porter, arrival) == [], "the page of the labels offers none"
    with transaction():
        confirm_arrival(arrival_id=arrival, by=porter, at=AT)
    assert session.scalars(select(Accession)).all() == []
    with pytest.raises(DomainError, match=r"accession\.not_taken_in"), transaction():
        number_scans(arrival_id=arrival, scan_id=None, by=porter, at=AT)


def test_the_desk_says_for_whom_a_copy_is(
    client: FlaskClient, world: World, hub: Organisation, porter: Actor
) -> None:
    arrival, labels = opened(world, hub, porter)
    sign_in(client, make_account(Role.LIBRARIAN, hub))
    page = client.post(
        f"/receiving/{arrival}", data={"code": labels[0], "key": new_key()}, follow_redirects=True
    ).text
    name = world.library.name
    assert f"It is for {name}" in page
    assert f"for {name}" in page.split('id="scan-lines"')[1]
