"""The receiving desk as a librarian without JavaScript sees it, and receipts as everybody else does."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.deposits.consignments.models import Consignment
from app.deposits.receiving.jobs import store_receipt_papers
from app.deposits.receiving.models import Arrival, Receipt, Scan
from app.deposits.receiving.queries import receipt_by_code
from app.domain.actor import Role
from app.infra.db import transaction
from app.infra.storage import storage
from app.organisations.models import Organisation, OrganisationKind
from tests.factories.accounts import make_account, sign_in
from tests.factories.obligations import add_organisation
from tests.factories.receiving import World, labels_of, make_world, new_key, received, send_parcel


@pytest.fixture
def world(session: Session) -> World:
    return make_world(2)


def enter(client: FlaskClient, role: Role, organisation: Organisation) -> None:
    """Sign in as a person of an organisation."""
    client.post("/sign-out")
    sign_in(client, make_account(role, organisation))


def open_parcel(client: FlaskClient, code: str) -> str:
    """Open a parcel on the start page and return the address of its page."""
    response = client.post("/receiving", data={"code": code, "submission_key": new_key()})
    assert response.status_code == 303, response.text
    return response.location


def take(client: FlaskClient, page: str, code: str = "", **more: str) -> str:
    """Scan and return the page that follows."""
    data = {"code": code, "key": new_key(), **more}
    response = client.post(page, data=data, follow_redirects=True)
    assert response.status_code == 200, response.text
    return response.text


def echo(page: str) -> str:
    """Return the words of the large echo."""
    found = re.search(r'id="scan-result".*?</div>\s*</div>', page, re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


def receive_one(client: FlaskClient, world: World) -> str:
    """Receive one parcel with one of two copies as its librarian; return the receipt's address."""
    enter(client, Role.LIBRARIAN, world.library)
    page = open_parcel(client, send_parcel(world, {0: 2}).code)
    take(client, page, world.isbns[0])
    return client.post(f"{page}/finish", data={"submission_key": new_key()}).location


def test_a_desk_takes_back_its_own_last_scan_though_another_has_the_same_account(
    client: FlaskClient, app: Flask, session: Session, world: World
) -> None:
    shared, parcel = make_account(Role.LIBRARIAN, world.library), send_parcel(world, {0: 2, 1: 2})
    other = app.test_client()
    for desk in (client, other):
        sign_in(desk, shared)
    page = open_parcel(client, parcel.code)
    take(client, page, world.isbns[0])
    take(other, page, world.isbns[1])
    assert "Damaged" in echo(take(client, page, condition="damaged"))
    assert "Taken back" in echo(take(client, page, act="undo"))
    standing = session.execute(select(Scan.release_id, Scan.condition).where(Scan.undone_at.is_(None))).all()
    assert [tuple(row) for row in standing] == [(world.releases[1].id, "good")]
    assert "no scan of this desk" in echo(take(client, page, act="undo"))


def test_the_whole_way_from_slip_to_receipt(client: FlaskClient, session: Session, world: World) -> None:
    parcel = send_parcel(world, {0: 2, 1: 2})
    enter(client, Role.LIBRARIAN, world.library)
    assert parcel.code in client.get("/receiving").text
    page = open_parcel(client, f" {parcel.code.replace('-', '').lower()} ")
    text = client.get(page).text
    assert "Not scanned" in text
    assert re.search(r'<input id="scan"[^>]* autofocus', text)
    label = labels_of(parcel)[0]
    assert "1 / 2 Counted Kitob 0" in echo(take(client, page, label))
    assert "already counted" in echo(take(client, page, label))
    assert "2 / 2 Counted Kitob 0" in echo(take(client, page, world.isbns[0]))
    assert "Damaged" in echo(take(client, page, world.isbns[1], condition="damaged"))
    finish = client.get(f"{page}/finish").text
    assert "1 missing, 1 damaged" in " ".join(finish.split())
    first = client.post(f"{page}/finish", data={"submission_key": "k"})
    again = client.post(f"{page}/finish", data={"submission_key": "other"})
    assert first.location == again.location
    assert [received(owed) for owed in world.obligations] == [2, 0]
    assert client.get(page).location == first.location
    assert client.post("/receiving", data={"code": parcel.code, "submission_key": "x"}).status_code == 303
    receipt = client.get(first.location).text
    assert "Announced, not in the parcel" in receipt
    enter(client, Role.LIBRARIAN, world.library)
    for second in (client.post(f"{page}/finish", data={"submission_key": "y"}), client.get(f"{page}/finish")):
        assert second.location.startswith(f"{first.location}?")
        told = client.get(second.location).text
        assert re.search(r"Nothing was changed\.</strong>\s+Sinovchi librarian finished this parcel on", told)
    assert session.scalar(select(func.count(Receipt.id))) == 1


