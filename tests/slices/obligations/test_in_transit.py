"""Copies that left their depositor are on their way, whether the parcel was marked as sent or the library
opened it, and so are copies that are scanned at a desk and not counted yet."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.compliance.queries.under_way import UnderWay, under_way
from app.deposits.consignments.models import Copy
from app.deposits.consignments.queries import destinations
from app.deposits.obligations.queries import (
    ObligationFilter,
    count_obligations,
    counts_for,
    in_transit_by_obligation,
    list_obligations,
)
from app.deposits.obligations.scope import State
from app.deposits.receiving.models import Scan
from app.deposits.receiving.services import accept_scan, confirm_arrival, open_arrival, scan, undo_scan
from app.domain.receiving import Condition
from app.infra.db import session as current_session
from app.infra.db import transaction
from app.policy.permissions import Permission
from tests.factories.obligations import depositor
from tests.factories.receiving import AT, World, make_world, send_parcel

TODAY = date(2026, 11, 23)


def scan_at(arrival_id: int, world: World, text: str, key: str, condition: Condition = Condition.GOOD) -> int:
    with transaction():
        scan(arrival_id=arrival_id, text=text, key=key, condition=condition, by=world.librarian, at=AT)
        return current_session().scalars(select(Scan.id).order_by(Scan.id.desc()).limit(1)).one()


def open_at(world: World, code: str | None = None, *, known: bool = True) -> int:
    with transaction():
        sender = world.publisher.id if known and code is None else None
        return open_arrival(consignment_code=code, depositor_id=sender, by=world.librarian, at=AT).id


def told(world: World) -> tuple[dict[int, int], int, list[int]]:
    """By obligation what is on its way, how many are all on their way, and what each row of the list says."""
    clerk = depositor(world.publisher)
    rows = list_obligations(clerk, ObligationFilter(), today=TODAY, limit=9)
    return (
        in_transit_by_obligation([row.id for row in rows]),
        counts_for(clerk, TODAY).in_transit,
        [row.in_transit for row in rows],
    )


def test_a_parcel_that_the_library_opened_is_on_its_way_though_never_marked_as_sent(
    session: Session,
) -> None:
    world = make_world(1)
    owed = world.obligations[0].id
    parcel = send_parcel(world, {0: 2}, sent=False)
    assert told(world) == ({}, 0, [0])
    assert under_way([owed]) == {}
    open_at(world, parcel.code)
    assert told(world) == ({owed: 2}, 1, [2])
    assert under_way([owed]) == {owed: UnderWay(0, 2, file_waits=False, surplus=0)}
    assert destinations(depositor(world.publisher), TODAY) == [], "nothing is left to send"


def test_a_parcel_sent_and_not_opened_is_told_as_on_its_way(session: Session) -> None:
    world = make_world(1)
    send_parcel(world, {0: 1})
    owed = world.obligations[0].id
    assert under_way([owed]) == {owed: UnderWay(1, 0, file_waits=False, surplus=0)}


def test_copies_scanned_without_a_slip_are_at_the_desk_until_they_count(session: Session) -> None:
    world = make_world(2)
    owed = world.obligations[0].id
    arrival = open_at(world)
    assert told(world) == ({}, 0, [0, 0])
    scan_at(arrival, world, world.isbns[0], "one")
    last = scan_at(arrival, world, world.isbns[0], "two")
    assert told(world) == ({owed: 2}, 1, [2, 0])
    assert under_way([owed]) == {owed: UnderWay(0, 2, file_waits=False, surplus=0)}
    expected = ObligationFilter(state=State.SENT, permission=Permission.DELIVERY_EXPECT)
    assert count_obligations(world.librarian, expected, today=TODAY) == 1
    with transaction():
        undo_scan(arrival_id=arrival, scan_id=last, by=world.librarian, at=AT)
    assert told(world)[0] == {owed: 1}
    with transaction():
        confirm_arrival(arrival_id=arrival, by=world.librarian, at=AT)
    assert told(world) == ({}, 0, [0, 0])


def test_a_faulty_copy_is_not_at_the_desk_for_anybody_unless_it_is_accepted(session: Session) -> None:
    world = make_world(1)
    arrival = open_at(world, known=False)
    damaged = scan_at(arrival, world, world.isbns[0], "one", Condition.DAMAGED)
    assert told(world)[0] == {}
    with transaction():
        accept_scan(arrival_id=arrival, scan_id=damaged, reason="Arzimaydi", by=world.librarian, at=AT)
    assert told(world)[0] == {world.obligations[0].id: 1}


def test_what_another_sender_brings_counts_for_who_owes_it(session: Session) -> None:
    world, other = make_world(1), make_world(1)
    with transaction():
        arrival = open_arrival(
            consignment_code=None, depositor_id=other.publisher.id, by=world.librarian, at=AT
        ).id
    scan_at(arrival, world, world.isbns[0], "one")
    assert told(world)[0] == {world.obligations[0].id: 1}
    assert told(other)[0] == {}


def test_a_labelled_copy_scanned_beside_its_parcel_is_counted_once(session: Session) -> None:
    world = make_world(1)
    owed = world.obligations[0].id
    send_parcel(world, {0: 2})
    label = session.query(Copy).order_by(Copy.id).first()
    assert label is not None
    scan_at(open_at(world), world, label.code, "one")
    assert told(world) == ({owed: 2}, 1, [2])


def test_a_label_of_a_cancelled_parcel_is_for_what_it_was_printed_for(session: Session) -> None:
    world = make_world(1)
    parcel = send_parcel(world, {0: 2})
    with transaction():
        parcel.cancelled_at = AT
    label = session.query(Copy).order_by(Copy.id).first()
    assert label is not None
    scan_at(open_at(world), world, label.code, "one")
    assert told(world)[0] == {world.obligations[0].id: 1}
