"""Bar codes of printed music and of issues find what lies in the parcel."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.deposits.receiving.services import Outcome, ScanResult, open_arrival, scan
from app.domain.identifiers import parse_isbn
from app.domain.receiving import Condition
from app.infra.db import db, transaction
from app.publications.models import Identifier, Release
from app.publications.periodicals.models import Issue, Periodical
from tests.factories.receiving import AT, World, made_by, make_world, new_key, send_parcel

ISMN = "9790230671187"
ISBN_10, ANOTHER = "9943300043", "9943300051"
"""Two right numbers that differ, but for their check characters, in one figure."""
ISSN, BAR_CODE = "20917368", "9772091736007"


@pytest.fixture
def world(session: Session) -> World:
    """Three releases that are owed: printed music, and issues 46 and 47 of a periodical."""
    made = make_world(3)
    with transaction() as current:
        music, first, second = (current.get_one(Release, release.id) for release in made.releases)
        number(music.publication_id, "ismn", ISMN)
        number(first.publication_id, "issn", ISSN)
        current.add(
            Periodical(publication_id=first.publication_id, first_on=date(2026, 1, 5), first_number=1)
        )
        second.publication_id, second.sequence = first.publication_id, 2
        current.flush()
        current.add_all([issue(first, 46), issue(second, 47)])
    return made


def number(publication_id: int, scheme: str, value: str, printed: str = "") -> None:
    added = Identifier(
        publication_id=publication_id, scheme=scheme, value=value, printed_form=printed or value
    )
    db.session.add(added)


def issue(release: Release, figure: int) -> Issue:
    return Issue(
        release_id=release.id,
        publication_id=release.publication_id,
        year=2026,
        number=figure,
        last_number=figure,
        issued_on=date(2026, 11, 20),
    )


def scanned(world: World, copies: dict[int, int], text: str) -> ScanResult:
    parcel = send_parcel(world, copies)
    with transaction():
        arrival = open_arrival(consignment_code=parcel.code, depositor_id=None, by=world.librarian, at=AT)
    return made_at(world, arrival.id, text)


def made_at(world: World, arrival_id: int, text: str) -> ScanResult:
    """Scan one text in an opened parcel."""
    by, good = world.librarian, Condition.GOOD
    with transaction():
        return scan(arrival_id=arrival_id, text=text, key=new_key(), condition=good, by=by, at=AT)


@pytest.mark.parametrize("text", [ISMN, f"{ISMN}51299", "M-2306-7118-7"])
def test_printed_music_is_found_by_its_ismn(world: World, text: str) -> None:
    found = made_by(scanned(world, {0: 2}, text))
    assert (found.release_id, found.text) == (world.releases[0].id, "979-0-2306-7118-7")


@pytest.mark.parametrize(("add_on", "place"), [("46", 1), ("47", 2), ("00047", 2)])
def test_the_add_on_tells_which_issue_it_is(world: World, add_on: str, place: int) -> None:
    found = made_by(scanned(world, {1: 2, 2: 1}, BAR_CODE + add_on))
    assert found.release_id == world.releases[place].id


def test_an_issue_that_was_not_announced_is_offered_beside_those_that_were(world: World) -> None:
    result = scanned(world, {1: 2}, f"{BAR_CODE}47")
    assert (result.outcome, result.choices) == (
        Outcome.CHOOSE,
        (world.releases[1].id, world.releases[2].id),
    )


def test_an_add_on_that_numbers_otherwise_leaves_the_announced_issue(world: World) -> None:
    found = made_by(scanned(world, {1: 2}, f"{BAR_CODE}12"))
    assert found.release_id == world.releases[1].id


def test_a_misread_bar_code_of_a_periodical_counts_nothing(world: World) -> None:
    misread = f"{BAR_CODE[:-1]}{(int(BAR_CODE[-1]) + 1) % 10}"
    for text in (misread, f"{misread}46"):
        assert scanned(world, {1: 1}, text).outcome is Outcome.CHECK_CHARACTER


def test_an_issue_that_nobody_announced_is_asked_about_where_the_add_on_names_none(world: World) -> None:
    with transaction() as current:
        current.delete(current.get_one(Issue, world.releases[2].id))
    found = scanned(world, {0: 1}, f"{BAR_CODE}99")
    assert found.outcome is Outcome.CHOOSE
    assert world.releases[1].id in found.choices


def test_no_isbn_10_with_one_wrong_character_counts_as_a_copy_of_any_book(world: World) -> None:
    with transaction() as current:
        for release, printed in zip(world.releases, (ISBN_10, ANOTHER), strict=False):
            publication_id = current.get_one(Release, release.id).publication_id
            isbn = parse_isbn(printed)
            number(publication_id, "isbn", isbn.digits, printed)
    parcel = send_parcel(world, {0: 2})
    with transaction():
        arrival = open_arrival(consignment_code=parcel.code, depositor_id=None, by=world.librarian, at=AT)
    assert made_at(world, arrival.id, ISBN_10).outcome is Outcome.RECORDED
    for place, right in enumerate(ISBN_10):
        for wrong in set("0123456789X" if place == 9 else "0123456789") - {right}:
            text = ISBN_10[:place] + wrong + ISBN_10[place + 1 :]
            assert made_at(world, arrival.id, text).outcome is Outcome.CHECK_CHARACTER, text


def test_a_wrong_isbn_10_that_stands_so_in_the_book_means_that_book(world: World) -> None:
    misprinted = f"{ISBN_10[:-1]}7"
    with transaction() as current:
        for release, printed in zip(world.releases, ("9943-30004-7", ISBN_10), strict=False):
            publication_id = current.get_one(Release, release.id).publication_id
            number(publication_id, "isbn", parse_isbn(printed).digits, printed)
    found = made_by(scanned(world, {1: 1}, misprinted))
    assert found.release_id == world.releases[0].id
