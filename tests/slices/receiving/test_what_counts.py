"""What the desk says of copies that count for nothing, and of editions among which it asks to choose."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Scan
from app.domain.actor import Role
from app.infra.db import transaction
from app.publications.models import Release, ReleaseWithdrawal
from tests.factories.accounts import make_account, sign_in
from tests.factories.obligations import add_organisation
from tests.factories.receiving import AT, World, make_book, make_world, new_key, send_parcel


@pytest.fixture
def world(session: Session) -> World:
    return make_world(2)


@pytest.fixture
def page(client: FlaskClient, world: World) -> str:
    """The address of an opened parcel with one title on its slip."""
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    data = {"code": send_parcel(world, {0: 2}).code, "submission_key": new_key()}
    return client.post("/receiving", data=data).location


def take(client: FlaskClient, page: str, code: str, **more: str) -> str:
    """Scan and return the page that follows."""
    return client.post(page, data={"code": code, "key": new_key(), **more}, follow_redirects=True).text


def chips(text: str, title: str) -> list[str]:
    """The words of the chips in the row of a title."""
    row = next(row for row in re.findall(r"<tr.*?</tr>", text, re.DOTALL) if title in row)
    return [
        " ".join(re.sub(r"<[^>]+>", " ", found).split())
        for found in re.findall(r'"nx-st [^>]*>(.*?)</span>', row)
    ]


def decide(client: FlaskClient, page: str, scan_id: int, decision: str) -> str:
    """Decide about a copy and return the page of the parcel."""
    data = {"decision": decision, "reason": "wet", "submission_key": new_key()}
    return client.post(f"{page}/scans/{scan_id}", data=data, follow_redirects=True).text


def test_a_copy_that_does_not_count_is_not_said_to_count(
    client: FlaskClient, session: Session, world: World, page: str
) -> None:
    scanned = take(client, page, world.isbns[1], condition="damaged")
    scan_id = session.scalars(select(Scan.id)).one()
    for text in (scanned, client.get(f"{page}/finish").text, decide(client, page, scan_id, "return")):
        assert chips(text, "Kitob 1") == ["1 does not count"]
    assert chips(client.get(f"{page}/finish").text, "Kitob 1") == ["1 does not count"]
    assert chips(decide(client, page, scan_id, "accept"), "Kitob 1") == ["Counted"]


def test_a_good_copy_that_goes_back_completes_no_line(
    client: FlaskClient, session: Session, world: World, page: str
) -> None:
    for _copy in range(2):
        text = take(client, page, world.isbns[0])
    assert chips(text, "Kitob 0") == ["Complete"]
    scan_id = session.scalars(select(Scan.id).order_by(Scan.id)).first()
    assert scan_id
    assert chips(decide(client, page, scan_id, "return"), "Kitob 0") == ["Short by 1: not counted"]


def test_where_nothing_is_owed_any_more_a_copy_that_does_not_count_leaves_nothing_short(
    client: FlaskClient, session: Session, world: World, page: str
) -> None:
    for _copy in range(2):
        text = take(client, page, world.isbns[0], condition="damaged")
    assert chips(text, "Kitob 0") == ["Short by 2: not counted"]
    with transaction():
        session.get_one(Obligation, world.obligations[0].id).cancelled_at = AT
    for place in (page, f"{page}/finish"):
        assert chips(client.get(place).text, "Kitob 0") == ["2 not counted: nothing more is owed"]


def twin_of(world: World, place: int, **facts: object) -> Release:
    """Another registration with the ISBN and the title of a book."""
    with transaction():
        made = make_book(world.publisher, world.isbns[place], f"Kitob {place}")
        for name, value in facts.items():
            setattr(made, name, value)
    return made


def withdraw(release: Release) -> None:
    with transaction() as current:
        current.add(ReleaseWithdrawal(release_id=release.id, reason="twice", withdrawn_at=AT))


def close_all() -> None:
    with transaction() as current:
        current.execute(update(Obligation).values(received=Obligation.copies))


def choices(text: str) -> list[str]:
    """The words of the editions that are offered."""
    found = re.search(r'id="scan-choices".*?id="scan-lines"', text, re.DOTALL)
    assert found
    return [
        " ".join(re.sub("<[^>]+>", " ", item).split())
        for item in re.findall("<li>.*?</li>", found[0], re.DOTALL)
    ]


def test_editions_with_one_isbn_can_be_told_apart(client: FlaskClient, world: World, page: str) -> None:
    book = world.releases[1]
    with transaction() as current:
        current.get_one(Release, book.id).print_run = 1500
    later = twin_of(world, 1, year=2027, print_run=300, pages=96, edition_status="revised")
    close_all()
    offered = choices(take(client, page, world.isbns[1]))
    assert len(offered) == 2
    assert "first edition, 488 pages, 1,500 copies printed" in offered[0]
    for words in ("revised or enlarged edition, 2027, 96 pages, 300 copies printed", "registered on"):
        assert words in offered[1]
    assert "Organisation" not in offered[0]
    withdraw(later)
    assert "Surplus" in take(client, page, world.isbns[1])


def test_registrations_of_two_publishers_name_them(client: FlaskClient, world: World, page: str) -> None:
    with transaction():
        make_book(add_organisation(name="Boshqa nashriyot"), world.isbns[1], "Kitob 1")
    close_all()
    offered = choices(take(client, page, world.isbns[1]))
    assert [world.publisher.name in words for words in offered] == [True, False]
    assert ["Boshqa nashriyot, first edition" in words for words in offered] == [False, True]


def test_a_withdrawn_registration_is_a_choice_only_where_nothing_else_has_the_number(
    client: FlaskClient, world: World, page: str
) -> None:
    book = world.releases[1]
    withdraw(twin_of(world, 1))
    assert choices(take(client, page, world.isbns[1])) == []
    withdraw(book)
    close_all()
    offered = choices(take(client, page, world.isbns[1]))
    assert len(offered) == 2
    assert all("Registration withdrawn" in words for words in offered)
    chosen = take(client, page, world.isbns[1], release_id=str(book.id))
    assert chips(chosen, "Kitob 1") == ["Registration withdrawn", "Surplus"]