def test_a_request_sent_twice_is_one_scan(client: FlaskClient, session: Session, world: World) -> None:
    enter(client, Role.LIBRARIAN, world.library)
    page = open_parcel(client, send_parcel(world, {0: 2}).code)
    data = {"code": world.isbns[0], "key": "the same"}
    assert client.post(page, data=data).location == client.post(page, data=data).location
    assert session.scalar(select(func.count(Scan.id))) == 1


def test_a_label_after_the_isbn_of_its_copy_says_so(client: FlaskClient, world: World) -> None:
    parcel = send_parcel(world, {0: 1})
    enter(client, Role.LIBRARIAN, world.library)
    page = open_parcel(client, parcel.code)
    take(client, page, world.isbns[0])
    said = echo(take(client, page, labels_of(parcel)[0]))
    assert "1 / 1 Counted Kitob 0" in said
    assert "belongs to a copy already scanned" in said


def test_words_in_a_link_are_not_shown_as_ours(client: FlaskClient, world: World) -> None:
    enter(client, Role.LIBRARIAN, world.library)
    page = open_parcel(client, send_parcel(world, {0: 1}).code)
    refused = client.post(page, data={"code": "nonsense", "key": new_key()}).location
    assert "nonsense" in echo(client.get(refused).text)
    enter(client, Role.LIBRARIAN, world.library)
    assert "nonsense" not in client.get(refused).text, "it was said to somebody else"
    forged = client.get(f"{page}?said=undone&text=Call+me&told=Call+me").text
    assert "Call me" not in forged
    assert "Nothing scanned yet" in echo(forged)


def test_a_scan_after_a_colleague_s_finish_says_that_it_did_not_count(
    client: FlaskClient, session: Session, world: World
) -> None:
    enter(client, Role.LIBRARIAN, world.library)
    page = open_parcel(client, send_parcel(world, {0: 2}).code)
    take(client, page, world.isbns[0])
    receipt = client.post(f"{page}/finish", data={"submission_key": "f"}).location
    late = client.post(page, data={"code": world.isbns[0], "key": new_key()})
    assert (late.status_code, late.location.split("?")[0]) == (303, receipt)
    for _again in range(2):
        text = client.get(late.location).text
        assert f"“{world.isbns[0]}” was NOT counted" in text
        assert "Sinovchi librarian finished this parcel" in text
    assert "NOT counted" not in client.get(receipt).text
    assert (
        "Nothing was changed"
        in client.post(page, data={"act": "undo", "key": "u"}, follow_redirects=True).text
    )
    assert received(world.obligations[0]) == 1


def test_the_keys_take_back_and_name_a_condition(client: FlaskClient, session: Session, world: World) -> None:
    enter(client, Role.LIBRARIAN, world.library)
    page = open_parcel(client, send_parcel(world, {0: 2}).code)
    take(client, page, world.isbns[0])
    assert "Defective" in echo(take(client, page, condition="defective"))
    scan_id = session.scalars(select(Scan.id)).one()
    decide = f"{page}/scans/{scan_id}"
    refused = client.post(decide, data={"decision": "accept", "reason": "", "submission_key": "a"})
    assert refused.status_code == 422
    accepted = {"decision": "accept", "reason": "<b>readable</b>", "submission_key": "b"}
    after = client.post(decide, data=accepted, follow_redirects=True).text
    assert "Accepted" in echo(after)
    assert "<b>readable</b>" not in after
    assert "Taken back" in echo(take(client, page, act="undo"))
    assert "no scan of this desk" in echo(take(client, page, act="undo"))


def test_the_key_takes_back_the_own_last_scan(client: FlaskClient, session: Session, world: World) -> None:
    enter(client, Role.LIBRARIAN, world.library)
    page = open_parcel(client, send_parcel(world, {0: 1, 1: 1}).code)
    take(client, page, world.isbns[0])
    enter(client, Role.LIBRARIAN, world.library)
    assert "Nothing scanned yet" not in echo(take(client, page, act="undo"))
    assert session.scalar(select(func.count(Scan.id)).where(Scan.undone_at.is_(None))) == 1
    take(client, page, world.isbns[1])
    take(client, page, act="undo")
    standing = session.scalars(select(Scan.release_id).where(Scan.undone_at.is_(None))).all()
    assert standing == [world.releases[0].id]


