"""A receipt that is taken back while stock is taken: its copies are neither missing nor came they later."""

from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.deposits.inventory.stock_takes.lists import Listed, whole_list
from app.deposits.inventory.stock_takes.models import StockTake, StockTakePart
from app.deposits.inventory.stock_takes.services import Outcome, close_stock_take
from app.deposits.inventory.stock_takes.sums import sums_of, whole
from app.deposits.receiving.services import reverse_receipt
from app.domain.actor import Role
from app.domain.documents import StockTakeActPaper, StockTakeSum
from app.domain.documents.storing import paper_of
from app.domain.stock_taking import Verdict
from app.infra.db import transaction
from app.infra.papers import paper_html
from tests.factories.accounts import make_account, sign_in
from tests.factories.receiving import World, labels_of, make_world, send_parcel
from tests.slices.inventory.shelving import begun, scanned, take_in


def shelf_of(session: Session, take: StockTake) -> int:
    return session.query(StockTakePart).filter_by(stock_take_id=take.id).one().id


def total(take: StockTake) -> StockTakeSum:
    return whole(sums_of([take])[take.id].values())


def labels_on(take: StockTake, wanted: Listed) -> list[str | None]:
    return [line.label for line in whole_list(take.id, wanted)]


def take_back(world: World, receipt: str, at: datetime) -> None:
    with transaction():
        reverse_receipt(number=receipt, reason="xato", by=world.librarian, at=at)


def close(world: World, take: StockTake, at: datetime) -> StockTake:
    with transaction():
        return close_stock_take(stock_take_id=take.id, language="en", by=world.librarian, at=at)


def test_a_copy_whose_receipt_is_taken_back_is_not_missing(
    client: FlaskClient, session: Session, at: datetime
) -> None:
    world = make_world(1, copies=9)
    parcel, other = send_parcel(world, {0: 1}), send_parcel(world, {0: 1})
    [gone], [missing] = labels_of(parcel), labels_of(other)
    receipt, _stands = take_in(world, [gone], at, parcel), take_in(world, [missing], at, other)
    take = begun(world, [], at, unplaced=True)
    take_back(world, receipt, at)
    assert total(take) == StockTakeSum(expected=2, taken_back=1)
    assert total(take).missing == 1
    assert labels_on(take, Listed.MISSING) == [missing]
    assert labels_on(take, Listed.TAKEN_BACK) == [gone]

    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    for path in ("", "/close", "/list?which=taken_back"):
        assert "Receipt taken back" in client.get(f"/stock-takes/{take.id}{path}").text, path
    assert gone in client.get(f"/stock-takes/{take.id}/list?which=taken_back").text

    facts = close(world, take, at).facts
    paper = paper_of(StockTakeActPaper, facts or {})
    assert (paper.whole.missing, paper.whole.taken_back) == (1, 1)
    assert [line.number for line in paper.missing] == [missing]
    assert [line.number for line in paper.taken_back] == [gone]
    page = paper_html(paper, "en")
    assert "Copies whose receipt was taken back during the stock-take" in page
    assert "Expected = found in place + found elsewhere + missing + receipt taken back." in page


def test_what_is_taken_back_after_the_end_changes_nothing(session: Session, at: datetime) -> None:
    world = make_world(1, copies=9)
    parcel, later = send_parcel(world, {0: 2}), at + timedelta(minutes=5)
    label, other = labels_of(parcel)
    receipt = take_in(world, [label, other], at, parcel)
    take = begun(world, [], at, unplaced=True)
    scanned(world, shelf_of(session, take), label, at)
    closed = close(world, take, at)
    take_back(world, receipt, later)
    assert total(closed) == StockTakeSum(expected=2, found=1)
    assert labels_on(closed, Listed.MISSING) == [other]

    again = make_world(1, copies=9)
    receipt = take_in(again, [again.isbns[0]], at)
    take = begun(again, [], at, unplaced=True)
    take_back(again, receipt, at)
    closed = close(again, take, at)
    take_in(again, [again.isbns[0]], later)
    assert total(closed) == StockTakeSum(expected=1, taken_back=1)


