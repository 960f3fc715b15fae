"""A file at hand, signed or not, on the public page and on the command line."""

import hashlib
import io
import json
from pathlib import Path

import pikepdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.compliance.jobs import notice_pdf, store_notice_paper
from app.compliance.models import Notice
from app.compliance.services.withdrawing import withdraw_notice
from app.desks.verification.files import Finding, check_file
from app.infra import clock
from app.infra.db import transaction
from app.infra.signing.demonstration import ROOT, found_authority
from app.infra.signing.here import sealer_at
from app.infra.storage import StoredFile, storage
from tests.factories.compliance import AT, Late, add_late, make_notice
from tests.factories.signing import sign_with_own_authority

pytestmark = pytest.mark.documents


@pytest.fixture
def notice(app: Flask, monkeypatch: pytest.MonkeyPatch, late: Late, client: FlaskClient) -> Notice:
    sign_with_own_authority(app, monkeypatch)
    with transaction():
        line = add_late(late)
    issued = make_notice(late, line)
    assert store_notice_paper(issued.id)
    client.get("/language/en")
    return issued


@pytest.fixture
def content(session: Session, notice: Notice) -> bytes:
    return storage().get(session.get_one(StoredFile, notice.file_id).sha256)


def upload(client: FlaskClient, sent: bytes, address: str = "/verify/file") -> str:
    answer = client.post(address, data={"file": (io.BytesIO(sent), "xat.pdf")})
    assert answer.status_code == 200
    return answer.text


def changed(content: bytes) -> bytes:
    at = content.index(b"stream") + 20
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def encrypted(content: bytes) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(made, encryption=pikepdf.Encryption(user="", owner="x"))
    return made.getvalue()


def test_any_file_is_told_without_its_code(
    client: FlaskClient, notice: Notice, content: bytes, late: Late
) -> None:
    page = upload(client, content)
    assert "the same as the one that was issued" in page
    assert notice.number in page
    assert "Intact; the whole file is signed." in page
    assert "Nusxa SPECIMEN authority" in page
    assert "without legal force" in page
    assert "changed after it was signed" in upload(client, changed(content))
    assert "added to the file after it was signed" in upload(client, content + b"\n")
    assert "bears no signature" in upload(client, b"%PDF-1.7 hello")
    asked_from = '<form id="sent-form" action="/verify/file"'
    assert asked_from in upload(client, b"%PDF-1.7 hello"), "another language is asked for from here"
    assert client.get("/verify/file").location == "/verify"
    for sent, word in (
        (changed(content), "does not cover the file"),
        (notice_pdf(notice), "No signature can"),
    ):
        page = upload(client, sent)
        own, record = page.split("About the document on record")
        assert (word in own, hashlib.sha256(sent).hexdigest()[:8] in own) == (True, True)
        assert (notice.number in record, hashlib.sha256(content).hexdigest()[:8] in record) == (True, True)
        assert [one for one in ("Intact", "is genuine", "Specimen of a notice, without") if one in page] == []
    assert "bears no signature" in upload(client, b"%PDF-1.7 " * 500)
    assert client.post("/verify/file").status_code == 422
    with transaction():
        withdraw_notice(notice_id=notice.id, reason="Sir", by=late.inspector, at=AT)
    assert "The authority has withdrawn it." in upload(client, content)


@pytest.mark.parametrize("address", ["/verify/file", "/verify/{code}/file"])
@pytest.mark.parametrize(
    ("sent", "told"), [(b"", "The file is empty."), (b"\xff\xd8\xff", "This is no PDF file.")]
)
def test_what_cannot_be_compared_is_refused_with_what_to_do(
    client: FlaskClient, notice: Notice, address: str, sent: bytes, told: str
) -> None:
    data = {"file": (io.BytesIO(sent), "xat.pdf")}
    answer = client.post(address.format(code=notice.verification_code), data=data)
    assert (answer.status_code, told in answer.text, "bears no signature" in answer.text) == (
        422,
        True,
        False,
    )


def test_a_file_that_no_record_knows_is_told_by_its_signer(
    app: Flask, monkeypatch: pytest.MonkeyPatch, client: FlaskClient, notice: Notice, tmp_path: Path
) -> None:
    sealer = sealer_at(clock.now())
    assert sealer is not None
    other = sealer.seal(notice_pdf(notice))
    assert "has no record of it" in upload(client, other)
    assert check_file(other, at=clock.now(), record=False).finding is Finding.SIGNED
    found_authority(tmp_path, at=clock.now())
    sign_with_own_authority(app, monkeypatch, roots=tmp_path / ROOT)
    assert "signed, but not by this system" in upload(client, other)


def test_the_command_tells_the_same(
    app: Flask, client: FlaskClient, notice: Notice, content: bytes, tmp_path: Path
) -> None:
    def run(sent: bytes, *words: str) -> tuple[int, str]:
        file = tmp_path / "xat.pdf"
        file.write_bytes(sent)
        done = app.test_cli_runner().invoke(args=["verify", str(file), *words])
        return done.exit_code, done.output

    code, said = run(content, "--json")
    found = json.loads(said)
    assert (code, found["finding"], found["document"]["status"]) == (0, "same", "live")
    assert (found["signature"]["good"], found["notice_xml"]["number"]) == (True, notice.number)
    assert found["notice_xml"]["missing"] == 2
    told = {
        "changed": "was changed after",
        "appended": "was added to",
        "differs": "differs from the one that was",
    }
    for sent, finding in (
        (changed(content), "changed"),
        (content + b"\n", "appended"),
        (content[:-300], "differs"),
        (encrypted(content), "differs"),
        (notice_pdf(notice), "differs"),
        (b"%PDF-1.7 x", "unknown"),
    ):
        code, said = run(sent, "--json")
        assert (code, json.loads(said)["finding"]) == (1, finding)
        assert told.get(finding, "bears no signature") in upload(client, sent)
    code, said = run(notice_pdf(notice))
    assert (code, "differs from the document of the record" in said) == (1, True)