def test_a_damaged_copy_leaves_its_line_short(client: FlaskClient, session: Session, world: World) -> None:
    enter(client, Role.LIBRARIAN, world.library)
    page = open_parcel(client, send_parcel(world, {0: 2}).code)
    take(client, page, world.isbns[0])
    take(client, page, world.isbns[0], condition="damaged")
    finish = client.get(f"{page}/finish").text
    assert "Short by 1: not counted" in finish
    assert "Complete" not in finish
    assert re.search(r"Of these missing or not counted</dt>\s*<dd[^>]*>1<", finish)
    scan_id = session.scalars(select(Scan.id).order_by(Scan.id.desc())).first()
    accepted = {"decision": "accept", "reason": "readable", "submission_key": "a"}
    client.post(f"{page}/scans/{scan_id}", data=accepted)
    assert "Complete" in client.get(f"{page}/finish").text


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("4780000000000", "shop"),
        ("<script>alert(1)</script>", "no ISBN and no label"),
        ("978-9943-7250-1-1", "read wrongly"),
        ("9789943712119", "Unknown book"),
    ],
)
def test_what_cannot_be_counted_is_said(client: FlaskClient, world: World, code: str, words: str) -> None:
    enter(client, Role.LIBRARIAN, world.library)
    page = open_parcel(client, send_parcel(world, {0: 1}).code)
    text = take(client, page, code)
    assert words in echo(text)
    assert "<script>alert" not in text


def test_a_wrong_slip_says_why(client: FlaskClient, session: Session, world: World) -> None:
    enter(client, Role.LIBRARIAN, make_world(1).library)
    for code, words in (
        (send_parcel(world, {0: 1}).code, "addressed to another library"),
        ("J26-999999-X", "one character is wrong"),
        ("", "Scan or type the code"),
        ("x", "“x” is not the code"),
    ):
        response = client.post("/receiving", data={"code": code, "submission_key": new_key()})
        assert response.status_code == 422
        assert words in response.text
        field = re.search(r'<input id="code"[^>]*>', response.text)
        assert field
        assert " autofocus" in field[0], "the next scan goes into the field"
        assert response.text.count(" autofocus") == 1
        assert "value=" not in field[0]
        assert code[:20] in response.text, "what was typed is quoted"
    assert session.scalar(select(func.count(Arrival.id))) == 0


def test_copies_without_a_slip(client: FlaskClient, session: Session, world: World) -> None:
    enter(client, Role.LIBRARIAN, world.library)
    with transaction():
        world.publisher.search_key = "kohna minor"
    found = client.get("/receiving/without-slip?q=Ko'hna").text
    assert f'name="depositor_id" value="{world.publisher.id}"' in found
    data = {"depositor_id": str(world.publisher.id), "submission_key": "w"}
    page = client.post("/receiving/without-slip", data=data).location
    taken = take(client, page, world.isbns[0])
    assert "1 Counted Kitob 0" in echo(taken)
    assert "<strong>1 copy.</strong>" in taken
    client.post(f"{page}/finish", data={"submission_key": "f"})
    assert received(world.obligations[0]) == 1
    unknown = client.post("/receiving/without-slip", data={"submission_key": "u"}).location
    assert "Depositor unknown" in client.get(unknown).text
    wrong = {"depositor_id": str(world.library.id), "submission_key": "v"}
    assert client.post("/receiving/without-slip", data=wrong).status_code == 404


def test_an_edition_is_chosen(client: FlaskClient, session: Session, world: World) -> None:
    twin = make_world(1)
    enter(client, Role.LIBRARIAN, world.library)
    page = client.post("/receiving/without-slip", data={"submission_key": "u"}).location
    with transaction():
        for owed in world.obligations:
            owed.received = owed.copies or 0
    asked = take(client, page, world.isbns[0])
    assert "Which edition is it?" in asked
    chosen = take(client, page, world.isbns[0], release_id=str(twin.releases[0].id))
    assert "Surplus" in echo(chosen)


def test_who_may_not_receive(client: FlaskClient, world: World) -> None:
    enter(client, Role.LIBRARIAN, world.library)
    page = open_parcel(client, send_parcel(world, {0: 1}).code)
    enter(client, Role.DEPOSITOR, world.publisher)
    for address in ("/receiving", "/receiving/without-slip", page, f"{page}/finish"):
        assert client.get(address).status_code == 403
    enter(client, Role.LIBRARIAN, make_world(1).library)
    for address in (page, f"{page}/finish", "/receiving/999999"):
        assert client.get(address).status_code == 404
    assert client.post(page, data={"code": "x", "key": "k"}).status_code == 404


def test_who_sees_a_receipt(client: FlaskClient, session: Session, world: World) -> None:
    address = receive_one(client, world)
    region = world.publisher.region_soato
    stranger = make_world(1)
    for role, organisation, status in (
        (Role.DEPOSITOR, world.publisher, 200),
        (Role.DEPOSITOR, stranger.publisher, 404),
        (Role.LIBRARIAN, stranger.library, 404),
    ):
        enter(client, role, organisation)
        assert client.get(address).status_code == status
        assert (address.rsplit("/", 1)[-1] in client.get("/receipts").text) is (status == 200)
        assert client.get(f"{address}/reverse").status_code == (403 if role is Role.DEPOSITOR else 404)
    with transaction():
        authority = add_organisation(OrganisationKind.AUTHORITY)
        far = add_organisation(region="1703").region_soato
    for soato, status in ((region, 200), (far, 404)):
        client.post("/sign-out")
        sign_in(client, make_account(Role.REGULATOR, authority, region_soato=soato))
        assert client.get(address).status_code == status


