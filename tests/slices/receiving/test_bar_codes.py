"""Bar codes of printed music and of issues find what lies in the parcel."""

from datetime import date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.deposits.obligations.models import Obligation
from app.deposits.receiving.queries import parcel_for
from app.deposits.receiving.queries.editions import choices_for
from app.deposits.receiving.services import Outcome, ScanResult, open_arrival, scan
from app.domain.actor import Role
from app.domain.identifiers import parse_isbn
from app.domain.receiving import Condition
from app.infra.db import db, transaction
from app.law.models import AdoptedRuleSet
from app.publications.models import Identifier, Release
from app.publications.periodicals.models import Issue, Periodical
from tests.factories.accounts import make_account, sign_in
from tests.factories.desks import Desk
from tests.factories.obligations import add_organisation
from tests.factories.receiving import (
    AT,
    World,
    made_by,
    make_obligation,
    make_world,
    new_key,
    send_parcel,
)

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


@pytest.mark.parametrize("add_on", ["12", "00047", "81"])
def test_an_add_on_that_numbers_otherwise_is_asked_about(world: World, add_on: str) -> None:
    with transaction() as current:
        current.delete(current.get_one(Issue, world.releases[2].id))
    result = scanned(world, {1: 2}, f"{BAR_CODE}{add_on}")
    assert (result.outcome, result.choices) == (Outcome.ANOTHER_ISSUE, (world.releases[1].id,))


def test_of_several_announced_issues_each_is_offered(world: World) -> None:
    result = scanned(world, {1: 2, 2: 1}, f"{BAR_CODE}12")
    assert (result.outcome, result.choices) == (
        Outcome.ANOTHER_ISSUE,
        (world.releases[1].id, world.releases[2].id),
    )


def test_who_numbers_in_an_own_way_is_asked_once(world: World) -> None:
    parcel = send_parcel(world, {1: 2})
    with transaction():
        arrival = open_arrival(consignment_code=parcel.code, depositor_id=None, by=world.librarian, at=AT)
    assert made_at(world, arrival.id, f"{BAR_CODE}12").outcome is Outcome.ANOTHER_ISSUE
    with transaction():
        chosen = scan(
            arrival_id=arrival.id, text=f"{BAR_CODE}12", key="z", condition=Condition.GOOD,
            release_id=world.releases[1].id, by=world.librarian, at=AT,
        )  # fmt: skip
    assert made_by(chosen).text == "2091-7368 +12"
    assert made_by(made_at(world, arrival.id, f"{BAR_CODE}12")).release_id == world.releases[1].id
    assert made_by(scanned(world, {2: 1}, f"{BAR_CODE}13")).release_id == world.releases[2].id


def test_right_bar_codes_before_make_another_one_conspicuous(world: World) -> None:
    for _copy in range(2):
        assert made_by(scanned(world, {1: 2}, f"{BAR_CODE}46")).text == "2091-7368 +46"
    assert scanned(world, {1: 2}, f"{BAR_CODE}12").outcome is Outcome.ANOTHER_ISSUE


def test_a_special_issue_has_no_number_that_a_bar_code_could_say(world: World) -> None:
    with transaction() as current:
        current.get_one(Issue, world.releases[1].id).part = "Maxsus son"
    found = made_by(scanned(world, {1: 2}, f"{BAR_CODE}12"))
    assert found.release_id == world.releases[1].id


def test_a_series_whose_titles_are_no_issues_is_not_asked_about(world: World) -> None:
    with transaction() as current:
        for place in (1, 2):
            current.delete(current.get_one(Issue, world.releases[place].id))
    assert made_by(scanned(world, {1: 2}, f"{BAR_CODE}12")).release_id == world.releases[1].id


@pytest.mark.parametrize("text", [f"{BAR_CODE}+46", f"{BAR_CODE} +00046"])
def test_a_plus_before_the_add_on_is_read(world: World, text: str) -> None:
    assert made_by(scanned(world, {1: 2}, text)).release_id == world.releases[1].id


def test_the_desk_asks_which_issue_it_is(client: FlaskClient, world: World) -> None:
    parcel = send_parcel(world, {1: 1})
    with transaction():
        arrival = open_arrival(consignment_code=parcel.code, depositor_id=None, by=world.librarian, at=AT)
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    client.get("/language/en")
    desk = f"/receiving/{arrival.id}"
    page = client.post(desk, data={"code": f"{BAR_CODE}81", "key": new_key()}, follow_redirects=True).text
    assert "The bar code numbers another issue." in page
    assert "Which issue is it?" in page
    assert "set the copy aside" in page
    chosen = {"code": f"{BAR_CODE}81", "key": new_key(), "release_id": world.releases[1].id}
    page = client.post(desk, data=chosen, follow_redirects=True).text
    assert "2091-7368 +81" in page
    assert "Which issue is it?" not in page


def test_a_misread_bar_code_of_a_periodical_counts_nothing(world: World) -> None:
    misread = f"{BAR_CODE[:-1]}{(int(BAR_CODE[-1]) + 1) % 10}"
    for text in (misread, f"{misread}46"):
        assert scanned(world, {1: 1}, text).outcome is Outcome.CHECK_CHARACTER


def test_an_issue_that_nobody_announced_is_asked_about_where_the_add_on_names_none(world: World) -> None:
    with transaction() as current:
        current.delete(current.get_one(Issue, world.releases[2].id))
    found = scanned(world, {0: 1}, f"{BAR_CODE}99")
    assert found.outcome is Outcome.ANOTHER_ISSUE
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


@pytest.mark.parametrize("text", ["2091-7368 47", "2091-7368+47", "ISSN 2091-7368-47", "20917368 00047"])
def test_an_issn_typed_with_its_issue_code_counts_that_issue(world: World, text: str) -> None:
    found = made_by(scanned(world, {1: 2, 2: 1}, text))
    assert (found.release_id, found.text.startswith("2091-7368 +")) == (world.releases[2].id, True)


def test_of_many_issues_those_owed_are_offered_first_and_said_to_be(
    client: FlaskClient, world: World
) -> None:
    parcel = send_parcel(world, {1: 1})
    with transaction() as current:
        met = current.get_one(Obligation, world.obligations[1].id)
        met.received, met.open = 2, False
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    client.get("/language/en")
    desk = client.post("/receiving", data={"code": parcel.code, "submission_key": new_key()}).location
    scan_47 = {"code": f"{BAR_CODE}47", "key": new_key()}
    page = client.post(desk, data=scan_47, follow_redirects=True).text
    places = [page.index(f'name="release_id" value="{world.releases[place].id}"') for place in (2, 1)]
    lacking, none = (page.index(words) for words in ("2 copies are owed", "no copy is owed to"))
    assert lacking < places[0] < none < places[1]


def test_what_the_slip_names_and_was_met_beyond_takes_nothing_from_what_others_owe(
    session: Session, world: World, at: datetime
) -> None:
    parcel = send_parcel(world, {1: 1})
    with transaction():
        over = session.get_one(Obligation, world.obligations[1].id)
        over.copies, over.received, over.open = 1, 3, False
        rules = session.get_one(AdoptedRuleSet, over.rule_set_id)
        make_obligation(world.releases[1], add_organisation(), world.library, rules)
    desk = Desk(world.librarian, at)
    desk.open(parcel.code)
    choices = choices_for(parcel_for(world.librarian, desk.arrival), f"{BAR_CODE}47")
    assert {choice.release.id: choice.owed for choice in choices} == {
        release.id: 2 for release in world.releases[1:]
    }
