"""What a desk has scanned and its receipt will count is on its way for who owes it, beside a slip too."""

from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.compliance.queries.under_way import under_way
from app.deposits.consignments.models import Consignment
from app.deposits.consignments.queries import sendable_to
from app.deposits.consignments.services import create_consignment, send_consignment
from app.deposits.consignments.surplus import refuse_more_than_owed
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.moved import has_moved
from app.deposits.obligations.queries import in_transit_by_obligation
from app.deposits.receiving.services import undo_scan
from app.domain.actor import Role
from app.domain.errors import Conflict, DomainError
from app.domain.receiving import Condition
from app.infra.db import transaction
from app.law.models import AdoptedRuleSet
from app.organisations.models import OrganisationKind
from app.publications.services import withdraw_release
from tests.factories.desks import Desk, two_libraries
from tests.factories.obligations import add_organisation, depositor
from tests.factories.receiving import (
    World,
    labels_of,
    make_actor,
    make_obligation,
    make_world,
    received,
    send_parcel,
)

TODAY = date(2026, 11, 23)


def at_desk(world: World) -> list[int]:
    """Of each obligation of a world what lies opened; the list of what is on its way says the same."""
    ids = [owed.id for owed in world.obligations]
    opened = {id_: way.opened + way.copies for id_, way in under_way(ids).items()}
    assert in_transit_by_obligation(ids) == {id_: copies for id_, copies in opened.items() if copies}
    return [opened.get(id_, 0) for id_ in ids]


@pytest.fixture
def world(session: Session) -> World:
    return make_world(2)


@pytest.fixture
def desk(world: World, at: datetime) -> Desk:
    return Desk(world.librarian, at)


def test_a_title_that_is_not_on_the_slip(world: World, desk: Desk) -> None:
    desk.open(send_parcel(world, {0: 2}).code)
    desk.scan(world.isbns[1])
    assert at_desk(world) == [2, 1]
    clerk = depositor(world.publisher)
    rows = sendable_to(clerk, world.library.id, today=TODAY)
    assert {row.id: (row.copies or 0) - row.in_transit for row in rows} == {world.obligations[1].id: 1}
    desk.scan(world.isbns[1])
    assert at_desk(world) == [2, 2]
    assert sendable_to(clerk, world.library.id, today=TODAY) == []
    with pytest.raises(DomainError, match=r"more_than_owed"):
        refuse_more_than_owed([world.obligations[1]], {world.obligations[1].id: 1})
    desk.confirm()
    assert (received(world.obligations[1]), at_desk(world)) == (2, [0, 0])


def test_a_parcel_whose_copies_came_meanwhile_is_sent_only_where_it_is_meant(
    world: World, desk: Desk, at: datetime
) -> None:
    clerk, owed = depositor(world.publisher), world.obligations[0]
    with transaction():
        parcel = create_consignment(
            depository_id=world.library.id, lines={owed.id: owed.copies or 0}, by=clerk, at=at
        )
    desk.open(None, world.publisher.id)
    desk.scan(world.isbns[0])
    with pytest.raises(DomainError, match=r"owed_no_longer"):
        send_consignment(code=parcel.code, carrier="Pochta", tracking="", by=clerk, at=at)


def test_more_of_a_title_than_the_slip_says(world: World, desk: Desk) -> None:
    parcel = send_parcel(world, {0: 1})
    desk.open(parcel.code)
    desk.scan(world.isbns[0])
    assert at_desk(world) == [1, 0]
    desk.scan(world.isbns[0])
    assert at_desk(world) == [2, 0]
    desk.judge(Condition.DAMAGED)
    assert at_desk(world) == [1, 0]
    desk.scan(labels_of(parcel)[0])
    assert at_desk(world) == [1, 0], "the label takes the place of the ISBN"
    desk.scan(world.isbns[0])
    assert at_desk(world) == [2, 0]
    desk.confirm()
    assert received(world.obligations[0]) == 2


def test_a_registration_is_not_withdrawn_while_a_copy_lies_counted(world: World, desk: Desk) -> None:
    release_id = world.releases[1].id
    with transaction():
        clerk = make_actor(Role.DEPOSITOR, world.publisher)
    desk.open(None, None)
    desk.scan(world.isbns[1])
    with pytest.raises(Conflict, match=r"release\.moved"), transaction():
        withdraw_release(release_id=release_id, reason="xato", by=clerk, at=desk.at)
    with transaction():
        undo_scan(arrival_id=desk.arrival, scan_id=desk.last().id, by=desk.by, at=desk.at)
    with transaction():
        withdraw_release(release_id=release_id, reason="xato", by=clerk, at=desk.at)
    assert has_moved([release_id]) is False


def test_without_a_slip_under_a_record_that_was_merged(session: Session, world: World, desk: Desk) -> None:
    with transaction():
        old = add_organisation()
        old.merged_into_id = world.publisher.id
    desk.open(None, old.id)
    desk.scan(world.isbns[0])
    assert at_desk(world) == [1, 0]
    desk.confirm()
    assert received(world.obligations[0]) == 1


def test_what_another_sender_brings_goes_first_to_what_he_owes(
    session: Session, world: World, desk: Desk
) -> None:
    other = make_world(1)
    with transaction():
        rules = session.get_one(AdoptedRuleSet, world.obligations[0].rule_set_id)
        own = make_obligation(world.releases[0], other.publisher, world.library, rules, 1)
    both = World(
        world.publisher, world.library, world.librarian, world.colleague, world.releases,
        [world.obligations[0], own], world.isbns,
    )  # fmt: skip
    desk.open(None, other.publisher.id)
    desk.scan(world.isbns[0])
    assert at_desk(both) == [0, 1]
    desk.scan(world.isbns[0])
    assert at_desk(both)[0] == 1
    desk.confirm()
    assert [received(owed) for owed in both.obligations] == [1, 1]


def test_a_label_of_another_library_that_is_accepted(session: Session, at: datetime) -> None:
    two = two_libraries(at)
    two.there.open(two.parcels[1])
    two.there.scan(two.labels_here[0])
    assert at_desk(two.second) == [2], "what only lies set aside counts for nothing"
    two.there.accept()
    for label in two.labels_there:
        two.there.scan(label)
    assert at_desk(two.second) == [3]


def test_beyond_the_slip_at_a_library_that_collects_for_the_one_that_is_owed(
    session: Session, world: World, at: datetime
) -> None:
    parcel = send_parcel(world, {0: 1})
    with transaction():
        hub = add_organisation(OrganisationKind.DEPOSITORY)
        porter = make_actor(Role.LIBRARIAN, hub)
        session.get_one(Consignment, parcel.id).depository_id = hub.id
    desk = Desk(porter, at)
    desk.open(parcel.code)
    desk.scan(labels_of(parcel)[0])
    assert at_desk(world) == [1, 0]
    desk.scan(world.isbns[0])
    assert at_desk(world) == [2, 0]
    desk.confirm()
    held = select(Obligation.held).where(Obligation.id == world.obligations[0].id)
    assert (session.scalar(held), at_desk(world)) == (2, [0, 0])


def test_beside_a_slip_of_which_a_copy_came_otherwise(world: World, desk: Desk) -> None:
    parcel = send_parcel(world, {0: 2})
    first, second = labels_of(parcel)
    desk.open(None, world.publisher.id)
    desk.scan(second)
    desk.confirm()
    desk.open(parcel.code)
    desk.scan(first)
    assert at_desk(world)[0] == 1
    desk.scan(world.isbns[0])
    assert at_desk(world)[0] == 2