def test_whose_obligation_a_copy_met_reads_its_receipt(
    client: FlaskClient, session: Session, world: World
) -> None:
    enter(client, Role.LIBRARIAN, world.library)
    page = client.post("/receiving/without-slip", data={"submission_key": "u"}).location
    take(client, page, world.isbns[0])
    address = client.post(f"{page}/finish", data={"submission_key": "f"}).location
    for organisation, status in ((world.publisher, 200), (make_world(1).publisher, 404)):
        enter(client, Role.DEPOSITOR, organisation)
        assert client.get(address).status_code == status
        assert client.get(f"{address}.pdf").status_code == status
        assert (address.rsplit("/", 1)[-1] in client.get("/receipts").text) is (status == 200)


def test_a_receipt_is_taken_back_with_a_reason(client: FlaskClient, session: Session, world: World) -> None:
    address = receive_one(client, world)
    assert client.post(f"{address}/reverse", data={"reason": "", "submission_key": "a"}).status_code == 422
    data = {"reason": "wrong parcel", "submission_key": "b"}
    reversal = client.post(f"{address}/reverse", data=data).location
    assert client.post(f"{address}/reverse", data=data).location == reversal
    assert client.get(f"{address}/reverse").location == address  # nothing is left to take back
    assert "wrong parcel" in client.get(address).text
    assert received(world.obligations[0]) == 0
    start = client.get("/receiving").text
    code = session.scalars(select(Consignment.code)).one()
    assert code in start
    assert "To receive anew" in start
    open_parcel(client, code)
    assert "To receive anew" not in client.get("/receiving").text
    assert client.get(f"{reversal}.pdf").data[:5] == b"%PDF-"
    again = client.post(f"{address}/reverse", data={"reason": "once more", "submission_key": "c"})
    assert again.status_code == 422
    assert "taken back already" in again.text


@pytest.mark.documents
def test_the_act_is_the_same_before_and_after_it_is_kept(
    client: FlaskClient, session: Session, world: World
) -> None:
    address = receive_one(client, world)
    before = client.get(f"{address}.pdf")
    assert before.mimetype == "application/pdf"
    assert before.data.startswith(b"%PDF-")
    assert (store_receipt_papers(), store_receipt_papers()) == (1, 0)
    receipt = session.scalars(select(Receipt)).one()
    record = receipt_by_code(receipt.verification_code)
    assert record is not None
    assert record.receipt.file is not None
    assert storage().get(record.receipt.file.sha256) == before.data
    assert client.get(f"{address}.pdf").data == before.data
    assert receipt_by_code("AAAA-AAAA-AAAA") is None


def test_an_act_tells_nothing_of_what_came_after_it(
    client: FlaskClient, session: Session, world: World
) -> None:
    address = receive_one(client, world)
    first = client.get(f"{address}.pdf").data
    receive_one(client, world)
    with transaction():
        session.get_one(Organisation, world.library.id).head_name = "Somebody Else"
    client.post(f"{address}/reverse", data={"reason": "mixed up", "submission_key": "r"})
    assert client.get(f"{address}.pdf").data == first


def test_an_accepted_copy_that_nothing_is_owed_for_says_so(
    client: FlaskClient, session: Session, world: World
) -> None:
    enter(client, Role.LIBRARIAN, world.library)
    page = open_parcel(client, send_parcel(world, {0: 2}).code)
    take(client, page, world.isbns[1], condition="wrong_edition")
    with transaction():
        world.obligations[1].received, world.obligations[1].open = 2, False
    scan_id = session.scalars(select(Scan.id)).one()
    accepted = {"decision": "accept", "reason": "kept", "submission_key": "a"}
    after = client.post(f"{page}/scans/{scan_id}", data=accepted, follow_redirects=True).text
    assert "counts towards nothing" in echo(after)


def test_a_text_too_long_for_a_code_is_no_scan(client: FlaskClient, world: World) -> None:
    enter(client, Role.LIBRARIAN, world.library)
    page = open_parcel(client, send_parcel(world, {0: 2}).code)
    assert "Counted" in echo(take(client, page, world.isbns[0]))
    answer = client.post(page, data={"code": "A" * 3000, "key": new_key()})
    assert answer.status_code == 422
    assert "Counted" not in echo(answer.text)
