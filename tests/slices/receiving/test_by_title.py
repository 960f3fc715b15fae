"""A copy that bears neither a number nor a label is taken in by its title, under a code of its own."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.deposits.consignments.models import Consignment, Copy
from app.deposits.receiving.models import Arrival, Receipt, Scan
from app.domain.actor import Role
from app.infra import db
from app.infra.db import transaction
from app.organisations.models import OrganisationKind
from tests.factories.accounts import make_account, sign_in
from tests.factories.obligations import add_organisation, add_release
from tests.factories.receiving import World, labels_of, make_book, make_world, new_key, received, send_parcel


@pytest.fixture
def world(session: Session, client: FlaskClient) -> World:
    made = make_world(2)
    with transaction():
        for release in made.releases:
            release.publication.identifiers = []
        make_book(made.publisher, "9789943712119", "Boshqa kitob")
    sign_in(client, make_account(Role.LIBRARIAN, made.library))
    return made


def without_slip(client: FlaskClient, depositor: int | None) -> str:
    """Open copies without a slip; return the address of their page."""
    data = {"submission_key": new_key(), "depositor_id": str(depositor or "")}
    return client.post("/receiving/without-slip", data=data).location


def offered(page: str) -> list[tuple[str, str]]:
    """Return the key and the release behind each button that takes a copy in."""
    found = re.findall(r'name="key"[^>]* value="([^"]+)".*?name="release_id"[^>]* value="(\d+)"', page)
    return [(key, release) for key, release in found]


def take(client: FlaskClient, page: str, choice: tuple[str, str], **more: str) -> str:
    """Press the button of a title and return the page of the desk that follows."""
    data = {"key": choice[0], "release_id": choice[1], **more}
    answer = client.post(f"{page}/by-title", data=data, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return answer.text


def scans(session: Session) -> list[Scan]:
    """Return the scans that stand, in their order."""
    return list(session.scalars(select(Scan).where(Scan.undone_at.is_(None)).order_by(Scan.id)))


def test_what_the_sender_owes_is_taken_in_and_counts(
    session: Session, client: FlaskClient, world: World
) -> None:
    page = without_slip(client, world.publisher.id)
    shown = client.get(f"{page}/by-title").text
    assert [int(release) for _key, release in offered(shown)] == [r.id for r in world.releases]
    assert "2 copies expected" in shown.replace("\N{NO-BREAK SPACE}", " ")
    first = offered(shown)[0]
    for _twice in range(2):
        desk = take(client, page, first)
    [scan] = scans(session)
    label = session.get_one(Copy, scan.copy_id)
    assert (scan.text, label.release_id, label.line_id) == (label.code, world.releases[0].id, None)
    assert f"The copy has the code {label.code} from now on." in desk
    again = client.post(page, data={"code": label.code, "key": new_key()}, follow_redirects=True)
    assert "This label is already counted" in again.text
    take(client, page, offered(client.get(f"{page}/by-title").text)[0])
    client.post(f"{page}/finish", data={"submission_key": new_key()})
    assert received(world.obligations[0]) == 2
    assert session.scalar(select(func.count(Receipt.id))) == 1


def test_its_label_is_printed_also_where_the_library_gives_no_numbers(
    client: FlaskClient, world: World
) -> None:
    page = without_slip(client, world.publisher.id)
    take(client, page, offered(client.get(f"{page}/by-title").text)[0])
    labels = client.get(f"{page}/labels").text
    [address] = re.findall(r'href="([^"]+labels\.pdf\?scan=\d+)"', labels)
    paper = client.get(address)
    assert (paper.status_code, paper.data[:5]) == (200, b"%PDF-")


def test_with_a_slip_it_is_an_announced_copy_and_can_be_taken_back(
    session: Session, client: FlaskClient, world: World
) -> None:
    parcel = send_parcel(world, {1: 2})
    page = client.post("/receiving", data={"code": parcel.code, "submission_key": new_key()}).location
    shown = client.get(f"{page}/by-title").text
    assert [int(release) for _key, release in offered(shown)] == [world.releases[n].id for n in (1, 0)]
    desk = take(client, page, offered(shown)[0], condition="damaged")
    assert "1 / 2" in desk
    assert scans(session)[0].condition.value == "damaged"
    client.post(page, data={"act": "undo", "key": new_key()})
    assert scans(session) == []


def test_what_is_scanned_in_this_parcel_is_expected_no_longer(
    session: Session, client: FlaskClient, world: World
) -> None:
    parcel = send_parcel(world, {1: 2})
    first, second = labels_of(parcel)
    page = client.post("/receiving", data={"code": parcel.code, "submission_key": new_key()}).location

    def expected() -> list[tuple[int, str]]:
        shown = client.get(f"{page}/by-title").text.replace("\N{NO-BREAK SPACE}", " ")
        figures = re.findall(r"(\d+ cop\w+) expected", shown)
        return [(int(release), n) for (_key, release), n in zip(offered(shown), figures, strict=True)]

    one, other = (release.id for release in world.releases)
    assert expected() == [(other, "2 copies"), (one, "2 copies")]
    client.post(page, data={"code": first, "key": new_key()})
    take(client, page, (new_key(), str(world.releases[0].id)))
    assert expected() == [(other, "1 copy"), (one, "1 copy")]
    client.post(page, data={"code": second, "key": new_key()})
    assert expected() == [(one, "1 copy")]
    take(client, page, (new_key(), str(world.releases[0].id)))
    assert expected() == []
    found = client.get(f"{page}/by-title?q=kitob").text
    assert found.count("every expected copy is scanned") == 2
    assert found.count("no copy is owed to the library") == 1


def test_what_is_expected_for_another_library_is_not_said_to_be_owed_to_nobody(
    session: Session, client: FlaskClient, world: World
) -> None:
    parcel = send_parcel(world, {0: 1})
    with transaction() as current:
        hub = add_organisation(OrganisationKind.DEPOSITORY)
        current.get_one(Consignment, parcel.id).depository_id = hub.id
    client.post("/sign-out")
    sign_in(client, make_account(Role.LIBRARIAN, hub))
    page = client.post("/receiving", data={"code": parcel.code, "submission_key": new_key()}).location
    called = f"{page}/by-title?q=Kitob+0"
    shown = client.get(called).text.replace("\N{NO-BREAK SPACE}", " ")
    assert shown.count("1 copy expected") == 2, "found, and among what is expected"
    assert "no copy is owed" not in shown
    take(client, page, offered(shown)[0])
    shown = client.get(called).text
    assert ("every expected copy is scanned" in shown, "Expected from this sender" in shown) == (True, False)


def test_a_label_found_after_its_book_was_taken_in_by_title_makes_a_surplus_that_is_told(
    session: Session, client: FlaskClient, world: World
) -> None:
    parcel = send_parcel(world, {1: 2})
    first, second = labels_of(parcel)
    page = client.post("/receiving", data={"code": parcel.code, "submission_key": new_key()}).location

    def echo(label: str) -> str:
        text = client.post(page, data={"code": label, "key": new_key()}, follow_redirects=True).text
        [shown] = re.findall(r'id="scan-result".*?</div>\s*</div>', text, re.DOTALL)
        return " ".join(re.sub(r"<[^>]+>", " ", shown).split())

    take(client, page, (new_key(), str(world.releases[1].id)))
    [taken] = scans(session)
    assert "Counted" in echo(first)
    told = echo(second)
    assert f"Copy {taken.text} is surplus now." in told
    assert "Surplus" in told
    assert "All announced copies" not in told
    client.post(page, data={"act": "undo", "key": new_key()})
    assert [scan.text for scan in scans(session)] == [taken.text, first]


@pytest.mark.parametrize("typed", ["Sinov kitobi 2", "Kutubxonalar", "Sinov", "195"])
def test_a_title_that_is_typed_leads_to_the_choice(
    session: Session, client: FlaskClient, world: World, typed: str
) -> None:
    page = without_slip(client, None)
    answer = client.post(page, data={"code": typed, "key": new_key()}, follow_redirects=True).text
    assert "The code was read wrongly" not in answer.split('id="scan-result"')[1]
    assert re.search(rf'href="{page}/by-title\?q={re.escape(typed.replace(" ", "+"))}"', answer)


def test_any_registered_title_is_found_by_the_search(
    session: Session, client: FlaskClient, world: World
) -> None:
    page = without_slip(client, None)
    assert offered(client.get(f"{page}/by-title").text) == []
    found = client.get(f"{page}/by-title?q=boshqa").text
    assert "no copy is owed to the library" in found
    desk = take(client, page, offered(found)[0])
    assert "Surplus" in desk
    assert "No title is called that" in client.get(f"{page}/by-title?q=yoq").text


def test_a_search_says_that_there_are_more_titles_than_it_shows(client: FlaskClient, world: World) -> None:
    more = "There are more titles than are shown."
    page = without_slip(client, None)
    with transaction():
        for _book in range(40):
            add_release(world.publisher, title="Koʻp jildli")
    found = client.get(f"{page}/by-title?q=jildli").text
    assert (len(offered(found)), more in found) == (40, False)
    with transaction():
        add_release(world.publisher, title="Koʻp jildli")
    found = client.get(f"{page}/by-title?q=jildli").text
    assert (len(offered(found)), more in found) == (40, True)


def test_open_parcels_without_a_slip_are_told_apart(client: FlaskClient, world: World) -> None:
    page = without_slip(client, None)
    client.post(page, data={"code": "9789943712119", "key": new_key()})
    shown = client.get("/receiving").text
    row = shown[shown.index(f'href="{page}"') :].split("</tr>")[0]
    assert "Boshqa kitob" in row
    opener = (
        db.session().scalars(select(Account.name).join(Arrival, Arrival.opened_by_id == Account.id)).one()
    )
    assert opener in row


def test_bad_choices_and_a_parcel_that_is_finished(
    session: Session, client: FlaskClient, world: World
) -> None:
    page = without_slip(client, world.publisher.id)
    for wrong in ("", "999999", "x"):
        data = {"key": new_key(), "release_id": wrong}
        assert client.post(f"{page}/by-title", data=data).status_code in (404, 422)
    assert scans(session) == []
    choice = offered(client.get(f"{page}/by-title").text)[0]
    take(client, page, choice)
    client.post(f"{page}/finish", data={"submission_key": new_key()})
    late = client.post(f"{page}/by-title", data={"key": new_key(), "release_id": choice[1]})
    assert late.status_code in (303, 422)
    assert len(scans(session)) == 1
    client.post("/sign-out")
    sign_in(client, make_account(Role.LIBRARIAN, make_world(1).library))
    assert client.get(f"{page}/by-title").status_code == 404
