"""One shelf: a book's number and a copy's label are one copy, and a copy put back is on its own shelf."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from app.deposits.inventory.stock_takes.models import ShelfScan, StockTake, StockTakePart
from app.deposits.inventory.stock_takes.queries import latest_scans, seen_before
from app.deposits.inventory.stock_takes.services import Outcome
from app.deposits.inventory.stock_takes.sums import sums_of, whole
from app.domain.documents import StockTakeSum
from app.domain.stock_taking import Verdict
from tests.factories.receiving import labels_of, make_world, send_parcel
from tests.slices.inventory.shelving import begun, number_from_now_on, scanned, section, take_in


def shelves(session: Session, take: StockTake) -> dict[int | None, StockTakePart]:
    return {part.section_id: part for part in session.query(StockTakePart).filter_by(stock_take_id=take.id)}


def total(take: StockTake) -> StockTakeSum:
    return whole(sums_of([take])[take.id].values())


@pytest.mark.parametrize("label_first", [True, False])
def test_a_copy_scanned_by_its_isbn_and_by_its_label_is_one(
    session: Session, at: datetime, label_first: bool
) -> None:
    world = make_world(1, copies=9)
    parcel = send_parcel(world, {0: 2})
    label, other = labels_of(parcel)
    receipt = take_in(world, [label, other], at, parcel)
    only = section(world, "A", receipt, at)
    take = begun(world, [only], at)
    shelf = shelves(session, take)[only]
    scanned(world, shelf.id, other, at)
    texts = [label, world.isbns[0]] if label_first else [world.isbns[0], label]
    first, second = (scanned(world, shelf.id, text, at) for text in texts)
    assert first.outcome is Outcome.RECORDED
    assert second.outcome is (Outcome.ALL_SCANNED if label_first else Outcome.RECORDED)
    assert total(take) == StockTakeSum(expected=2, found=2)
    assert [seen.scan.text for seen in latest_scans(shelf)] == [label, other]
    assert scanned(world, shelf.id, world.isbns[0], at).outcome is Outcome.ALL_SCANNED
    assert total(take) == StockTakeSum(expected=2, found=2)


def test_a_third_copy_of_two_is_one_that_the_library_does_not_hold(session: Session, at: datetime) -> None:
    world = make_world(1, copies=9)
    only = section(world, "A", take_in(world, [world.isbns[0]] * 2, at), at)
    take = begun(world, [only], at)
    shelf = shelves(session, take)[only]
    for verdict in (Verdict.FOUND, Verdict.FOUND, Verdict.UNKNOWN):
        made = scanned(world, shelf.id, world.isbns[0], at).scan
        assert made is not None
        assert made.verdict is verdict
    assert seen_before(latest_scans(shelf)[0].scan), "all copies of the book have been scanned before it"
    unheld = scanned(world, shelf.id, "978-5-17-098765-8", at).scan
    assert unheld is not None
    assert not seen_before(unheld)


def test_a_misplaced_copy_says_where_it_belongs_and_is_found_once_it_is_put_back(
    session: Session, at: datetime
) -> None:
    world = make_world(1, copies=9)
    number_from_now_on(world, at)
    home = section(world, "B-2", take_in(world, [world.isbns[0]], at), at)
    strange = section(world, "A-1", take_in(world, [world.isbns[0]], at), at)
    take = begun(world, [home, strange], at)
    parts = shelves(session, take)
    scanned(world, parts[strange].id, "K0001", at)
    (seen,) = latest_scans(parts[strange])
    assert (seen.scan.verdict, seen.belongs, seen.shelf) == (Verdict.MISPLACED, "B-2", "A-1")
    again = scanned(world, parts[strange].id, "K0001", at)
    assert again.outcome is Outcome.ALREADY_SCANNED
    assert again.scan is seen.scan
    assert total(take) == StockTakeSum(expected=2, elsewhere=1, not_of_here=1)
    back = scanned(world, parts[home].id, "K0001", at)
    assert back.outcome is Outcome.RECORDED
    assert total(take) == StockTakeSum(expected=2, found=1)
    assert latest_scans(parts[strange]) == []
    assert scanned(world, parts[strange].id, "K0001", at).outcome is Outcome.ALREADY_SCANNED
    assert session.query(ShelfScan).count() == 2, "the first scan stays as a row"
