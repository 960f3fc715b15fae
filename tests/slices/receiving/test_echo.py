"""What the desk says of a label that is scanned once more, of papers, and of what is not as announced."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.deposits.consignments.models import Consignment
from app.deposits.receiving.models import Scan
from app.domain.actor import Role
from app.domain.codes import CodeKind, numbered_code
from app.infra.db import transaction
from app.organisations.models import Organisation, OrganisationKind
from tests.factories.accounts import make_account, sign_in
from tests.factories.obligations import add_organisation
from tests.factories.receiving import World, labels_of, make_world, new_key, received, send_parcel


@pytest.fixture
def world(session: Session) -> World:
    return make_world(2)


def opened(client: FlaskClient, world: World, code: str) -> str:
    """Open a parcel as a new librarian of the world's library; return its page."""
    client.post("/sign-out")
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    return client.post("/receiving", data={"code": code, "submission_key": new_key()}).location


def echo(client: FlaskClient, page: str, code: str, condition: str = "good") -> str:
    """Scan and return the words of the large echo."""
    data = {"code": code, "key": new_key(), "condition": condition}
    answer = client.post(page, data=data, follow_redirects=True)
    found = re.search(r'id="scan-result".*?</div>\s*</div>', answer.text, re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).replace("\N{NO-BREAK SPACE}", " ").split())


def test_a_label_scanned_once_more_says_where_it_counts(client: FlaskClient, world: World) -> None:
    parcel, other = send_parcel(world, {0: 2}), send_parcel(world, {1: 1})
    label = labels_of(parcel)[0]
    page = opened(client, world, parcel.code)
    echo(client, page, label)
    again = echo(client, page, label)
    assert "This label is already counted Kitob 0" in again
    assert re.search(rf"{label} In this parcel, .+, .+\d\d:\d\d", again)
    elsewhere = echo(client, opened(client, world, other.code), label)
    assert re.search(rf"Kitob 0 {label} Consignment {parcel.code}, .+, .+\d\d:\d\d", elsewhere)


def test_a_scan_without_a_code_is_no_scan_and_leaves_the_last_one_as_it_is(
    client: FlaskClient, world: World
) -> None:
    page = opened(client, world, send_parcel(world, {0: 2}).code)
    assert "> 1 / 2 Counted" in echo(client, page, world.isbns[0])
    for nothing in ("", "  "):
        said = echo(client, page, nothing, condition="")
        assert said.endswith("Nothing was scanned Scan the ISBN or the label of a copy.")
    assert "> 2 / 2 Counted" in echo(client, page, world.isbns[0])


def test_of_a_label_that_counts_at_another_library_no_more_is_said(client: FlaskClient, world: World) -> None:
    strangers = make_world(1)
    theirs = send_parcel(strangers, {0: 1})
    label = labels_of(theirs)[0]
    echo(client, opened(client, strangers, theirs.code), label)
    said = echo(client, opened(client, world, send_parcel(world, {0: 1}).code), label)
    assert said.endswith(f"This label is already counted Kitob 0 {label} At another library.")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (CodeKind.CONSIGNMENT, "This is the slip of a parcel, not a book"),
        (CodeKind.RECEIPT_ACT, "This is the code of a paper, not of a copy"),
    ],
)
def test_the_code_of_a_paper_is_called_so(
    client: FlaskClient, world: World, kind: CodeKind, words: str
) -> None:
    page = opened(client, world, send_parcel(world, {0: 1}).code)
    number = next(code for code in (numbered_code(kind, 2026, n) for n in range(900, 1000)) if code)
    assert words in echo(client, page, number)


def test_before_it_is_finished_a_parcel_names_copies_as_its_receipt_will(
    client: FlaskClient, world: World
) -> None:
    page = opened(client, world, send_parcel(world, {0: 1}).code)
    for code in (world.isbns[0], "9789943712119", "9789943712119"):
        echo(client, page, code)
    assert "2 unannounced" in client.get(f"{page}/finish").text
    receipt = client.post(f"{page}/finish", data={"submission_key": new_key()}, follow_redirects=True)
    assert "Unannounced" in receipt.text
    assert "surplus" not in receipt.text.lower()


