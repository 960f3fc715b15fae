"""A parcel of hundreds of titles: a scan's answer shows what hands are at, a page of its own shows all."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.deposits.receiving.lines import LAST_SCANNED, STILL_EXPECTED
from app.deposits.receiving.services import scan
from app.domain.actor import Role
from app.domain.receiving import Condition
from app.infra.db import transaction
from app.law.models import AdoptedRuleSet
from app.web.pages import PAGE_ROWS
from tests.factories.accounts import make_account, sign_in
from tests.factories.obligations import counted_statements
from tests.factories.receiving import AT, World, make_book, make_obligation, make_world, new_key, send_parcel
from tests.journeys.acts import new_isbn

SCRIPT = {"X-Fragment": "scan-result"}
TITLES = 80


@pytest.fixture
def world(session: Session) -> World:
    """A library that is owed two copies of each of so many books."""
    small = make_world(1)
    isbns = tuple(new_isbn() for _title in range(TITLES))
    with transaction():
        rules = session.get_one(AdoptedRuleSet, small.obligations[0].rule_set_id)
        books = [make_book(small.publisher, isbn, f"Kitob-{place}.") for place, isbn in enumerate(isbns)]
        owed = [make_obligation(book, small.publisher, small.library, rules) for book in books]
    return replace(small, releases=books, obligations=owed, isbns=isbns)


def opened(client: FlaskClient, world: World) -> str:
    """Open a parcel with one copy of each title; return its page."""
    parcel = send_parcel(world, dict.fromkeys(range(TITLES), 1))
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    client.get("/language/en")
    return client.post("/receiving", data={"code": parcel.code, "submission_key": new_key()}).location


def scanned(page: str, world: World, places: range) -> None:
    """Scan the books of these places, beside the desk."""
    arrival = int(page.rsplit("/", 1)[-1])
    for place in places:
        with transaction():
            scan(
                arrival_id=arrival,
                text=world.isbns[place],
                key=new_key(),
                condition=Condition.GOOD,
                by=world.colleague,
                at=AT,
            )


def both_pages(client: FlaskClient, page: str) -> tuple[str, str]:
    """Return the two pages of all lines."""
    first = client.get(f"{page}/lines").text
    following = re.search(r'href="([^"]+/lines\?after=[^"]+)" rel="next"', first)
    assert following
    return first, client.get(following[1]).text


def version(text: str) -> str:
    """Return which version of the parcel an answer shows."""
    [shown] = re.findall(r'data-version="(\w+)"', text)
    return str(shown)


def titles(text: str) -> list[int]:
    """Return the places of the titles that stand in the lines, in their order."""
    return [int(place) for place in re.findall(r">Kitob-(\d+)\.</a>", text)]


def test_a_scan_s_answer_shows_the_last_lines_and_some_expected_with_exact_sums(
    client: FlaskClient, world: World
) -> None:
    page = opened(client, world)
    scanned(page, world, range(39))
    text = client.post(page, data={"code": world.isbns[39], "key": new_key()}, headers=SCRIPT).text
    last = list(range(39, 39 - LAST_SCANNED, -1))
    assert titles(text) == last + list(range(40, 40 + STILL_EXPECTED))
    assert "40 of 80 copies scanned" in text
    assert "40 missing" in text
    assert f"expected still: {LAST_SCANNED + STILL_EXPECTED} of {TITLES}." in text
    assert f'href="{page}/lines"' in text


def test_a_scan_s_answer_and_its_statements_do_not_grow_with_the_parcel(
    client: FlaskClient, world: World
) -> None:
    page = opened(client, world)
    scanned(page, world, range(35))
    sizes, statements = [], []
    for place in (35, 45):
        with counted_statements() as asked:
            sent = {"code": world.isbns[place], "key": new_key()}
            answer = client.post(page, data=sent, headers=SCRIPT)
        sizes.append(len(answer.text))
        statements.append(len(asked))
        scanned(page, world, range(place + 1, place + 10))
    assert statements[0] == statements[1]
    assert abs(sizes[0] - sizes[1]) < 500, sizes


def test_a_scan_s_answer_holds_the_lines_that_it_changed_and_names_the_version_that_it_follows(
    client: FlaskClient, world: World
) -> None:
    parcel = send_parcel(world, {0: 2, 1: 1, 2: 1})
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    page = client.post("/receiving", data={"code": parcel.code, "submission_key": new_key()}).location

    def answered(**sent: object) -> tuple[list[int], str, str]:
        text = client.post(page, data={"key": new_key(), **sent}, headers=SCRIPT).text
        follows = re.search(r'data-follows="(\w+)"', text)
        return titles(text), follows[1] if follows else "", version(text)

    first = version(client.get(page).text)
    lines, follows, second = answered(code=world.isbns[1])
    assert (lines, follows) == ([1], first)
    assert titles(client.get(page).text) == [1, 0, 2]
    lines, follows, third = answered(code=world.isbns[0])
    assert (lines, follows, version(client.get(page).text)) == ([0], second, third)
    assert answered(code="12345") == ([], third, third), "nothing is another"
    scanned(page, world, range(2, 3))
    lines, follows, _fourth = answered(code=world.isbns[0])
    assert (lines, follows in (first, second, third)) == ([0], False), "a colleague's scan came between"
    assert answered(act="undo")[:2] == ([2, 0, 1], ""), "all lines"


def test_all_lines_stand_on_a_page_of_their_own_and_in_the_copy_of_a_device(
    client: FlaskClient, world: World
) -> None:
    page = opened(client, world)
    scanned(page, world, range(40))
    first, second = both_pages(client, page)
    assert len(titles(first)) == PAGE_ROWS
    assert titles(first) + titles(second) == list(range(39, -1, -1)) + list(range(40, TITLES))
    assert "40 of 80 copies scanned" in first
    assert len(client.get(f"{page}/copy").get_json()["lines"]) == TITLES
    finish = client.get(f"{page}/finish").text
    assert titles(finish) == list(range(40, TITLES))
    receipt = client.post(f"{page}/finish", data={"submission_key": new_key()}).location
    assert client.get(f"{page}/lines").location.startswith(receipt)


def test_the_scan_that_is_spoken_of_stands_among_the_lines(client: FlaskClient, world: World) -> None:
    page = opened(client, world)
    scanned(page, world, range(40))
    oldest = re.search(r">Kitob-0\..*?/scans/(\d+)", both_pages(client, page)[0], re.DOTALL)
    assert oldest
    assert 0 not in titles(client.get(page).text)
    text = client.get(f"{page}?scan={oldest[1]}").text
    assert 0 in titles(text)
    assert "Kitob-0." in text[text.index('id="scan-result"') : text.index('id="scan-lines"')]


@pytest.mark.parametrize(
    ("after", "status"), [("nonsense", 422), ("WyJ4Il0=", 422), ("Wy01XQ==", 200), ("WzkwMDBd", 302)]
)
def test_an_address_of_a_page_that_is_not_ours_is_refused_or_leads_to_the_first(
    client: FlaskClient, world: World, after: str, status: int
) -> None:
    page = opened(client, world)
    assert client.get(f"{page}/lines?after={after}").status_code == status