def test_what_was_seen_on_its_shelf_stays_found(session: Session, at: datetime) -> None:
    world = make_world(1, copies=9)
    parcel = send_parcel(world, {0: 1})
    receipt = take_in(world, labels_of(parcel), at, parcel)
    take = begun(world, [], at, unplaced=True)
    scanned(world, shelf_of(session, take), labels_of(parcel)[0], at)
    take_back(world, receipt, at)
    assert total(take) == StockTakeSum(expected=1, found=1)


def test_a_label_that_is_received_anew_is_looked_for_again(session: Session, at: datetime) -> None:
    world = make_world(1, copies=9)
    parcel = send_parcel(world, {0: 1})
    [label] = labels_of(parcel)
    receipt = take_in(world, [label], at, parcel)
    take = begun(world, [], at, unplaced=True)
    take_back(world, receipt, at)
    take_in(world, [label], at, parcel)
    assert total(take) == StockTakeSum(expected=1), "not seen, and the receipts say that it is there"
    assert labels_on(take, Listed.MISSING) == [label]


def test_of_two_copies_by_their_isbn_the_one_that_is_held_is_found(session: Session, at: datetime) -> None:
    world = make_world(1, copies=9)
    first, _second = take_in(world, [world.isbns[0]], at), take_in(world, [world.isbns[0]], at)
    take = begun(world, [], at, unplaced=True)
    shelf = shelf_of(session, take)
    scanned(world, shelf, world.isbns[0], at)
    take_back(world, first, at)
    assert total(take) == StockTakeSum(expected=2, found=1, taken_back=1)
    scanned(world, shelf, world.isbns[0], at)
    assert total(take) == StockTakeSum(expected=2, found=2)


def test_what_came_later_and_is_taken_back_is_no_copy_of_the_library(session: Session, at: datetime) -> None:
    world = make_world(1, copies=9)
    take_in(world, [world.isbns[0]], at)
    take = begun(world, [], at, unplaced=True)
    shelf, parcel = shelf_of(session, take), send_parcel(world, {0: 1})
    [label] = labels_of(parcel)
    receipt = take_in(world, [label], at, parcel)
    scanned(world, shelf, label, at)
    assert total(take) == StockTakeSum(expected=1, later=1)
    take_back(world, receipt, at)
    assert total(take) == StockTakeSum(expected=1, unknown=1)
    assert [line.text for line in whole_list(take.id, Listed.UNKNOWN)] == [label]
    assert list(whole_list(take.id, Listed.LATER)) == []

    take_in(world, [label], at, parcel)
    anew = scanned(world, shelf, label, at)
    assert anew.outcome is Outcome.RECORDED
    assert anew.scan is not None
    assert anew.scan.verdict is Verdict.LATER
    assert total(take) == StockTakeSum(expected=1, later=1)
    assert scanned(world, shelf, label, at).outcome is Outcome.ALREADY_SCANNED


@pytest.mark.parametrize("by_label", [True, False])
def test_copies_that_came_later_are_told_apart(
    client: FlaskClient, session: Session, at: datetime, by_label: bool
) -> None:
    world = make_world(1, copies=9)
    take_in(world, [world.isbns[0]], at)
    take = begun(world, [], at, unplaced=True)
    shelf, parcel = shelf_of(session, take), send_parcel(world, {0: 1})
    [label] = labels_of(parcel)
    receipt = take_in(world, [label if by_label else world.isbns[0]], at, parcel)
    for text in [label] if by_label else [world.isbns[0]] * 2:
        scanned(world, shelf, text, at)
    [line] = whole_list(take.id, Listed.LATER)
    assert (line.label, line.receipt, line.at) == (label if by_label else None, receipt, at)
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    page = client.get(f"/stock-takes/{take.id}/list?which=later").text
    assert f'href="/receipts/{receipt}"' in page
