"""Copies that leave the library while stock is taken: they are not missing."""

from datetime import datetime

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.deposits.discrepancies.models import Discrepancy
from app.deposits.discrepancies.services import give_back_offer, settle, take_offer
from app.deposits.inventory.stock_takes.lists import Listed, whole_list
from app.deposits.inventory.stock_takes.models import StockTake, StockTakePart
from app.deposits.inventory.stock_takes.services import close_stock_take
from app.deposits.inventory.stock_takes.sums import sums_of, whole
from app.deposits.passing.own.services import note_given, take_back_given
from app.domain.actor import Role
from app.domain.discrepancies import Outcome
from app.domain.documents import StockTakeActPaper, StockTakeSum
from app.domain.documents.storing import paper_of
from app.domain.stock_taking import Verdict
from app.infra.db import transaction
from app.infra.papers import paper_html
from tests.factories.accounts import make_account, sign_in
from tests.factories.giving import world_under
from tests.factories.obligations import counted_statements
from tests.factories.receiving import World, make_world
from tests.slices.inventory.shelving import begun, number_from_now_on, scanned, take_in


def total(take: StockTake) -> StockTakeSum:
    return whole(sums_of([take])[take.id].values())


def give(world: World, at: datetime) -> None:
    """Two copies, the first that were taken in, go to the recipients of the law."""
    with transaction():
        owed = world.obligations[0].id
        assert note_given(obligation_id=owed, recipient="reserve", by=world.librarian, at=at) == 2


def take_back(world: World, at: datetime) -> None:
    with transaction():
        owed = world.obligations[0].id
        take_back_given(obligation_id=owed, recipient="reserve", by=world.librarian, at=at)


def test_copies_given_away_during_the_count_are_told_apart(
    client: FlaskClient, session: Session, at: datetime
) -> None:
    world = world_under(session, "1")
    take_in(world, [world.isbns[0]] * 3, at)
    take = begun(world, [], at, unplaced=True)
    shelf = session.query(StockTakePart).filter_by(stock_take_id=take.id).one().id
    scanned(world, shelf, world.isbns[0], at)
    give(world, at)
    assert total(take) == StockTakeSum(expected=3, found=1, left=2), "the one seen is the one that stayed"
    assert total(take).missing == 0
    take_back(world, at)
    assert total(take).missing == 2
    give(world, at)
    assert [line.receipt is not None for line in whole_list(take.id, Listed.LEFT)] == [True, True]
    assert list(whole_list(take.id, Listed.MISSING)) == []
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    for address in ("/inventory", f"/stock-takes/{take.id}", f"/stock-takes/{take.id}/close"):
        assert "Left during the count" in client.get(address).text, address

    with transaction():
        closed = close_stock_take(stock_take_id=take.id, language="en", by=world.librarian, at=at)
    paper = paper_of(StockTakeActPaper, closed.facts or {})
    assert (paper.whole.left, paper.whole.missing, len(paper.left)) == (2, 0, 2)
    page = paper_html(paper, "en")
    assert "Copies that left during the stock-take" in page
    assert "missing + receipt taken back + left during the count." in page
    take_back(world, at)
    assert total(closed) == paper.whole, "what happens after the end changes nothing"
    assert len(list(whole_list(take.id, Listed.LEFT))) == 2


def test_what_was_seen_before_it_left_stays_found(session: Session, at: datetime) -> None:
    world = world_under(session, "1")
    take_in(world, [world.isbns[0]] * 2, at)
    take = begun(world, [], at, unplaced=True)
    shelf = session.query(StockTakePart).filter_by(stock_take_id=take.id).one().id
    for _ in range(2):
        scanned(world, shelf, world.isbns[0], at)
    give(world, at)
    assert total(take) == StockTakeSum(expected=2, found=2)


def decide(session: Session, world: World, receipt: str, outcome: Outcome, at: datetime) -> int:
    """Say what becomes of the copies that came beyond what was owed; return their discrepancy."""
    with transaction():
        surplus = session.scalars(select(Discrepancy.id)).one()
        decided = {"outcome": outcome, "note": "", "by": world.librarian, "at": at}
        settle(number=receipt, discrepancy_id=surplus, **decided)
    return surplus


def test_what_another_library_gives_back_during_the_count_came_later(session: Session, at: datetime) -> None:
    world, other = make_world(1, copies=2), make_world(1)
    receipt = take_in(world, [world.isbns[0]] * 3, at)
    offered = decide(session, world, receipt, Outcome.OFFERED, at)
    with transaction():
        take_offer(discrepancy_id=offered, by=other.librarian, at=at)
    take = begun(world, [], at, unplaced=True)
    shelf = session.query(StockTakePart).filter_by(stock_take_id=take.id).one().id
    seen = [scanned(world, shelf, world.isbns[0], at).scan for _ in range(3)]
    assert [scan and scan.verdict for scan in seen] == [Verdict.FOUND, Verdict.FOUND, Verdict.UNKNOWN]
    with transaction():
        give_back_offer(discrepancy_id=offered, by=other.librarian, at=at)
    assert [scan and scan.verdict for scan in seen] == [Verdict.FOUND, Verdict.FOUND, Verdict.LATER]


def test_a_copy_that_stays_after_all_has_its_number_before_it_is_compared(
    session: Session, at: datetime
) -> None:
    world = make_world(1, copies=1)
    take_in(world, [world.isbns[0]], at)
    number_from_now_on(world, at)
    receipt = take_in(world, [world.isbns[0]], at)
    decide(session, world, receipt, Outcome.RETURNED, at)
    take = begun(world, [], at, unplaced=True)
    shelf = session.query(StockTakePart).filter_by(stock_take_id=take.id).one().id
    seen = [scanned(world, shelf, world.isbns[0], at).scan for _ in range(2)]
    assert [scan and scan.verdict for scan in seen] == [Verdict.FOUND, Verdict.UNKNOWN]
    decide(session, world, receipt, Outcome.KEPT, at)
    assert [scan and scan.verdict for scan in seen] == [Verdict.FOUND, Verdict.UNKNOWN], (
        "a copy with a number is found by that alone"
    )
    number = scanned(world, shelf, "K0001", at).scan
    assert number is not None
    assert number.verdict is Verdict.LATER


def test_a_decision_about_one_book_compares_that_book_alone(session: Session, at: datetime) -> None:
    world = make_world(5, copies=1)
    receipt = take_in(world, [*world.isbns, world.isbns[0]], at)
    take = begun(world, [], at, unplaced=True)
    shelf = session.query(StockTakePart).filter_by(stock_take_id=take.id).one().id
    scanned(world, shelf, world.isbns[0], at)
    decide(session, world, receipt, Outcome.RETURNED, at)
    with counted_statements() as of_one:
        decide(session, world, receipt, Outcome.KEPT, at)
    for isbn in world.isbns[1:]:
        scanned(world, shelf, isbn, at)
    decide(session, world, receipt, Outcome.RETURNED, at)
    with counted_statements() as of_many:
        decide(session, world, receipt, Outcome.KEPT, at)
    assert len(of_many) == len(of_one)