def test_a_label_of_another_sender_to_this_library_counts_for_that_sender(
    client: FlaskClient, world: World
) -> None:
    theirs = send_parcel(world, {0: 1})
    with transaction():
        other = add_organisation()
    client.post("/sign-out")
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    data = {"submission_key": new_key(), "depositor_id": str(other.id)}
    page = client.post("/receiving/without-slip", data=data).location
    said = echo(client, page, labels_of(theirs)[0])
    assert "Counted Kitob 0" in said
    assert f"It comes from another sender: {world.publisher.name}, parcel {theirs.code}." in said
    assert f'href="/consignments/{theirs.code}"' in client.get(page).text
    finish = client.get(f"{page}/finish").text
    assert "missing or not counted" not in finish, "nothing was announced"
    client.post(f"{page}/finish", data={"submission_key": new_key()})
    assert received(world.obligations[0]) == 1


@pytest.mark.parametrize(
    ("earlier", "later", "stays"),
    [
        ("wrong_edition", "damaged", "wrong_edition"),
        ("damaged", "defective", "defective"),
        ("damaged", "good", "damaged"),
        ("good", "damaged", "damaged"),
    ],
)
def test_a_label_in_place_of_an_isbn_keeps_the_worse_of_what_two_people_said(
    client: FlaskClient, world: World, session: Session, earlier: str, later: str, stays: str
) -> None:
    parcel = send_parcel(world, {0: 1})
    echo(client, opened(client, world, parcel.code), world.isbns[0], earlier)
    said = echo(client, opened(client, world, parcel.code), labels_of(parcel)[0], later)
    [copy] = session.scalars(select(Scan).where(Scan.undone_at.is_(None)))
    assert copy.condition == stays
    assert "counts once" in said
    words = f"Said of it before: {earlier.replace('_', ' ')}. The worse of both stays."
    assert (words in said) is (earlier != "good")


@pytest.mark.parametrize(("decided", "stays"), [("accept", False), ("return", True)])
def test_a_worse_word_lets_what_was_accepted_fall_and_what_goes_back_go(
    client: FlaskClient, world: World, session: Session, decided: str, stays: bool
) -> None:
    parcel = send_parcel(world, {0: 1})
    page = opened(client, world, parcel.code)
    echo(client, page, world.isbns[0], "damaged")
    first = session.scalars(select(Scan.id)).one()
    data = {"decision": decided, "reason": "Muqova", "submission_key": new_key()}
    assert client.post(f"{page}/scans/{first}", data=data).status_code == 303
    echo(client, page, labels_of(parcel)[0], "wrong_edition")
    [copy] = session.scalars(select(Scan).where(Scan.undone_at.is_(None)))
    assert copy.condition == "wrong_edition"
    assert (copy.reason, copy.passed_on_at is not None) == (("Muqova", True) if stays else ("", False))


def without_slip(client: FlaskClient, world: World, sender: Organisation) -> str:
    """Open an arrival without a slip as a new librarian of the world's library; return its page."""
    client.post("/sign-out")
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    data = {"submission_key": new_key(), "depositor_id": str(sender.id)}
    return client.post("/receiving/without-slip", data=data).location


def test_a_merged_record_of_the_sender_is_no_other_sender(client: FlaskClient, world: World) -> None:
    theirs = send_parcel(world, {0: 1})
    with transaction():
        other = add_organisation()
        other.merged_into_id = world.publisher.id
    said = echo(client, without_slip(client, world, other), labels_of(theirs)[0])
    assert "another sender" not in said
    assert f"It was announced in parcel {theirs.code}." in said


def test_only_a_parcel_that_this_library_can_open_is_led_to(
    client: FlaskClient, session: Session, world: World
) -> None:
    theirs = send_parcel(world, {0: 2})
    first, second = labels_of(theirs)
    with transaction():
        session.get_one(Consignment, theirs.id).depository_id = add_organisation(
            OrganisationKind.DEPOSITORY
        ).id
    page = without_slip(client, world, world.publisher)
    assert f"It was announced in parcel {theirs.code}." in echo(client, page, first)
    assert f"/consignments/{theirs.code}" not in client.get(page).text, "it goes to another library"
    with transaction():
        parcel = session.get_one(Consignment, theirs.id, populate_existing=True)
        parcel.depository_id, parcel.confirmed_at = world.library.id, parcel.sent_at
    echo(client, page, second)
    assert f"/consignments/{theirs.code}" not in client.get(page).text, "it is received"
