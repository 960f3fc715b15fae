"""The label of a copy on a shelf: of one that went back and came again, of one received by its ISBN."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from app.deposits.accessions.queries import copies_called
from app.deposits.inventory.sections.services import place_scanned
from app.deposits.inventory.stock_takes.models import StockTake, StockTakePart
from app.deposits.inventory.stock_takes.services import Outcome
from app.deposits.inventory.stock_takes.sums import sums_of, whole
from app.deposits.receiving.services import confirm_arrival, open_arrival, return_scan, scan
from app.domain.documents import StockTakeSum
from app.domain.errors import DomainError
from app.domain.receiving import Condition
from app.domain.stock_taking import Verdict
from app.infra.db import transaction
from tests.factories.receiving import World, labels_of, make_world, new_key, send_parcel
from tests.slices.inventory.shelving import begun, number_from_now_on, scanned, section, take_in


def unplaced_shelf(session: Session, world: World, at: datetime) -> tuple[StockTake, int]:
    """A stock-take of what belongs to no section, and its one shelf."""
    take = begun(world, [], at, unplaced=True)
    return take, session.query(StockTakePart).filter_by(stock_take_id=take.id).one().id


def send_back(world: World, label: str, at: datetime) -> None:
    """Receive a parcel without a slip whose one copy is returned at the desk."""
    by = world.librarian
    with transaction():
        arrival = open_arrival(consignment_code=None, depositor_id=world.publisher.id, by=by, at=at)
        made = scan(
            arrival_id=arrival.id, text=label, key=new_key(), condition=Condition.DAMAGED, by=by, at=at
        )
        assert made.scan_id is not None
        return_scan(arrival_id=arrival.id, scan_id=made.scan_id, reason="suv", by=by, at=at)
        confirm_arrival(arrival_id=arrival.id, by=by, at=at)


def total(take: StockTake) -> StockTakeSum:
    return whole(sums_of([take])[take.id].values())


def test_a_copy_that_went_back_and_came_again_is_found_by_its_label(session: Session, at: datetime) -> None:
    world = make_world(1, copies=9)
    number_from_now_on(world, at)
    label, unsent = labels_of(send_parcel(world, {0: 2}))
    for came in (label, unsent):
        send_back(world, came, at)
    take_in(world, [label], at)
    (called,) = copies_called(world.librarian, label)
    assert (called.held, called.accession and called.accession.number) == (True, "K0001")
    assert [copy.held for copy in copies_called(world.librarian, unsent)] == [False]
    take, shelf = unplaced_shelf(session, world, at)
    found = scanned(world, shelf, label, at)
    assert found.scan is not None
    assert found.scan.verdict is Verdict.FOUND
    assert scanned(world, shelf, "K0001", at).outcome is Outcome.ALREADY_SCANNED
    gone = scanned(world, shelf, unsent, at).scan
    assert gone is not None
    assert gone.verdict is Verdict.UNKNOWN
    assert total(take) == StockTakeSum(expected=1, found=1, unknown=1)


@pytest.mark.parametrize("numbered", [True, False])
def test_a_copy_received_by_its_isbn_is_found_by_the_label_it_bears(
    session: Session, at: datetime, numbered: bool
) -> None:
    world = make_world(1, copies=9)
    if numbered:
        number_from_now_on(world, at)
    parcel = send_parcel(world, {0: 3})
    label, other, third = labels_of(parcel)
    take_in(world, [label, world.isbns[0], world.isbns[0]], at, parcel)
    assert len(copies_called(world.librarian, other)) == 2, "one of those without a label"
    take, shelf = unplaced_shelf(session, world, at)
    for text in (other, label, third):
        made = scanned(world, shelf, text, at)
        assert made.scan is not None
        assert made.scan.verdict is Verdict.FOUND, text
    for text in (other, third, label):
        assert scanned(world, shelf, text, at).outcome is Outcome.ALREADY_SCANNED
    assert total(take) == StockTakeSum(expected=3, found=3)


def test_a_number_and_the_label_of_a_copy_received_by_its_isbn_are_one(
    session: Session, at: datetime
) -> None:
    world = make_world(1, copies=9)
    number_from_now_on(world, at)
    parcel = send_parcel(world, {0: 2})
    label, other = labels_of(parcel)
    take_in(world, [world.isbns[0]], at, parcel)
    take, shelf = unplaced_shelf(session, world, at)
    scanned(world, shelf, label, at)
    assert scanned(world, shelf, "K0001", at).outcome is Outcome.RECORDED, "the number stands"
    assert total(take) == StockTakeSum(expected=1, found=1)
    assert scanned(world, shelf, other, at).outcome is Outcome.ALL_SCANNED


def test_an_isbn_of_copies_with_numbers_names_the_numbers_not_found_yet(
    session: Session, at: datetime
) -> None:
    world = make_world(1, copies=9)
    number_from_now_on(world, at)
    take_in(world, [world.isbns[0]] * 2, at)
    _take, shelf = unplaced_shelf(session, world, at)
    asked = scanned(world, shelf, world.isbns[0], at)
    assert (asked.outcome, asked.choices) == (Outcome.SCAN_NUMBER, (world.releases[0].id,))
    for number in ("K0001", "K0002"):
        scanned(world, shelf, number, at)
    assert scanned(world, shelf, world.isbns[0], at).outcome is Outcome.ALL_SCANNED


def test_an_isbn_places_no_copy_whose_number_is_not_scanned(session: Session, at: datetime) -> None:
    world = make_world(1, copies=9)
    take_in(world, [world.isbns[0]], at)
    plain = copies_called(world.librarian, world.isbns[0])[0].scan.id
    number_from_now_on(world, at)
    take_in(world, [world.isbns[0]] * 2, at)
    shelf = section(world, "A", None, at)

    def place(text: str) -> int:
        with transaction():
            return place_scanned(section_id=shelf, text=text, by=world.librarian, at=at)

    assert place(world.isbns[0]) == plain, "the copy without a number"
    with pytest.raises(DomainError, match=r"placing\.scan_number"):
        place(world.isbns[0])
    assert place("K0001") != place("K0002")
    with pytest.raises(DomainError, match=r"placing\.all_placed"):
        place(world.isbns[0])
