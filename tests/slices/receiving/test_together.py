"""Several librarians at once, with real threads, sessions and commits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep
from typing import TypeVar

from flask import Flask
from sqlalchemy import Engine, event, func, select

from app.deposits.receiving.models import Receipt, Scan
from app.deposits.receiving.services import Outcome, confirm_arrival, open_arrival, scan
from app.domain.actor import Actor
from app.domain.receiving import Condition
from app.infra.db import db, transaction
from tests.factories.receiving import AT, World, labels_of, make_world, new_key, received, send_parcel

Result = TypeVar("Result")


def at_once(app: Flask, acts: list[Callable[[], Result]]) -> list[Result]:
    """Do all acts at the same time, each in a thread, session and transaction of its own."""
    ready = Barrier(len(acts))

    def run(act: Callable[[], Result]) -> Result:
        with app.app_context():
            ready.wait(timeout=30)
            try:
                with transaction():
                    return act()
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def opened(world: World, code: str) -> int:
    with transaction():
        return open_arrival(consignment_code=code, depositor_id=None, by=world.librarian, at=AT).id


def scanning(arrival_id: int, text: str, by: Actor) -> Callable[[], Outcome]:
    key = new_key()
    return lambda: (
        scan(arrival_id=arrival_id, text=text, key=key, condition=Condition.GOOD, by=by, at=AT).outcome
    )


def test_a_parcel_opened_by_two_is_one_arrival(own_app: Flask) -> None:
    with own_app.app_context():
        world = make_world(1)
        code = send_parcel(world, {0: 1}).code
        people = (world.librarian, world.colleague)

    def opening(by: Actor) -> Callable[[], int]:
        return lambda: open_arrival(consignment_code=code, depositor_id=None, by=by, at=AT).id

    assert len(set(at_once(own_app, [opening(by) for by in people]))) == 1


def test_a_label_scanned_by_two_counts_once(own_app: Flask) -> None:
    with own_app.app_context():
        world = make_world(1)
        parcel = send_parcel(world, {0: 2})
        label, arrival_id = labels_of(parcel)[0], opened(world, parcel.code)
        acts = [scanning(arrival_id, label, by) for by in (world.librarian, world.colleague)]
    assert sorted(at_once(own_app, acts)) == [Outcome.ALREADY_COUNTED, Outcome.RECORDED]


def test_who_waited_for_a_colleague_sees_what_was_scanned_meanwhile(own_app: Flask) -> None:
    """A statement shows what was committed before it began, so what is known is asked after the locks."""
    with own_app.app_context():
        world = make_world(1)
        parcel = send_parcel(world, {0: 1})
        label, arrival_id = labels_of(parcel)[0], opened(world, parcel.code)
    scanned, key = Event(), new_key()

    def by_isbn() -> str:
        scanning(arrival_id, world.isbns[0], world.librarian)()
        scanned.set()
        sleep(0.5)  # the colleague has asked for the locks meanwhile
        return ""

    def by_label() -> str:
        return scan(
            arrival_id=arrival_id, text=label, key=key, condition=Condition.GOOD, by=world.colleague, at=AT
        ).instead_of

    def once_scanned() -> str:
        assert scanned.wait(timeout=30)
        with own_app.app_context(), transaction():
            return by_label()

    with ThreadPoolExecutor(1) as colleague:
        waiting = colleague.submit(once_scanned)
        assert at_once(own_app, [by_isbn]) == [""]
        assert waiting.result(timeout=30) == "978-9943-7250-1-0"


def test_sixteen_scanners_lose_and_double_nothing(own_app: Flask) -> None:
    with own_app.app_context():
        world = make_world(2, copies=16)
        parcel = send_parcel(world, {0: 16, 1: 16})
        arrival_id, labels = opened(world, parcel.code), labels_of(parcel)[:16]
        acts = [scanning(arrival_id, label, world.librarian) for label in labels]
        books = [scanning(arrival_id, world.isbns[1], world.colleague) for _ in labels]
    assert at_once(own_app, acts) == [Outcome.RECORDED] * 16
    assert at_once(own_app, books) == [Outcome.RECORDED] * 16
    with own_app.app_context():
        with transaction():
            confirm_arrival(arrival_id=arrival_id, by=world.librarian, at=AT)
        assert db.session.scalar(select(func.count(Scan.id))) == 32
        assert [received(owed) for owed in world.obligations] == [16, 16]


def test_scanners_wait_in_line_however_impatient_the_database_is(own_app: Flask) -> None:
    with own_app.app_context():
        world = make_world(1, copies=8)
        parcel = send_parcel(world, {0: 8})
        arrival_id, labels = opened(world, parcel.code), labels_of(parcel)
        acts = [scanning(arrival_id, label, world.librarian) for label in labels]
        _refuse_at_once(db.engine)
    assert at_once(own_app, acts) == [Outcome.RECORDED] * 8


def _refuse_at_once(engine: Engine) -> None:
    """Let SQLite say that it is locked without trying again; PostgreSQL has a queue."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda made, _record: made.execute("PRAGMA busy_timeout=0"))
        engine.dispose()


def test_confirmed_by_two_at_once_there_is_one_receipt(own_app: Flask) -> None:
    with own_app.app_context():
        world = make_world(2)
        arrival_id = opened(world, send_parcel(world, {0: 2, 1: 2}).code)
        for isbn in world.isbns:
            with transaction():
                scanning(arrival_id, isbn, world.librarian)()
        people = (world.librarian, world.colleague) * 2

    def confirming(by: Actor) -> Callable[[], str]:
        return lambda: confirm_arrival(arrival_id=arrival_id, by=by, at=AT).number

    assert len(set(at_once(own_app, [confirming(by) for by in people]))) == 1
    with own_app.app_context():
        assert db.session.scalar(select(func.count(Receipt.id))) == 1
        assert [received(owed) for owed in world.obligations] == [1, 1]


def test_parcels_confirmed_at_once_share_what_is_owed(own_app: Flask) -> None:
    with own_app.app_context():
        world = make_world(2)
        arrivals = [opened(world, send_parcel(world, {0: 2, 1: 2}).code) for _ in range(4)]
        for place, arrival_id in enumerate(arrivals):
            # In opposite orders, so that a careless order of locks would stand still.
            for isbn in world.isbns if place % 2 else reversed(world.isbns):
                with transaction():
                    scanning(arrival_id, isbn, world.librarian)()

    def confirming(arrival_id: int) -> Callable[[], str]:
        return lambda: confirm_arrival(arrival_id=arrival_id, by=world.librarian, at=AT).number

    numbers = at_once(own_app, [confirming(arrival_id) for arrival_id in arrivals])
    assert sorted(number[4:10] for number in numbers) == sorted({number[4:10] for number in numbers})
    with own_app.app_context():
        assert [received(owed) for owed in world.obligations] == [2, 2]
