"""Pages of discrepancies: the thread with its photographs, the list and its files, photographs of copies."""

import io
import re
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.deposits.discrepancies.models import MessagePhoto, ReportMessage
from app.deposits.receiving.photos.models import ScanPhoto
from app.deposits.receiving.services import confirm_arrival, open_arrival, scan
from app.domain.actor import Role
from app.domain.receiving import Condition
from app.infra import clock
from app.infra.db import transaction
from app.infra.i18n import format_long
from app.infra.mail import Message
from app.publications.models import Release
from tests.factories.accounts import make_account, sign_in
from tests.factories.obligations import add_organisation, counted_statements
from tests.factories.receiving import ISBNS, World, make_book, make_world, new_key, send_parcel
from tests.support.uploads import multipart


def photograph(colour: str = "red") -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(written, "JPEG")
    return written.getvalue()


@pytest.fixture
def world(session: Session) -> World:
    return make_world(2)


@pytest.fixture
def number(world: World, at: datetime) -> str:
    """The number of a receipt of a parcel that was one copy short."""
    return received(world, at)


def received(world: World, at: datetime, *more: str, with_slip: bool = True) -> str:
    """The number of a receipt of one copy of the first book, and of more."""
    parcel = send_parcel(world, {0: 2}) if with_slip else None
    with transaction():
        by = world.librarian
        code, depositor_id = (parcel.code, None) if parcel else (None, world.publisher.id)
        arrival = open_arrival(consignment_code=code, depositor_id=depositor_id, by=by, at=at)
        for text in (world.isbns[0], *more):
            key = new_key()
            scan(arrival_id=arrival.id, text=text, key=key, condition=Condition.GOOD, by=by, at=at)
        return confirm_arrival(arrival_id=arrival.id, by=by, at=at).number


def enter(client: FlaskClient, role: Role, world: World) -> None:
    client.post("/sign-out")
    sign_in(client, make_account(role, world.publisher if role is Role.DEPOSITOR else world.library))


def test_both_sides_write_and_see_photographs_each_kept_once(
    client: FlaskClient, world: World, number: str, session: Session
) -> None:
    page = f"/discrepancies/{number}"
    enter(client, Role.DEPOSITOR, world)

    def send(text: str, key: str, **files: tuple[bytes, str]) -> tuple[int, str]:
        answer = client.post(page, **multipart({"text": text, "submission_key": key}, **files))
        return answer.status_code, answer.text

    for wrong, said in (
        ({"file": (b"\xff\xd8" + bytes(40 * 1024**2), "katta.jpg")}, "larger than 15 MB"),
        ({"photo": (photograph(), "a.jpg"), "file": (b"%PDF-1.7 words", "b.jpg")}, "This is no photograph"),
        ({"photo": (photograph()[:-40], "a.jpg")}, "damaged"),
    ):
        status, text = send("Hammasi solingan edi", new_key(), **wrong)
        assert (status, said in text, ">\r\nHammasi solingan edi</textarea>" in text) == (422, True, True)
    assert send("", new_key())[0] == 422
    assert session.scalar(select(func.count()).select_from(ReportMessage)) == 0, "both or none"
    twice, same = new_key(), photograph("blue")
    for _click in range(2):
        assert send("Hammasi solingan edi", twice, photo=(same, "a.jpg"), file=(same, "b.jpg"))[0] == 303
    assert session.scalar(select(func.count()).select_from(ReportMessage)) == 1
    [photo] = session.scalars(select(MessagePhoto.id))
    enter(client, Role.LIBRARIAN, world)
    shown = client.get(page).text
    assert shown.count("Hammasi solingan edi") == 1
    assert send("Qutida yoʻq edi", new_key())[0] == 303
    picture = client.get(f"/discrepancies/photos/{photo}/download")
    assert (picture.status_code, picture.mimetype) == (200, "image/jpeg")
    client.post("/sign-out")
    sign_in(client, make_account(Role.DEPOSITOR))
    for address in (page, f"/discrepancies/photos/{photo}/download"):
        assert client.get(address).status_code == 404


