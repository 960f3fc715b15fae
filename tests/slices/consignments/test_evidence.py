"""Evidence of sending: what of a file is kept, who sees it, its withdrawal, corrected sendings."""

import io
from zlib import crc32

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.deposits.consignments.evidence.checking import LARGEST, what_is_kept
from app.deposits.consignments.evidence.models import EarlierDispatch, Evidence
from app.deposits.consignments.evidence.queries import evidence_file
from app.deposits.consignments.evidence.services import (
    MOST_PIECES,
    attach_evidence,
    correct_dispatch,
    withdraw_evidence,
)
from app.deposits.consignments.models import Consignment
from app.domain.actor import Actor, Role
from app.domain.errors import Conflict, DomainError, NotFound
from app.infra.db import transaction
from app.infra.storage import StoredFile, storage
from tests.factories.accounts import make_account, sign_in
from tests.factories.organisations import make_organisation
from tests.factories.receiving import AT, World, make_actor, make_world, new_key, send_parcel
from tests.slices.edeposit.test_files import pdf
from tests.support.uploads import multipart

PLACE, ORIENTATION, OWNER = 0x8825, 0x0112, 0x013B


def photograph(kind: str = "JPEG", size: tuple[int, int] = (60, 40), colour: str = "red") -> bytes:
    """A picture as a telephone writes it: lying on its side, with the place and the owner beside it."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[OWNER] = 6, "D. S. Rahmonova"
    exif[PLACE] = {1: "N", 2: (41.0, 18.0, 0.0)}
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, kind, exif=exif)
    return written.getvalue()


def attach(parcel: Consignment, by: Actor, content: bytes | None = None, note: str = "") -> Evidence:
    with transaction():
        return attach_evidence(
            code=parcel.code, content=content or photograph(), name="IMG 1.heic.png", note=note, by=by, at=AT
        )


@pytest.fixture
def world(session: Session) -> World:
    return make_world(1)


@pytest.fixture
def parcel(world: World) -> Consignment:
    return send_parcel(world, {0: 2})


@pytest.fixture
def clerk(world: World) -> Actor:
    with transaction():
        return make_actor(Role.DEPOSITOR, world.publisher)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_of_a_photograph_the_upright_picture_alone_is_kept(kind: str) -> None:
    sent = photograph(kind)
    assert b"Rahmonova" in sent
    kept = what_is_kept(sent, "file")
    assert kept == what_is_kept(sent, "file")
    with Image.open(io.BytesIO(kept.content)) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (40, 60), {})
        red, green, _ = picture.getpixel((20, 30))  # type: ignore[misc]  # of three colours
        assert red > 240
        assert green < 15
    assert b"Rahmonova" not in kept.content
    large = what_is_kept(photograph("PNG", (3000, 1000)), "file")
    with Image.open(io.BytesIO(large.content)) as picture:
        assert picture.size == (800, 2400)


def huge() -> bytes:
    """A small PNG that claims a picture of nine thousand million points."""
    small = photograph("PNG")
    head = small[12:16] + (90_000).to_bytes(4, "big") + (100_000).to_bytes(4, "big") + small[24:29]
    return small[:12] + head + crc32(head).to_bytes(4, "big") + small[33:]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"\xff\xd8\xff" + b"x" * LARGEST, "file.too_large"),
        (b"Only words, called receipt.jpg", "evidence.kind"),
        (b"GIF89a" + b"\0" * 40, "evidence.kind"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "evidence.heic"),
        (photograph("PNG")[:70], "file.damaged"),
        (photograph("PNG", size=(9000, 8000)), "evidence.too_many_pixels"),
        (huge(), "evidence.too_many_pixels"),
        (pdf(password="secret"), "file.encrypted"),
        (b"%PDF-1.7\nbut nothing else", "file.damaged"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(content: bytes, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        what_is_kept(content, "photo")
    assert (refused.value.code, refused.value.field) == (code, "photo")


def test_the_same_bytes_are_one_piece_and_others_reach_nothing(
    world: World, parcel: Consignment, clerk: Actor, session: Session
) -> None:
    first = attach(parcel, clerk, note="Pochta kvitansiyasi")
    assert attach(parcel, clerk).id == first.id
    assert attach(parcel, clerk, pdf()).id != first.id
    stored = session.get_one(StoredFile, first.file_id)
    assert (stored.name, stored.media_type) == ("IMG 1.heic.png.jpg", "image/jpeg")
    assert storage().get(stored.sha256) == what_is_kept(photograph(), "file").content
    with transaction():
        stranger = make_actor(Role.DEPOSITOR, make_organisation())
    for act in (
        lambda: attach(parcel, stranger),
        lambda: attach(parcel, world.librarian),
        lambda: evidence_file(stranger, first.id),
    ):
        with pytest.raises(NotFound):
            act()
    assert evidence_file(world.librarian, first.id).id == stored.id
    told = select(func.count()).where(AuditEvent.name == "evidence.attached")
    assert session.scalar(told) == 2


def test_withdrawn_evidence_stays_with_its_reason_and_opens_for_its_sender_only(
    world: World, parcel: Consignment, clerk: Actor, session: Session
) -> None:
    piece = attach(parcel, clerk)

    def withdraw(reason: str = "Boshqa jo‘natmaniki") -> None:
        with transaction():
            withdraw_evidence(code=parcel.code, evidence_id=piece.id, reason=reason, by=clerk, at=AT)

    with pytest.raises(DomainError, match="reason_missing"):
        withdraw("  ")
    withdraw()
    with pytest.raises(Conflict, match="withdrawn_already"):
        withdraw()
    assert session.scalars(select(Evidence.withdrawal_reason)).all() == ["Boshqa jo‘natmaniki"]
    assert evidence_file(clerk, piece.id)
    with pytest.raises(NotFound):
        evidence_file(world.librarian, piece.id)
    again = attach(parcel, clerk)
    assert again.id != piece.id, "what was withdrawn may be attached anew"
    with transaction() as current:
        current.get_one(Consignment, parcel.id).confirmed_at = AT
    with pytest.raises(Conflict, match=r"evidence\.received"), transaction():
        withdraw_evidence(code=parcel.code, evidence_id=again.id, reason="x", by=clerk, at=AT)


def test_only_a_parcel_that_went_and_stands_takes_evidence(world: World, clerk: Actor) -> None:
    unsent, cancelled = send_parcel(world, {0: 1}, sent=False), send_parcel(world, {0: 1})
    with transaction() as current:
        current.get_one(Consignment, cancelled.id).cancelled_at = AT
    for parcel, code in ((unsent, "evidence.not_sent"), (cancelled, "evidence.cancelled")):
        with pytest.raises(Conflict, match=code):
            attach(parcel, clerk)
        with pytest.raises(Conflict, match=code), transaction():
            correct_dispatch(code=parcel.code, carrier="Kuryer", tracking="", by=clerk, at=AT)
    full = send_parcel(world, {0: 1})
    for number in range(MOST_PIECES):
        attach(full, clerk, photograph(size=(8, 8), colour=f"rgb({number * 9},0,0)"))
    with pytest.raises(Conflict, match="too_many"):
        attach(full, clerk)


def test_a_corrected_sending_keeps_what_was_said_before(
    parcel: Consignment, clerk: Actor, session: Session
) -> None:
    for carrier, tracking in (("Kuryer", ""), ("Kuryer", ""), ("Oʻzbekiston pochtasi", " RR123456785UZ ")):
        with transaction():
            correct_dispatch(code=parcel.code, carrier=carrier, tracking=tracking, by=clerk, at=AT)
    kept = session.get_one(Consignment, parcel.id, populate_existing=True)
    assert (kept.carrier, kept.tracking) == ("Oʻzbekiston pochtasi", "RR123456785UZ")
    earlier = session.execute(
        select(EarlierDispatch.carrier, EarlierDispatch.tracking).order_by(EarlierDispatch.id)
    )
    assert list(earlier) == [("", ""), ("Kuryer", "")]
    with pytest.raises(DomainError, match="carrier_missing"), transaction():
        correct_dispatch(code=parcel.code, carrier=" ", tracking="1", by=clerk, at=AT)
    last = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert last is not None
    assert (last.before, last.after["tracking"]) == ({"carrier": "Kuryer", "tracking": ""}, "RR123456785UZ")


def test_over_the_pages_nothing_typed_is_lost(
    client: FlaskClient, world: World, parcel: Consignment, session: Session
) -> None:
    sign_in(client, make_account(Role.DEPOSITOR, world.publisher))
    page = f"/consignments/{parcel.code}"
    form = client.get(f"{page}/evidence").text
    assert 'capture="environment"' in form

    def send(**files: tuple[bytes, str]) -> tuple[int, str]:
        fields = {"note": "Pochta kvitansiyasi", "submission_key": new_key()}
        answer = client.post(f"{page}/evidence", **multipart(fields, **files))
        return answer.status_code, answer.text

    for wrong, said in (
        ({}, "Take a photograph or choose a file."),
        ({"file": (b"\xff\xd8" + bytes(40 * 1024**2), "katta.jpg")}, "larger than 15 MB"),
        ({"photo": (photograph(), "a.jpg"), "file": (b"words", "b.jpg")}, "neither a photograph nor a PDF"),
    ):
        status, text = send(**wrong)
        assert (status, said in text, 'value="Pochta kvitansiyasi"' in text) == (422, True, True)
    assert session.scalar(select(func.count()).select_from(Evidence)) == 0, "both or none"
    assert send(photo=(photograph(), "a.jpg"), file=(pdf(), "chek.pdf"))[0] == 303
    shown = client.get(page).text
    assert shown.count("Pochta kvitansiyasi") >= 2
    ids = session.scalars(select(Evidence.id).order_by(Evidence.id)).all()
    picture, paper = (client.get(f"/consignments/evidence/{evidence_id}/download") for evidence_id in ids)
    assert (picture.mimetype, paper.mimetype) == ("image/jpeg", "application/pdf")
    assert picture.headers["Content-Disposition"].startswith("inline")
    assert paper.headers["Content-Disposition"].startswith("attachment")
    tracked = {"carrier": "Pochta", "tracking": "RR1", "submission_key": new_key()}
    assert client.post(f"{page}/dispatch", data=tracked).status_code == 303
    assert "RR1" in client.get(page).text
    address = f"{page}/evidence/{ids[0]}/withdraw"
    assert client.post(address, data={"reason": "", "submission_key": new_key()}).status_code == 422
    assert client.post(address, data={"reason": "Xato", "submission_key": new_key()}).status_code == 303
    acts = client.get(f"/releases/{world.releases[0].id}").text
    assert "Evidence of sending attached" in acts
    client.post("/sign-out")
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    seen = client.get(page).text
    assert "chek.pdf" in seen or "Pochta kvitansiyasi" in seen
    assert "Xato" in seen
    assert f"/consignments/evidence/{ids[0]}/download" not in seen
    assert client.get(f"/consignments/evidence/{ids[0]}/download").status_code == 404
    assert client.get(f"/consignments/evidence/{ids[1]}/download").status_code == 200
