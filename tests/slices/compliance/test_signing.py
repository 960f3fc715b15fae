"""The file of a notice is signed, or it waits and the reason is said; other readers agree."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
import time_machine
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from flask import Flask
from flask.testing import FlaskClient
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from sqlalchemy.orm import Session

from app.compliance.batches.jobs import issue_batches
from app.compliance.batches.printing import merge
from app.compliance.batches.services import move_batch
from app.compliance.batches.states import Verb
from app.compliance.filing import MadeFile
from app.compliance.jobs import MANY, notice_pdf, render_waiting_notices, store_notice_paper
from app.compliance.models import Notice
from app.compliance.services.keeping import keep_notice_paper
from app.config import Mode
from app.domain.actor import Role
from app.infra import clock
from app.infra.db import transaction
from app.infra.signing.demonstration import PASSPHRASE, SIGNER
from app.infra.signing.here import sealer_at, trouble_at, trusted_roots
from app.infra.signing.keys import load_key
from app.infra.signing.reading import FoundSignature, Trust, Trustees, read_signature
from app.infra.signing.trouble import Trouble
from app.infra.storage import StoredFile, storage
from tests.documents.rendering import run, verdicts, written
from tests.documents.signing import bottom_line, pdfsig
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import Late, add_late, add_late_depositors, make_notice, started_batch
from tests.factories.signing import sign_with_own_authority

pytestmark = pytest.mark.documents


@pytest.fixture
def notice(session: Session, late: Late) -> Notice:
    with transaction():
        line = add_late(late, title="Oʻtkan kunlar")
    return make_notice(late, line)


@pytest.fixture
def signed(app: Flask, monkeypatch: pytest.MonkeyPatch, session: Session, notice: Notice) -> bytes:
    sign_with_own_authority(app, monkeypatch)
    assert store_notice_paper(notice.id)
    return storage().get(session.get_one(StoredFile, notice.file_id).sha256)


def proved(content: bytes, *, roots: bool = True) -> FoundSignature | None:
    return read_signature(content, Trustees(trusted_roots() if roots else ()), at=clock.now())


def test_a_notice_is_signed_and_three_readers_agree(
    app: Flask, signed: bytes, notice: Notice, client: FlaskClient
) -> None:
    found = proved(signed)
    assert found is not None
    assert (found.good, found.holder, found.demonstration) == (True, "Nusxa SPECIMEN authority", True)
    assert found.stamped_at is not None
    assert found.stamped_by == "Nusxa SPECIMEN time-stamp service"
    file = written("signed-notice", signed)
    assert verdicts([file])[file] == "PDF/A-3a"
    run("qpdf", "--check", file)
    assert "Nusxa SPECIMEN authority" in " ".join(run("pdftotext", file, "-").split())
    assert ("Signature is Valid." in pdfsig(signed), "Total document signed" in pdfsig(signed)) == (
        True,
        True,
    )
    assert bottom_line(signed, trusted_roots())
    assert signed.startswith(notice_pdf(notice)), "what was rendered is the beginning of what is signed"


@pytest.mark.parametrize("place", [0.1, 0.4, 0.7])
def test_one_changed_byte_is_found_by_all(signed: bytes, place: float) -> None:
    covered = signed.index(b"/Contents <")
    at = signed.index(b"stream", int(covered * place)) + 20
    changed = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    found = proved(changed)
    assert found is not None
    assert (found.intact, found.good) == (False, False)
    assert "Digest Mismatch" in pdfsig(changed)
    assert not bottom_line(changed, trusted_roots())


def test_what_is_appended_and_what_is_foreign_is_told(signed: bytes) -> None:
    writer, updated = IncrementalPdfFileWriter(io.BytesIO(signed)), io.BytesIO()
    writer.update_root()
    writer.write(updated)
    for appended in (updated.getvalue(), signed + b"\n"):
        found = proved(appended)
        assert found is not None
        assert (found.intact, found.whole, found.good) == (True, False, False)
    foreign = proved(signed, roots=False)
    assert foreign is not None
    assert (foreign.trust, foreign.stamped_at, foreign.good) == (Trust.FOREIGN, None, False)
    for junk in (b"", b"%PDF-1.7", b"hello", signed[: len(signed) // 2]):
        assert proved(junk) is None


def test_an_expired_certificate_counts_while_the_stamp_does(app: Flask, signed: bytes) -> None:
    later = clock.now() + timedelta(days=9000)
    found = read_signature(signed, Trustees(trusted_roots()), at=later)
    assert found is not None
    assert (found.trust, found.intact) == (Trust.EXPIRED, True)


def test_two_at_once_keep_one_file(app: Flask, signed: bytes, notice: Notice, session: Session) -> None:
    sealer = sealer_at(clock.now())
    assert sealer is not None
    other = sealer.seal(notice_pdf(notice))
    assert other != signed
    with transaction():
        made = MadeFile(other, "notice-x", None)
        kept = keep_notice_paper(notice_id=notice.id, made=made, at=clock.now())
    assert not kept
    assert session.query(StoredFile).count() == 1


def _wrong_passphrase(app: Flask, patch: pytest.MonkeyPatch, _tmp: Path) -> None:
    sign_with_own_authority(app, patch, passphrase="wrong")


def _no_file(app: Flask, patch: pytest.MonkeyPatch, tmp: Path) -> None:
    sign_with_own_authority(app, patch, key=tmp / "nowhere.p12")


def _no_key(app: Flask, patch: pytest.MonkeyPatch, tmp: Path) -> None:
    (tmp / "text.p12").write_text("not a key")
    sign_with_own_authority(app, patch, key=tmp / "text.p12")


def _no_key_of_it(app: Flask, patch: pytest.MonkeyPatch, tmp: Path) -> None:
    folder = sign_with_own_authority(app, patch).instance / "signing"
    alone = pkcs12.serialize_key_and_certificates(
        None, None, load_key(folder / SIGNER, PASSPHRASE).certificate, None, NoEncryption()
    )
    (tmp / "alone.p12").write_bytes(alone)
    sign_with_own_authority(app, patch, key=tmp / "alone.p12", passphrase="")


def _in_production(app: Flask, patch: pytest.MonkeyPatch, _tmp: Path) -> None:
    settings = sign_with_own_authority(app, patch)
    patch.setitem(app.config, "NUSXA", replace(settings, mode=Mode.PRODUCTION))


def _stamper_away(app: Flask, patch: pytest.MonkeyPatch, _tmp: Path) -> None:
    sign_with_own_authority(app, patch, stamps_from="http://127.0.0.1:9/")


@pytest.mark.parametrize(
    ("spoil", "trouble"),
    [
        (_wrong_passphrase, Trouble.PASSPHRASE),
        (_no_file, Trouble.UNREADABLE),
        (_no_key, Trouble.UNREADABLE),
        (_no_key_of_it, Trouble.MISMATCHED),
        (_in_production, Trouble.DEMONSTRATION),
    ],
)
def test_with_a_wrong_key_notices_wait_and_are_signed_once_it_is_mended(
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    notice: Notice,
    spoil: Callable[[Flask, pytest.MonkeyPatch, Path], None],
    trouble: Trouble,
) -> None:
    right = app.config["NUSXA"]
    spoil(app, monkeypatch, tmp_path)
    assert trouble_at(clock.now()) is trouble
    assert render_waiting_notices() == 0
    assert notice.file_id is None
    monkeypatch.setitem(app.config, "NUSXA", right)
    sign_with_own_authority(app, monkeypatch)
    assert render_waiting_notices() == 1
    assert notice.facts["seal"]


def test_while_the_key_cannot_be_used_nothing_is_issued_and_every_page_says_so(
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    late: Late,
    notice: Notice,
    client: FlaskClient,
    now: datetime,
) -> None:
    batch_id = started_batch(late, add_late_depositors(late, 1))
    with transaction():
        line = add_late(late)
    sign_in(client, make_account(Role.REGULATOR, late.authority))
    right = app.config["NUSXA"]
    sign_with_own_authority(app, monkeypatch, passphrase="wrong")
    preview = f"/late/{late.publisher.id}/notice"
    for page in (
        "/notices",
        f"/notices/{notice.id}",
        f"/notices/{notice.id}/replace",
        f"{preview}?line={line.id}",
        f"/notice-batches/{batch_id}",
    ):
        assert "passphrase does not open" in client.get(page).text, page
    sent = {"line": line.id, "language": "en", "reason": "x", "submission_key": "k"}
    for address in (preview, f"/notices/{notice.id}/replace"):
        refused = client.post(address, data=sent)
        assert (refused.status_code, "No notice was issued" in refused.text) == (422, True), address
    assert issue_batches() == 1
    assert "could not be made" in client.get(f"/notice-batches/{batch_id}").text
    for reader in (f"/verify/{notice.verification_code}", f"/notices/{notice.id}"):
        sign_in(client, make_account(Role.DEPOSITOR, late.publisher))
        page = client.get(reader).text
        assert ("cannot sign at present" in page, "passphrase" in page) == (True, False), reader
    monkeypatch.setitem(app.config, "NUSXA", right)
    with transaction():
        move_batch(batch_id=batch_id, verb=Verb.RETRY, by=late.inspector, at=now)
    assert issue_batches() == 1
    assert "look again in a minute" in client.get(f"/notices/{notice.id}").text
    with time_machine.travel(now + timedelta(minutes=16)):
        assert "it is tried again" in client.get(f"/notices/{notice.id}").text


def test_many_printed_together_wait_for_the_right_key_and_are_all_signed(
    app: Flask, monkeypatch: pytest.MonkeyPatch, session: Session, late: Late
) -> None:
    started_batch(late, add_late_depositors(late, MANY))
    assert issue_batches() == MANY
    right = app.config["NUSXA"]
    sign_with_own_authority(app, monkeypatch, passphrase="wrong")
    assert render_waiting_notices() == 0
    assert session.query(StoredFile).count() == 0
    monkeypatch.setitem(app.config, "NUSXA", right)
    sign_with_own_authority(app, monkeypatch)
    assert render_waiting_notices() == MANY
    for notice in session.query(Notice):
        content = storage().get(session.get_one(StoredFile, notice.file_id).sha256)
        found = proved(content)
        assert found is not None
        assert found.good
        assert notice.facts["seal"]
    assert content.startswith(notice_pdf(notice)), "the letter names the certificate that signed it"


def test_without_a_time_stamp_nothing_is_kept(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, notice: Notice
) -> None:
    _stamper_away(app, monkeypatch, tmp_path)
    assert render_waiting_notices() == 0
    assert notice.file_id is None


def test_a_key_signs_only_in_its_time(app: Flask, monkeypatch: pytest.MonkeyPatch, session: Session) -> None:
    sign_with_own_authority(app, monkeypatch)
    now = clock.now()
    assert trouble_at(now) is None
    assert trouble_at(now - timedelta(days=30)) is Trouble.NOT_YET_VALID
    assert trouble_at(now + timedelta(days=9000)) is Trouble.EXPIRED


def test_without_a_key_a_notice_is_kept_unsigned(session: Session, notice: Notice) -> None:
    assert store_notice_paper(notice.id)
    content = storage().get(session.get_one(StoredFile, notice.file_id).sha256)
    assert proved(content) is None
    assert notice.facts["seal"] is None


def test_on_paper_there_is_no_signature(signed: bytes, tmp_path: Path) -> None:
    """Merged, it would be a broken one: what is printed keeps the pages alone."""
    file = tmp_path / "signed.pdf"
    file.write_bytes(signed)
    with (tmp_path / "print.pdf").open("w+b") as out:
        assert merge([(1, file), (2, file)], tmp_path, out) == {1: 1, 2: 1}
    with pikepdf.open(tmp_path / "print.pdf") as merged:
        assert "/AcroForm" not in merged.Root
        notes = [note.Subtype for page in merged.pages for note in page.get("/Annots", ())]
    assert "/Widget" not in notes
