"""One file for the printer: every notice of a batch in postal order, each beginning on a right-hand page."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import pikepdf
from sqlalchemy import Select, exists, or_, select, update

from app.compliance.batches.models import BatchLine, NoticeBatch
from app.compliance.models import Notice
from app.domain.actor import SYSTEM
from app.domain.events import Event, Subject
from app.infra import clock
from app.infra.db import session, transaction
from app.infra.events import publish
from app.infra.storage import StoredFile, keep_stream, storage
from app.organisations.models import Organisation

PRINT_FILES = "print files"
"""The job that makes them."""
PDF = "application/pdf"
NOTICES_AT_ONCE = 50
"""Merged part by part: what a part holds in memory is given back before the next."""


def batches_to_print() -> list[int]:
    """Return the batches that are over and whose notices all have their files, but no print file yet."""
    unfiled = exists().where(
        BatchLine.batch_id == NoticeBatch.id, Notice.id == BatchLine.notice_id, Notice.file_id.is_(None)
    )
    printed = exists().where(BatchLine.batch_id == NoticeBatch.id, BatchLine.notice_id.is_not(None))
    over = or_(NoticeBatch.finished_at.is_not(None), NoticeBatch.stopped_at.is_not(None))
    wanted = select(NoticeBatch.id).where(over, NoticeBatch.print_file_id.is_(None), printed, ~unfiled)
    return list(session().scalars(wanted.order_by(NoticeBatch.id)))


def print_batch(batch_id: int) -> bool:
    """Merge the notices and keep the file; False where there is nothing to post, or another has kept it."""
    files = session().execute(_files(batch_id)).all()
    session().rollback()
    if not files:
        return False
    paths = [(line_id, storage().path(digest)) for line_id, digest in files]
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "print.pdf").open("w+b") as merged:
        pages = merge(paths, Path(folder), merged)
        merged.seek(0)
        return _keep(batch_id, merged, pages)


def merge(files: Sequence[tuple[int, Path]], folder: Path, out: BinaryIO) -> dict[int, int]:
    """Write the files one behind the other; return how many pages each has.

    After one of an odd number a blank page follows, so that the next begins on the front of a sheet.
    """
    pages: dict[int, int] = {}
    parts: list[Path] = []
    for start in range(0, len(files), NOTICES_AT_ONCE):
        part = folder / f"{len(parts)}.pdf"
        with pikepdf.new() as merged:
            for key, path in files[start : start + NOTICES_AT_ONCE]:
                pages[key] = _append(merged, path)
            merged.save(part, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        parts.append(part)
    with pikepdf.new() as whole, ExitStack() as opened:
        for part in parts:
            whole.pages.extend(opened.enter_context(pikepdf.open(part)).pages)
        whole.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return pages


def _append(merged: pikepdf.Pdf, path: Path) -> int:
    with pikepdf.open(path) as notice:
        number = len(notice.pages)
        size = (float(notice.pages[-1].mediabox[2]), float(notice.pages[-1].mediabox[3]))
        _take_signature_out(notice)
        merged.pages.extend(notice.pages)
    if number % 2:
        merged.add_blank_page(page_size=size)
    return number


def _take_signature_out(notice: pikepdf.Pdf) -> None:
    """Paper carries none, and that of one file would be a broken one in another."""
    if "/AcroForm" in notice.Root:
        del notice.Root.AcroForm
    for page in notice.pages:
        for annotation in [one for one in page.get("/Annots", ()) if one.get("/Subtype") == "/Widget"]:
            page.Annots.remove(annotation)


def _files(batch_id: int) -> Select[int, str]:
    """What is posted: notices in force whose addressee has an address. The others stand in the post list."""
    return (
        select(BatchLine.id, StoredFile.sha256)
        .join(Notice, Notice.id == BatchLine.notice_id)
        .join(StoredFile, StoredFile.id == Notice.file_id)
        .join(Organisation, Organisation.id == BatchLine.depositor_id)
        .where(BatchLine.batch_id == batch_id, Notice.withdrawn_at.is_(None), Organisation.address != "")
        .order_by(BatchLine.id)
    )


def _keep(batch_id: int, merged: BinaryIO, pages: Mapping[int, int]) -> bool:
    with transaction():
        at = clock.now()
        batch = session().get_one(NoticeBatch, batch_id, with_for_update=True, populate_existing=True)
        if batch.print_file_id is not None:
            return False
        file = keep_stream(merged, name=f"print-{batch.id}.pdf", media_type=PDF, at=at)
        batch.print_file_id = file.id
        session().execute(update(BatchLine), list(_counted(pages)))
        subject = Subject("notice_batch", batch.id)
        after = {"sha256": file.sha256, "pages": sum(pages.values())}
        publish(Event("notice_batch.printed", SYSTEM, at, (subject,), after=after))
        return True


def _counted(pages: Mapping[int, int]) -> Iterator[dict[str, int]]:
    for line_id, number in pages.items():
        yield {"id": line_id, "pages": number}
