"""A library's own numbers: given once, without gaps in a receipt, struck out and never given again."""

import random
from collections import Counter
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.deposits.accessions.models import Accession, AccessionSeries, StruckFor
from app.deposits.accessions.queries import copies_called, copy_for, series_of
from app.deposits.accessions.services import close_series, define_series, number_scans
from app.deposits.discrepancies.models import Discrepancy
from app.deposits.discrepancies.services import settle, take_offer
from app.deposits.receiving.register.period import Period
from app.deposits.receiving.register.queries import RegisterFilter, whole_register
from app.deposits.receiving.services import confirm_arrival, open_arrival, reverse_receipt, scan, undo_scan
from app.domain.actor import Actor
from app.domain.discrepancies import Outcome
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.receiving import Condition
from app.infra import clock
from app.infra.db import transaction
from tests.factories.receiving import World, labels_of, make_world, new_key, send_parcel


def series(by: Actor, at: datetime, prefix: str = "K", *, kind: str = "", first: int = 1) -> AccessionSeries:
    with transaction():
        return define_series(prefix=prefix, kind=kind, yearly=True, digits=4, next_number=first, by=by, at=at)


def opened(world: World, at: datetime, parcel: str | None = None) -> int:
    with transaction():
        depositor = None if parcel else world.publisher.id
        return open_arrival(consignment_code=parcel, depositor_id=depositor, by=world.librarian, at=at).id


def scanned(
    world: World, arrival: int, text: str, at: datetime, condition: Condition = Condition.GOOD
) -> int:
    with transaction():
        made = scan(
            arrival_id=arrival, text=text, key=new_key(), condition=condition, by=world.librarian, at=at
        )
        assert made.scan_id is not None
        return made.scan_id


def confirmed(world: World, arrival: int, at: datetime) -> str:
    with transaction():
        return confirm_arrival(arrival_id=arrival, by=world.librarian, at=at).number


def labelled(world: World, arrival: int, scan_id: int | None, at: datetime) -> list[str]:
    with transaction():
        made = number_scans(arrival_id=arrival, scan_id=scan_id, by=world.librarian, at=at)
        return [accession.number for accession in made]


def numbers(session: Session, world: World) -> list[tuple[str, StruckFor | None]]:
    statement = select(Accession.number, Accession.struck_for).where(
        Accession.depository_id == world.library.id
    )
    return [(number, why) for number, why in session.execute(statement.order_by(Accession.id))]


def test_a_receipt_numbers_what_it_takes_in_without_a_gap_and_the_register_shows_it(
    session: Session, at: datetime
) -> None:
    world = make_world(2)
    series(world.librarian, at, first=41)
    arrival = opened(world, at)
    scanned(world, arrival, world.isbns[0], at)
    scanned(world, arrival, world.isbns[1], at, Condition.DAMAGED)
    scanned(world, arrival, world.isbns[1], at)
    assert numbers(session, world) == [], "nothing is taken in before the receipt"
    receipt = confirmed(world, arrival, at)
    assert numbers(session, world) == [("K2026-0041", None), ("K2026-0042", None)]
    period = RegisterFilter(*Period(2026, 11).moments(clock.zone()), None)
    rows = whole_register(world.librarian, period)
    assert [row.accession for row in rows] == ["K2026-0041", None, "K2026-0042"]
    assert [next_number for _, next_number in series_of(world.librarian, 2026)] == ["K2026-0043"]
    assert [next_number for _, next_number in series_of(world.librarian, 2027)] == ["K2027-0001"]
    with transaction():
        reverse_receipt(number=receipt, reason="xato", by=world.librarian, at=at)
    assert {why for _, why in numbers(session, world)} == {StruckFor.REVERSED}


def test_a_label_at_the_scan_gives_the_number_that_the_receipt_keeps(session: Session, at: datetime) -> None:
    world = make_world(1, copies=3)
    parcel = send_parcel(world, {0: 1})
    series(world.librarian, at)
    arrival = opened(world, at, parcel.code)
    by_isbn = scanned(world, arrival, world.isbns[0], at)
    assert labelled(world, arrival, by_isbn, at) == ["K2026-0001"]
    assert labelled(world, arrival, by_isbn, at) == ["K2026-0001"], "asked again, it is the same"
    by_label = scanned(world, arrival, labels_of(parcel)[0], at)
    assert copy_for(world.librarian, by_label).accession is not None, "the number goes with the copy"
    undone = scanned(world, arrival, world.isbns[0], at)
    assert labelled(world, arrival, None, at) == ["K2026-0001", "K2026-0002"]
    with transaction():
        undo_scan(arrival_id=arrival, scan_id=undone, by=world.librarian, at=at)
    scanned(world, arrival, world.isbns[0], at)
    confirmed(world, arrival, at)
    assert numbers(session, world) == [
        ("K2026-0001", None), ("K2026-0002", StruckFor.TAKEN_BACK), ("K2026-0003", None)
    ]  # fmt: skip
    for text in ("k2026-0001", " K2026-0001 ", "Л2026-0001", labels_of(parcel)[0]):
        assert [copy.scan.id for copy in copies_called(world.librarian, text)] == [by_label], text
    assert len(copies_called(world.librarian, world.isbns[0])) == 2
    struck = copies_called(world.librarian, "K2026-0002")
    assert [copy.held for copy in struck] == [False]
    assert copies_called(make_world(1).librarian, "K2026-0001") == [], "another library knows nothing of it"


