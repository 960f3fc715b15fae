"""Several boxes of one parcel: codes on paper, each noted once, none missed silently."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.deposits.consignments.documents import labels_paper, slip_paper
from app.deposits.consignments.models import Box, Consignment
from app.deposits.consignments.packing import repack
from app.deposits.consignments.queries import consignment_for
from app.deposits.consignments.services import create_consignment, send_consignment
from app.deposits.receiving.models import Shortage
from app.deposits.receiving.services import reverse_receipt
from app.domain.actor import Actor, Role
from app.domain.errors import Conflict, DomainError
from app.infra.db import transaction
from tests.factories.accounts import make_account, sign_in
from tests.factories.receiving import AT, World, labels_of, make_actor, make_world, new_key


@pytest.fixture
def world(session: Session) -> World:
    return make_world(1)


@pytest.fixture
def clerk(world: World) -> Actor:
    with transaction():
        return make_actor(Role.DEPOSITOR, world.publisher)


def packed(world: World, clerk: Actor, boxes: int) -> Consignment:
    lines = {world.obligations[0].id: 2}
    with transaction():
        made = create_consignment(
            depository_id=world.library.id, lines=lines, boxes=boxes, more_than_owed=True, by=clerk, at=AT
        )
    return consignment_for(clerk, made.code)


def codes(session: Session, parcel: Consignment) -> list[str]:
    statement = select(Box.code).where(Box.consignment_id == parcel.id).order_by(Box.ordinal)
    return list(session.scalars(statement))


def test_each_of_several_boxes_has_a_code_on_slip_and_label(
    world: World, clerk: Actor, session: Session
) -> None:
    parcel = packed(world, clerk, 3)
    slip, labels = slip_paper(parcel, "en"), labels_paper(parcel, "en")
    assert list(slip.boxes) == codes(session, parcel)
    assert [(box.code, box.ordinal, box.of) for box in labels.boxes] == [
        (code, place, 3) for place, code in enumerate(slip.boxes, start=1)
    ]
    assert len(labels.labels) == 3 + 2
    assert slip_paper(packed(world, clerk, 1), "en").boxes == ()


def test_packed_anew_until_it_is_sent_what_stays_keeps_its_code(
    world: World, clerk: Actor, session: Session
) -> None:
    parcel = packed(world, clerk, 2)
    before = codes(session, parcel)

    def pack(boxes: int) -> list[str]:
        with transaction():
            repack(code=parcel.code, boxes=boxes, by=clerk, at=AT)
        return codes(session, parcel)

    assert pack(3)[:2] == before
    assert pack(2) == before
    assert pack(1) == []
    for wrong in (0, 51):
        with pytest.raises(DomainError, match=r"consignment\.boxes"):
            pack(wrong)
    with transaction():
        send_consignment(code=parcel.code, carrier="Pochta", tracking="", by=clerk, at=AT)
    with pytest.raises(Conflict, match="packed_already"):
        pack(2)


def test_over_the_pages_a_box_is_noted_once_and_a_missing_one_is_asked_about(
    client: FlaskClient, world: World, session: Session
) -> None:
    sender = make_account(Role.DEPOSITOR, world.publisher)
    other = codes(session, packed(world, sender.actor(), 2))[0]
    sign_in(client, sender)
    assert client.get(f"/search?q={other}").location.startswith("/consignments/J26-")
    compose = f"/consignments/new/{world.library.id}"
    fields = {
        f"copies-{world.obligations[0].id}": "2",
        "boxes": "uch",
        "more_than_owed": "y",
        "submission_key": new_key(),
    }
    refused = client.post(compose, data=fields)
    assert (refused.status_code, 'value="uch"' in refused.text) == (422, True)
    page = client.post(compose, data={**fields, "boxes": "2"}).location
    assert client.post(f"{page}/boxes", data={"boxes": "3", "submission_key": new_key()}).status_code == 303
    shown = client.get(page).text
    boxes = sorted(set(re.findall(r"B26-\d{7}-\w", shown)))
    assert len(boxes) == 3
    assert shown.count("not arrived yet") == 3
    client.post(f"{page}/send", data={"carrier": "Pochta", "submission_key": new_key()})
    client.post("/sign-out")
    account = make_account(Role.LIBRARIAN, world.library)
    sign_in(client, account)

    def opened_by(code: str) -> str:
        answer = client.post("/receiving", data={"code": code, "submission_key": new_key()})
        return answer.location if answer.status_code == 303 else answer.text

    desk = opened_by(boxes[1])
    assert "Boxes: 1 of 3 here." in client.get(desk).text
    for code in (boxes[0], boxes[0].lower()):
        told = client.post(desk, data={"code": code, "key": new_key()}, follow_redirects=True).text
        assert f"Not here yet: {boxes[2]}" in told
        assert "Boxes: 2 of 3 here." in told
    strange = client.post(desk, data={"code": other, "key": new_key()}, follow_redirects=True).text
    assert "belongs to another parcel" in strange
    client.post(desk, data={"code": world.isbns[0], "key": new_key()})
    asked = client.post(f"{desk}/finish", data={"submission_key": new_key()})
    assert (asked.status_code, f"A box has not come: {boxes[2]}" in asked.text) == (422, True)
    without = {"without_boxes": "y", "submission_key": new_key()}
    receipt = client.post(f"{desk}/finish", data=without).location
    assert receipt.startswith("/receipts/")
    assert opened_by(boxes[0]) == desk, "what had come leads to the receipt"
    assert "was made without box" in opened_by(boxes[2])
    with transaction():
        reverse_receipt(number=receipt.split("/")[2], reason="Quti keldi", by=account.actor(), at=AT)
    again = opened_by(boxes[2])
    assert again not in (desk, "")
    assert "Boxes: 3 of 3 here." in client.get(again).text


@pytest.mark.parametrize(
    "otherwise", [0, 1, 2], ids=["all scanned", "one came otherwise", "all came otherwise"]
)
def test_a_box_is_not_waited_for_when_no_copy_is_missing(
    client: FlaskClient, session: Session, world: World, clerk: Actor, otherwise: int
) -> None:
    parcel = packed(world, clerk, 2)
    labels = labels_of(parcel)
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    client.get("/language/en")

    def scan_all(page: str, texts: list[str]) -> None:
        for text in texts:
            client.post(page, data={"code": text, "key": new_key()})

    if otherwise:
        data = {"submission_key": new_key(), "depositor_id": ""}
        loose = client.post("/receiving/without-slip", data=data).location
        scan_all(loose, labels[:otherwise])
        assert client.post(f"{loose}/finish", data={"submission_key": new_key()}).status_code == 303
    page = client.post("/receiving", data={"code": parcel.code, "submission_key": new_key()}).location
    if otherwise < 2:
        shown = client.get(f"{page}/finish").text
        assert "What lies in it is reported as missing." in shown, "while copies are missing"
        assert "no box is waited for" not in shown
    scan_all(page, labels[otherwise:])
    shown = client.get(f"{page}/finish").text
    assert "No copy is missing, so no box is waited for." in shown
    assert "What lies in it is reported as missing." not in shown
    assert client.post(f"{page}/finish", data={"submission_key": new_key()}).status_code == 303
    assert session.scalars(select(Shortage)).all() == []
