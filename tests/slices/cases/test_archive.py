"""The archive of a case: whole, and every change of it found and named without the database."""

import hashlib
import io
import json
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.jobs import seal
from app.compliance.cases.models import Case
from app.compliance.cases.queries.cases import case_for
from app.compliance.cases.services.keeping import add_note
from app.compliance.jobs import store_notice_paper
from app.compliance.requests.jobs import store_soon
from app.compliance.serving.models import Result
from app.compliance.serving.services import Statement, record_service
from app.deposits.receiving.models import Receipt
from app.desks.cases.archive import case_archive
from app.desks.cases.commands import case as commands
from app.domain.actor import Role
from app.domain.documents import Channel
from app.infra import clock
from app.infra.db import transaction
from app.infra.storage import keep_file
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import AT, TODAY, add_inspector, add_late, make_late_world, make_notice
from tests.factories.requests import ask, decide

pytestmark = pytest.mark.documents


@pytest.fixture
def archive(app: Flask, session: Session, tmp_path: Path) -> Path:
    """The archive of a case with a notice, its file and a note."""
    late = make_late_world()
    with transaction():
        line = add_late(late)
    notice = make_notice(late, line)
    store_notice_paper(notice.id)
    case = session.scalars(select(Case)).one()
    with transaction():
        add_note(case_id=case.id, text="Telefon qilindi", by=late.inspector, at=AT)
    seal()
    made = case_archive(case_for(late.inspector, case.id, TODAY), by=late.inspector, at=AT, language="ru")
    path = tmp_path / "case.zip"
    path.write_bytes(made)
    return path


def verify(path: Path) -> tuple[int, str]:
    """Run the command as on a computer without a database."""
    answer = CliRunner().invoke(commands, ["verify", str(path)])
    return answer.exit_code, answer.output


Files = dict[str, bytes]