def test_a_surplus_that_was_given_up_is_held_no_longer_and_stands_again_when_it_is_kept(
    session: Session, at: datetime
) -> None:
    world, other = make_world(1), make_world(1)
    by, isbn = world.librarian, world.isbns[0]
    series(by, at)
    arrival = opened(world, at)
    for _ in range(3):
        scanned(world, arrival, isbn, at)
    receipt = confirmed(world, arrival, at)
    surplus = session.scalars(select(Discrepancy.id)).one()

    def after(outcome: Outcome | None) -> tuple[int, StruckFor | None]:
        with transaction():
            if outcome is None:
                take_offer(discrepancy_id=surplus, by=other.librarian, at=at)
            else:
                settle(number=receipt, discrepancy_id=surplus, outcome=outcome, note="", by=by, at=at)
        return sum(copy.held for copy in copies_called(by, isbn)), numbers(session, world)[2][1]

    assert after(Outcome.RETURNED) == (2, StruckFor.GIVEN_UP)
    assert after(Outcome.KEPT) == (3, None)
    assert after(Outcome.OFFERED) == (3, None), "it lies here until somebody takes it"
    assert after(None) == (2, StruckFor.GIVEN_UP)
    assert [why for _number, why in numbers(session, world)][:2] == [None, None]


def test_each_kind_has_its_own_series_and_no_prefix_is_used_again(session: Session, at: datetime) -> None:
    world = make_world(1)
    books = series(world.librarian, at, "KB-", kind="book")
    series(world.librarian, at, "")
    for prefix, kind, code in (("KB-", "map", "prefix_used"), ("X", "book", "kind_has_series")):
        with pytest.raises(Conflict) as refused:
            series(world.librarian, at, prefix, kind=kind)
        assert refused.value.code == f"accession.{code}"
    with pytest.raises(DomainError, match=r"accession\.prefix"):
        series(world.librarian, at, "K2")
    with pytest.raises(NotFound), transaction():
        close_series(series_id=books.id, by=make_world(1).librarian, at=at)
    arrival = opened(world, at)
    first = scanned(world, arrival, world.isbns[0], at)
    assert labelled(world, arrival, first, at) == ["KB-2026-0001"]
    with transaction():
        close_series(series_id=books.id, by=world.librarian, at=at)
    second = scanned(world, arrival, world.isbns[0], at)
    assert labelled(world, arrival, second, at) == ["2026-0001"]
    with pytest.raises(Conflict):
        series(world.librarian, at, "kb-", kind="book")


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_happens_no_number_is_given_twice_and_what_is_held_has_one(
    session: Session, at: datetime, seed: int
) -> None:
    world, dice = make_world(3, copies=9), random.Random(seed)  # noqa: S311 - the same dice each time, no secret
    series(world.librarian, at)
    standing: list[str] = []
    for _ in range(6):
        arrival, scans = opened(world, at), list[int]()
        for _ in range(dice.randint(1, 6)):
            condition = dice.choice([Condition.GOOD, Condition.GOOD, Condition.DAMAGED])
            scans.append(scanned(world, arrival, dice.choice(world.isbns), at, condition))
            if dice.random() < 0.3 and condition is Condition.GOOD:
                labelled(world, arrival, scans[-1], at)
            if dice.random() < 0.2 and len(scans) > 1:
                with transaction():
                    undo_scan(arrival_id=arrival, scan_id=scans.pop(), by=world.librarian, at=at)
        standing.append(confirmed(world, arrival, at))
        if dice.random() < 0.4:
            with transaction():
                number = standing.pop(dice.randrange(len(standing)))
                reverse_receipt(number=number, reason="xato", by=world.librarian, at=at)
    given = numbers(session, world)
    running = [int(number.rsplit("-", 1)[-1]) for number, _ in given]
    assert sorted(running) == list(range(1, len(given) + 1)), "none twice, none left out"
    held = [copy for isbn in world.isbns for copy in copies_called(world.librarian, isbn)]
    live = Counter(number for number, why in given if why is None)
    assert Counter(copy.accession.number for copy in held if copy.accession) == live
    assert all(copy.accession for copy in held)
