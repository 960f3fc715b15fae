"""Copies that are owed to a collecting library itself and that the law has it pass on."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.deposits.accessions.holding import held_at
from app.deposits.passing.own.queries import given_lately, to_give
from app.deposits.passing.own.services import note_given, take_back_given
from app.deposits.receiving.models import Arrival, Scan
from app.deposits.receiving.services import confirm_arrival, open_arrival, scan
from app.domain.actor import Actor, Role
from app.domain.errors import DomainError, NotFound
from app.domain.receiving import Condition
from app.infra.db import transaction
from tests.factories.accounts import make_account, sign_in
from tests.factories.giving import world_under
from tests.factories.receiving import AT, World, make_world, new_key, received


def take_in(world: World, copies: int) -> None:
    by, isbn = world.librarian, world.isbns[0]
    with transaction():
        arrival = open_arrival(consignment_code=None, depositor_id=world.publisher.id, by=by, at=AT)
        for _ in range(copies):
            scan(arrival_id=arrival.id, text=isbn, key=new_key(), condition=Condition.GOOD, by=by, at=AT)
        confirm_arrival(arrival_id=arrival.id, by=by, at=AT)


def held(session: Session, world: World) -> int | None:
    statement = select(func.count(Scan.id)).join(Arrival, Arrival.id == Scan.arrival_id)
    return session.scalar(statement.where(held_at(world.library.id)))


def left(world: World) -> list[tuple[str, int, date | None]]:
    return [(line.recipient, line.copies, line.by) for line in to_give(world.librarian)]


def test_what_the_law_has_given_away_has_a_day_until_it_is_noted(session: Session) -> None:
    world = world_under(session, "1")
    assert left(world) == []
    take_in(world, 1)
    # Taken in on Monday, 23 November 2026: five working days later; one copy for each of the two.
    day = date(2026, 11, 30)
    assert left(world) == [("reserve", 2, day)]
    owed = world.obligations[0].id

    def noted(recipient: str = "reserve", by: Actor = world.librarian) -> int:
        with transaction():
            return note_given(obligation_id=owed, recipient=recipient, by=by, at=AT)

    assert noted() == 1, "no more than lies here"
    assert left(world) == [("reserve", 1, day)]
    with pytest.raises(DomainError, match=r"given\.none_here"):
        noted()
    take_in(world, 2)
    assert (noted(), noted()) == (1, 0)
    assert left(world) == []
    assert (received(world.obligations[0]), held(session, world)) == (3, 1), "it came, and one copy stayed"
    assert [(line.recipient, line.copies) for line in given_lately(world.librarian)] == [("reserve", 2)]
    with transaction():
        take_back_given(obligation_id=owed, recipient="reserve", by=world.librarian, at=AT)
    assert (left(world), held(session, world)) == ([("reserve", 2, day)], 3)
    assert given_lately(world.librarian) == []
    for wrong in (("reserve", make_world(1).librarian), ("bookchamber", world.librarian)):
        with pytest.raises(NotFound):
            noted(*wrong)


def test_an_unknown_number_makes_no_duty_and_is_said(client: FlaskClient, session: Session) -> None:
    world = world_under(session, "null")
    take_in(world, 1)
    assert left(world) == []
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    page = client.get("/passing-on").text
    assert re.search("Reserve funds: the law does not say how many", page)


def test_the_page_notes_it_once_and_takes_it_back(client: FlaskClient, session: Session) -> None:
    world = world_under(session, "1")
    take_in(world, 2)
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    forms = re.compile(r'action="(/passing-on/own/[^"]+)".*?name="submission_key" value="([^"]+)"')
    for said in ("Still to be passed on of your own copies", "Passed on of your own copies"):
        page = client.get("/passing-on").text
        assert f">{said}<" in page
        assert ("30.11.2026" in page) is said.startswith("Still")
        [(address, key)] = forms.findall(page)
        for _ in range(2):
            assert client.post(address, data={"submission_key": key}).status_code == 303
    assert ">Still to be passed on of your own copies<" in client.get("/passing-on").text
