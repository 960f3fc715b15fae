"""A file that is owed: what is refused by its content, and from upload to receipt."""

import io
import zipfile
from datetime import datetime
from secrets import token_hex

import pikepdf
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.deposits.receiving.services import reverse_receipt
from app.domain.actor import Actor, Role
from app.domain.errors import Conflict, DomainError, NotFound
from app.edeposit.checking import EPUB, checked_media_type
from app.edeposit.models import DepositedFile
from app.edeposit.services import accept_file, refuse_file, upload_file
from app.infra.db import transaction
from app.infra.storage import StoredFile, storage
from app.infra.uploads import PDF
from tests.factories.receiving import World, lines_of, make_actor, make_world, received

MOST = 5 * 1024**2


def pdf(*, password: str = "", pages: int = 1) -> bytes:
    document, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        document.add_blank_page()
    document.save(out, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return out.getvalue()


CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="%s" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="t" href="%s"/></manifest>
<spine><itemref idref="%s"/></spine></package>"""


def epub(
    *,
    mimetype: bytes = b"application/epub+zip",
    container: str = CONTAINER % "a/b.opf",
    package: str = PACKAGE % ("../my%20text.xhtml#start", "t"),
    filling: bytes = b"",
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        if container:
            archive.writestr("META-INF/container.xml", container)
        archive.writestr("a/b.opf", package)
        archive.writestr("my text.xhtml", filling)
    return out.getvalue()


def test_a_pdf_and_an_epub_are_known_by_their_content() -> None:
    assert checked_media_type(pdf(), most=MOST) == PDF
    assert checked_media_type(epub(), most=MOST) == EPUB


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"x" * (MOST + 1), "file.too_large"),
        (b"just words, called book.pdf", "file.kind"),
        (b"<html><script>alert(1)</script></html>", "file.kind"),
        (b"%PDF-1.7\nbut nothing else", "file.damaged"),
        (pdf(pages=0), "file.damaged"),
        (pdf(password="s"), "file.encrypted"),
        (pdf()[:200], "file.damaged"),
        (epub(mimetype=b"application/zip"), "file.kind"),
        (epub(container=""), "file.damaged"),
        (epub(container="<container/>"), "file.damaged"),
        (epub(container="no XML"), "file.damaged"),
        (epub(container=CONTAINER % "elsewhere.opf"), "file.damaged"),
        (epub(container='<!DOCTYPE c [<!ENTITY a "b">]>' + CONTAINER % "a/b.opf"), "file.damaged"),
        (epub(package="<package/>"), "file.damaged"),
        (epub(package=PACKAGE % ("missing.xhtml", "t")), "file.damaged"),
        (epub(package=PACKAGE % ("../my%20text.xhtml", "other")), "file.damaged"),
        (
            epub(package=PACKAGE % ("../my%20text.xhtml", "t") + f"<!--{token_hex(4_300_000)}-->"),
            "file.unpacks_too_large",
        ),
        (epub(filling=b"0" * 20_000_000), "file.unpacks_too_large"),
        (epub()[:120], "file.damaged"),
    ],
)
def test_bad_files_are_refused_with_a_reason(content: bytes, code: str) -> None:
    with pytest.raises(DomainError) as caught:
        checked_media_type(content, most=MOST)
    assert (caught.value.code, caught.value.field) == (code, "file")


def publisher_of(world: World) -> Actor:
    with transaction():
        return make_actor(Role.DEPOSITOR, world.publisher)


def sent(world: World, by: Actor, content: bytes, at: datetime) -> DepositedFile:
    with transaction():
        return upload_file(
            obligation_id=world.obligations[0].id, content=content, name="../kitob.exe", by=by, at=at
        )


def test_an_accepted_file_is_a_receipt_of_one_copy(session: Session, at: datetime) -> None:
    world = make_world(1, copies=1, form="file")
    deposited = sent(world, publisher_of(world), pdf(), at)
    stored = session.get_one(StoredFile, deposited.file_id)
    assert (stored.name, stored.media_type) == ("kitob.exe.pdf", PDF)
    assert storage().get(stored.sha256).startswith(b"%PDF")
    assert received(world.obligations[0]) == 0
    receipts = []
    for _ in range(2):
        with transaction():
            receipts.append(accept_file(deposited_id=deposited.id, by=world.librarian, at=at))
    assert receipts[0].id == receipts[1].id
    assert [(line.copies, line.discrepancy) for line in lines_of(receipts[0])] == [(1, "")]
    assert received(world.obligations[0]) == 1
    assert not world.obligations[0].open
    with pytest.raises(Conflict, match=r"file\.accepted_already"), transaction():
        refuse_file(deposited_id=deposited.id, reason="late", by=world.librarian, at=at)
    with transaction():
        reverse_receipt(number=receipts[0].number, reason="wrong file", by=world.librarian, at=at)
    assert sent(world, publisher_of(world), pdf(), at).id != deposited.id


def test_the_same_bytes_are_one_deposit(session: Session, at: datetime) -> None:
    world = make_world(1, copies=1, form="file")
    publisher, content = publisher_of(world), pdf()
    assert sent(world, publisher, content, at).id == sent(world, publisher, content, at).id
    assert session.scalar(select(func.count(StoredFile.id))) == 1
    with pytest.raises(Conflict, match=r"file\.waiting"):
        sent(world, publisher, epub(), at)


def test_after_a_refusal_another_file_may_come(session: Session, at: datetime) -> None:
    world = make_world(1, copies=1, form="either")
    publisher = publisher_of(world)
    first = sent(world, publisher, pdf(), at)
    with pytest.raises(DomainError, match=r"file\.reason_needed"), transaction():
        refuse_file(deposited_id=first.id, reason=" ", by=world.librarian, at=at)
    with transaction():
        refuse_file(deposited_id=first.id, reason="pages 3 to 9 lack", by=world.librarian, at=at)
    with pytest.raises(Conflict, match=r"file\.refused_already"), transaction():
        accept_file(deposited_id=first.id, by=world.librarian, at=at)
    assert sent(world, publisher, epub(), at).id != first.id
    assert received(world.obligations[0]) == 0


def test_only_its_depositor_uploads_and_only_its_library_decides(session: Session, at: datetime) -> None:
    world, other = make_world(1, copies=1, form="file"), make_world(1, copies=1, form="file")
    with pytest.raises(NotFound):
        sent(world, publisher_of(other), pdf(), at)
    deposited = sent(world, publisher_of(world), pdf(), at)
    with pytest.raises(NotFound), transaction():
        accept_file(deposited_id=deposited.id, by=other.librarian, at=at)
    on_paper = make_world(1, form="physical")
    with pytest.raises(NotFound):
        sent(on_paper, publisher_of(on_paper), pdf(), at)