def test_the_list_is_narrowed_in_its_address_and_costs_the_same_for_any_length(
    client: FlaskClient, world: World, number: str, at: datetime
) -> None:
    enter(client, Role.LIBRARIAN, world)
    client.get("/discrepancies?state=all")
    with counted_statements() as few:
        client.get("/discrepancies?state=all")
    others = [received(world, at) for _parcel in range(3)]
    with counted_statements() as many:
        page = client.get("/discrepancies?state=all").text
    assert len(few) == len(many)
    assert all(f"/discrepancies/{other}" in page for other in others)
    assert number in client.get("/discrepancies?kind=short&state=settled&q=Kitob").text
    for narrowed in ("kind=surplus&state=all", "", "q=boshqa&state=all", "state=withdrawn"):
        assert number not in client.get(f"/discrepancies?{narrowed}").text, narrowed
    rows = client.get("/discrepancies/list.csv?state=all").text.splitlines()
    assert len(rows) == 1 + 6, "four parcels short, the last two with a copy too many"
    assert number in rows[-1]
    assert "Missing" in rows[-1]
    assert client.get("/discrepancies/list.xlsx").data[:2] == b"PK"


def test_a_title_leads_only_where_the_reader_may_open_it(
    client: FlaskClient, world: World, at: datetime
) -> None:
    with transaction():
        foreign = make_book(add_organisation(), ISBNS[4], "Begona kitob")
    number = received(world, at, ISBNS[4])

    def leads(address: str, release: Release) -> bool:
        page = client.get(address).text
        assert release.title in page
        linked = f'href="/releases/{release.id}"' in page
        assert (client.get(f"/releases/{release.id}").status_code == 200) >= linked
        return linked

    enter(client, Role.DEPOSITOR, world)
    for address in (f"/discrepancies/{number}", "/discrepancies"):
        assert leads(address, world.releases[0])
        assert not leads(address, foreign)
    enter(client, Role.LIBRARIAN, world)
    report = f"/discrepancies/{number}"
    assert leads(report, world.releases[0])
    for settling in set(re.findall(rf"{report}/\d+/settle", client.get(report).text)):
        assert f'href="/releases/{foreign.id}"' not in client.get(settling).text


def test_without_a_slip_a_book_nobody_registered_is_unannounced(
    client: FlaskClient, world: World, session: Session, at: datetime
) -> None:
    enter(client, Role.DEPOSITOR, world)
    number = received(world, at, "9789943999992", with_slip=False)
    letter = session.scalars(select(Message)).one()
    assert "978-9943-999-99-2: unannounced, 1 copy" in letter.body
    for address in (
        f"/discrepancies/{number}",
        "/discrepancies?kind=unannounced",
        f"/receipts/{number}",
    ):
        page = client.get(address).text
        assert "Unannounced" in page, address
        assert "slip" not in page.replace("without a slip", "")
    assert "Unannounced" in client.get("/discrepancies/list.csv").text


def test_a_copy_is_photographed_at_the_desk_and_its_sender_sees_it_with_the_receipt(
    client: FlaskClient, world: World, session: Session
) -> None:
    enter(client, Role.LIBRARIAN, world)
    parcel = send_parcel(world, {0: 1})
    desk = client.post("/receiving", data={"code": parcel.code, "submission_key": new_key()}).location
    client.post(desk, data={"code": world.isbns[0], "key": new_key(), "condition": "damaged"})
    [decide] = set(re.findall(rf"{desk}/scans/\d+", client.get(desk).text))
    assert f"{decide}/photos" in client.get(decide).text

    def send(content: bytes | None) -> int:
        files = {} if content is None else {"photo": (content, "IMG.jpg")}
        key = {"submission_key": new_key()}
        return client.post(f"{decide}/photos", **multipart(key, **files)).status_code

    assert [send(None), send(b"words"), send(photograph()), send(photograph())] == [422, 422, 303, 303]
    [photo] = session.scalars(select(ScanPhoto.id))
    picture = f"/receiving/photos/{photo}/download"
    assert picture in client.get(f"{decide}/photos").text
    confirmed = client.post(f"{desk}/finish", data={"submission_key": new_key()}).location
    report = confirmed.replace("/receipts/", "/discrepancies/")
    assert report in client.get(confirmed).text
    assert client.post(f"{decide}/photos", data={"submission_key": new_key()}).status_code == 422
    enter(client, Role.DEPOSITOR, world)
    assert picture in client.get(report).text
    assert client.get(picture).status_code == 200


