"""A photograph added by mistake is taken out while its report is open, and the history keeps the act."""

import io
import re

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.deposits.receiving.photos.models import ScanPhoto
from app.domain.actor import Role
from tests.factories.accounts import make_account, sign_in
from tests.factories.receiving import World, make_world, new_key, send_parcel
from tests.support.uploads import multipart


@pytest.fixture
def world(session: Session) -> World:
    return make_world(1)


def enter(client: FlaskClient, role: Role, world: World) -> None:
    client.post("/sign-out")
    sign_in(client, make_account(role, world.library if role is Role.LIBRARIAN else world.publisher))
    client.get("/language/en")


def photographed(client: FlaskClient, world: World) -> tuple[str, str]:
    """A damaged copy with two photographs: the page of its parcel, and of its photographs."""
    enter(client, Role.LIBRARIAN, world)
    parcel = send_parcel(world, {0: 1})
    desk = client.post("/receiving", data={"code": parcel.code, "submission_key": new_key()}).location
    client.post(desk, data={"code": world.isbns[0], "key": new_key(), "condition": "damaged"})
    [decide] = set(re.findall(rf"{desk}/scans/\d+", client.get(desk).text))
    for colour in ("red", "blue"):
        written = io.BytesIO()
        Image.new("RGB", (60, 40), colour).save(written, "JPEG")
        sent = multipart({"submission_key": new_key()}, photo=(written.getvalue(), "IMG.jpg"))
        assert client.post(f"{decide}/photos", **sent).status_code == 303
    return desk, f"{decide}/photos"


def test_a_photograph_is_taken_out_before_the_receipt_and_while_its_report_is_open(
    client: FlaskClient, world: World, session: Session
) -> None:
    desk, page = photographed(client, world)
    first, second = session.scalars(select(ScanPhoto.id).order_by(ScanPhoto.id))
    out = f"{page}/{first}/take-out"
    assert f'action="{out}"' in client.get(page).text
    assert client.post(out, data={"submission_key": new_key()}).status_code == 303
    assert session.scalars(select(ScanPhoto.id)).all() == [second]
    report = client.post(f"{desk}/finish", data={"submission_key": new_key()}).location
    report = report.replace("/receipts/", "/discrepancies/")
    assert client.post(f"{page}/{second}/take-out", data={"submission_key": new_key()}).status_code == 422
    out, picture = f"{report}/photos/{second}/take-out", f"/receiving/photos/{second}/download"
    enter(client, Role.DEPOSITOR, world)
    assert picture in client.get(report).text
    assert "take-out" not in client.get(report).text
    assert client.post(out, data={"submission_key": new_key()}).status_code in (403, 404)
    enter(client, Role.LIBRARIAN, world)
    assert f'action="{out}"' in client.get(report).text
    assert client.post(out, data={"submission_key": new_key()}).status_code == 303
    enter(client, Role.DEPOSITOR, world)
    assert picture not in client.get(report).text
    assert client.get(picture).status_code == 404
    acts = session.scalars(select(AuditEvent).where(AuditEvent.name == "scan.photo_taken_out")).all()
    assert len({str(act.before["sent_sha256"]) for act in acts}) == 2


def test_of_a_closed_report_the_photographs_stay(client: FlaskClient, world: World, session: Session) -> None:
    desk, _page = photographed(client, world)
    report = client.post(f"{desk}/finish", data={"submission_key": new_key()}).location
    report = report.replace("/receipts/", "/discrepancies/")
    [settle] = set(re.findall(rf"{report}/\d+/settle", client.get(report).text))
    closed = {"outcome": "closed", "note": "Kelishildi", "submission_key": new_key()}
    assert client.post(settle, data=closed).status_code == 303
    assert "take-out" not in client.get(report).text
    photo = session.scalars(select(ScanPhoto.id)).first()
    refused = client.post(f"{report}/photos/{photo}/take-out", data={"submission_key": new_key()})
    assert (refused.status_code, "its photographs stay" in refused.text) == (422, True)