def changed(path: Path, change: Callable[[Files], None]) -> Path:
    """The archive with its files changed."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    other = path.with_name("changed.zip")
    with zipfile.ZipFile(other, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return other


def test_an_outsider_checks_it_with_and_without_the_product(archive: Path, tmp_path: Path) -> None:
    code, told = verify(archive)
    assert code == 0, told
    assert "2026-000001" in told
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path / "out")
    names = {
        str(file.relative_to(tmp_path / "out")) for file in (tmp_path / "out").rglob("*") if file.is_file()
    }
    assert {"README.txt", "index.json", "cover.pdf", "acts.jsonl", "SHA256SUMS", "case.json"} < names
    assert "notices/specimen-notice-2026-000001.pdf" in names
    subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=tmp_path / "out", check=True)
    acts = [json.loads(line) for line in (tmp_path / "out" / "acts.jsonl").read_text().splitlines()]
    assert [act["name"] for act in acts] == [
        "case.opened", "notice.issued", "case.notice_added", "notice.filed", "case.note_added",
    ]  # fmt: skip


def _without_an_act(files: Files) -> None:
    lines = files["acts.jsonl"].splitlines(keepends=True)
    files["acts.jsonl"] = b"".join(line for line in lines if b"notice_added" not in line)


def _another_word(files: Files) -> None:
    files["acts.jsonl"] = files["acts.jsonl"].replace(b"Telefon qilindi", b"Xat yuborildi")


NOTICE = "notices/specimen-notice-2026-000001.pdf"


def _listed_anew(files: Files, name: str, content: bytes) -> None:
    """Put in a file and change every list of files, as somebody would who knows how they are made."""
    files[name] = content
    index = json.loads(files["index.json"])
    known = next(row for row in index["files"] if row["name"] == NOTICE)
    others = [row for row in index["files"] if row["name"] != name]
    row = {**known, "name": name, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
    files["index.json"] = json.dumps({**index, "files": [*others, row]}).encode()
    summed = (f"{hashlib.sha256(files[one]).hexdigest()}  {one}\n" for one in files if one != "SHA256SUMS")
    files["SHA256SUMS"] = "".join(summed).encode()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda files: files.update({"cover.pdf": b" "}), "cover.pdf: its bytes were changed"),
        (lambda files: files.pop(NOTICE), "000001.pdf: it is missing"),
        (lambda files: files.update({"files/001-xat.pdf": b"x"}), "files/001-xat.pdf: it was added"),
        (_without_an_act, "act 2 of the case is missing"),
        (lambda files: _listed_anew(files, NOTICE, b"%PDF"), "line 4: no file here has the bytes"),
        (lambda files: _listed_anew(files, "x.pdf", b"%PDF"), "x.pdf: no act of the case kept this paper"),
        (_another_word, "line 5: the act was changed"),
    ],
)  # fmt: skip
def test_what_was_changed_is_found_and_named(
    archive: Path, change: Callable[[Files], None], told: str
) -> None:
    code, words = verify(changed(archive, change))
    assert code == 1
    assert told in words


def test_each_changed_byte_is_found(archive: Path) -> None:
    whole = archive.read_bytes()
    with zipfile.ZipFile(archive) as opened:
        places = [entry.header_offset + 30 + len(entry.filename) + 3 for entry in opened.infolist()]
    for place in places:
        bent = bytearray(whole)
        bent[place] ^= 1
        path = archive.with_name("bent.zip")
        path.write_bytes(bent)
        assert verify(path)[0] == 1, place


def test_garbage_and_bombs_are_refused_with_a_word(tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.json", bytes(50_000_000))
    for content, told in ((b"no archive", "no ZIP archive"), (bomb.getvalue(), "unpack to more")):
        path = tmp_path / "x.zip"
        path.write_bytes(content)
        code, words = verify(path)
        assert (code, told in words) == (1, True), words


def test_requests_decisions_and_proof_of_service_are_in_it(
    client: FlaskClient, session: Session, tmp_path: Path
) -> None:
    late = make_late_world()
    with transaction():
        line = add_late(late)
        proof = keep_file(b"%PDF-1.7 chek", name="chek.pdf", media_type="application/pdf", at=AT)
    clerk = make_account(Role.DEPOSITOR, late.publisher).actor()
    notice = make_notice(late, line)
    said = Statement(Channel.POST, Result.SERVED, clock.local_day(AT), "RR123456785UZ")
    with transaction():
        record_service(notice_id=notice.id, said=said, by=late.inspector, at=AT, proof=proof)
    with transaction():
        colleague = add_inspector(late.authority)
    decision = decide(ask([line], clerk), colleague)
    case = session.scalars(select(Case)).one()
    early = replace(
        case_for(late.inspector, case.id, TODAY), receipts=[Receipt(number="Q26-000474-C", at=AT)]
    )
    begun = zipfile.ZipFile(io.BytesIO(case_archive(early, by=late.inspector, at=AT, language="uz")))
    waiting = json.loads(begun.read("index.json"))["without_file"]
    assert waiting == [notice.number, "Q26-000474-C", decision.number], "what is not in it is named"
    store_soon(decision.id)
    seal()
    made = case_archive(case_for(late.inspector, case.id, TODAY), by=late.inspector, at=AT, language="uz")
    path = tmp_path / "case.zip"
    path.write_bytes(made)
    assert verify(path)[0] == 0
    with zipfile.ZipFile(path) as archive:
        names, facts = archive.namelist(), json.loads(archive.read("case.json"))
        acts = archive.read("acts.jsonl").decode()
    assert [name for name in names if name.endswith("chek.pdf")]
    assert [name for name in names if name.startswith("requests/") and decision.number in name]
    assert facts["notices"][0]["served"][0]["tracking"] == "RR123456785UZ"
    assert facts["requests"][0]["decision"] == decision.number
    assert "request.decided" in acts
    sign_in(client, make_account(Role.REGULATOR, late.authority))
    page = client.get(f"/cases/{case.id}").text
    assert "RR123456785UZ" in page
    assert decision.number in page