def test_the_day_of_a_replacement_stands_wherever_the_copy_is_awaited(
    client: FlaskClient, world: World, number: str, session: Session, app: Flask
) -> None:
    enter(client, Role.DEPOSITOR, world)
    report = client.get(f"/discrepancies/{number}").text
    [promise] = set(re.findall(rf"/discrepancies/{number}/\d+/promise", report))
    day = clock.today() + timedelta(days=8)

    def send(**parts: object) -> int:
        fields = {f"promised_on-{part}": str(value) for part, value in parts.items()}
        return client.post(promise, data={**fields, "submission_key": new_key()}).status_code

    assert send() == 422
    assert send(day=31, month=2, year=day.year) == 422
    assert send(day=1, month=1, year=2020) == 422
    assert send(day=day.day, month=day.month, year=day.year) == 303
    said = f"replacement promised for {format_long(day)}"
    assert said in client.get(f"/releases/{world.releases[0].id}").text
    enter(client, Role.LIBRARIAN, world)
    assert said in client.get("/coming").text
    assert day.isoformat() in client.get("/coming.csv").text
    settling = promise.replace("/promise", "/settle")
    assert client.post(settling, data={"submission_key": new_key()}).status_code == 422
    wrong = {"outcome": "closed", "note": "", "submission_key": new_key()}
    assert "Write the reason" in client.post(settling, data=wrong).text
    assert client.post(settling, data={**wrong, "note": "Kechirildi"}).status_code == 303
    assert said not in client.get("/coming").text


def test_what_is_decided_for_good_is_no_longer_asked(client: FlaskClient, world: World, at: datetime) -> None:
    number = received(world, at, *[world.isbns[0]] * 2)
    report = f"/discrepancies/{number}"
    enter(client, Role.LIBRARIAN, world)
    [decide] = set(re.findall(rf"{report}/\d+/settle", client.get(report).text))
    offered = {"outcome": "offered", "note": "", "submission_key": new_key()}
    assert [client.post(decide, data=offered).location for _click in range(2)] == [report, report]
    assert 'value="offered"' not in client.get(decide).text, "it stands already"
    enter(client, Role.DEPOSITOR, world)
    assert "This needs no replacement" in client.get(decide.replace("settle", "promise")).text
    client.post("/sign-out")
    sign_in(client, make_account(Role.LIBRARIAN, make_world(1).library))
    take = decide.replace(number, "offers").removesuffix("/settle")
    assert client.post(take, data={"submission_key": new_key()}).status_code == 303
    enter(client, Role.LIBRARIAN, world)
    for answer in (client.get(decide), client.post(decide, data={**offered, "submission_key": new_key()})):
        assert (answer.status_code, "This is decided for good" in answer.text) == (409, True)


def test_who_decides_second_is_told_of_the_first_decision(
    client: FlaskClient, world: World, at: datetime
) -> None:
    number = received(world, at, *[world.isbns[0]] * 2)
    report = f"/discrepancies/{number}"
    enter(client, Role.LIBRARIAN, world)
    [decide] = set(re.findall(rf"{report}/\d+/settle", client.get(report).text))

    def seen(page: str) -> str:
        found = re.search(r'name="seen"[^>]*value="(\d+)"', page)
        assert found is not None
        return found[1]

    def sent(outcome: str, seen_id: str) -> TestResponse:
        data = {"outcome": outcome, "note": "", "seen": seen_id, "submission_key": new_key()}
        return client.post(decide, data=data)

    before = seen(client.get(decide).text)
    assert sent("returned", before).status_code == 303
    assert sent("returned", before).status_code == 303, "the same decision is no other one"
    second = sent("kept", before)
    assert second.status_code == 422
    assert "Meanwhile it was decided otherwise" in second.text
    assert "Returned" in second.text.split('class="nx-form"')[0]
    assert "Returned" in client.get(report).text
    assert "Kept by the library" not in client.get(report).text
    assert sent("kept", seen(second.text)).status_code == 303
    assert "Kept by the library" in client.get(report).text


def test_a_report_that_was_withdrawn_asks_nothing(client: FlaskClient, world: World, number: str) -> None:
    report = f"/discrepancies/{number}"
    enter(client, Role.LIBRARIAN, world)
    [decide] = set(re.findall(rf"{report}/\d+/settle", client.get(report).text))
    client.post(f"/receipts/{number}/reverse", data={"reason": "xato", "submission_key": new_key()})
    asked = [client.get(decide)]
    enter(client, Role.DEPOSITOR, world)
    asked.append(client.get(decide.replace("settle", "promise")))
    assert [(answer.status_code, "The receipt was taken back" in answer.text) for answer in asked] == [
        (409, True), (409, True)
    ]  # fmt: skip
