"""The records of a message that were not taken, in its own format: to be mended there and sent again."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from flask import Response, stream_with_context
from lxml import etree

from app.domain.errors import NotFound
from app.exchange.batches.models import ImportBatch, ImportProblem
from app.exchange.batches.returning import format_of, problems_by_record
from app.exchange.reading.marc import iso2709
from app.exchange.reading.safe_xml import Element, events, forget, local_name
from app.exchange.records import Format
from app.infra.storage import storage

BYTES_AT_ONCE = 1 << 16
MEDIA = {
    Format.ONIX: ("xml", "application/xml"),
    Format.MARCXML: ("xml", "application/marcxml+xml"),
    Format.MARC: ("mrc", "application/marc"),
}
_RECORDS = frozenset({"Product", "product", "record"})
Problems = Mapping[int, list[ImportProblem]]


def extracted_file(batch: ImportBatch) -> Response:
    """Send the records with an error as they came. In XML a comment before each says what is wrong with it.

    Raises:
        NotFound: the file is a table, which comes back as one.
    """
    format_ = format_of(batch)
    if format_ not in MEDIA:
        raise NotFound("not_found")
    ending, media_type = MEDIA[format_]
    path, problems = storage().path(batch.file.sha256), problems_by_record(batch)
    parts = _pieces(path, problems) if format_ is Format.MARC else _elements(path, problems)
    response = Response(stream_with_context(parts), content_type=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=f"returned-{batch.id}.{ending}")
    return response


def _pieces(path: Path, problems: Problems) -> Iterator[bytes]:
    with path.open("rb") as file:
        for number, (_place, piece) in enumerate(iso2709.pieces(file), 1):
            if number in problems:
                yield piece


def _elements(path: Path, problems: Problems) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as out, path.open("rb") as file:
        _copy(file, out, problems)
        out.seek(0)
        while part := out.read(BYTES_AT_ONCE):
            yield part


def _copy(file: IO[bytes], out: IO[bytes], problems: Problems) -> None:
    """Write the document with its root and its head, but of its records only those that have problems."""
    read = events(file)
    _start, root = next(read)
    number = 0
    with etree.xmlfile(out, encoding="utf-8") as written:
        written.write_declaration()
        if root.getroottree().docinfo.doctype:  # that of ONIX 2.1 names the entities which the texts use
            written.write_doctype(root.getroottree().docinfo.doctype)
        with written.element(root.tag, root.attrib, nsmap=root.nsmap):
            for event, element in read:
                if event == "start" or element is root:
                    continue
                if local_name(element) in _RECORDS:
                    number += 1
                    if number in problems:
                        _write(written, element, problems[number])
                    forget(element)
                elif element.getparent() is root:
                    written.write(element)


def _write(written: Any, element: Element, problems: list[ImportProblem]) -> None:
    for item in problems:
        said = " ".join(part for part in (f"{item.code}:", item.field, item.message) if part)
        written.write(etree.Comment(f" {said.replace('--', '- -')} "))
    written.write(element, with_tail=False)
