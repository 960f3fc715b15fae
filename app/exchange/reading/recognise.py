"""What a file is, by what is in it; its name is not asked."""

import re
import zipfile
from pathlib import Path

from app.domain.errors import DomainError
from app.exchange.reading.marc.iso2709 import LEADER_SHAPE
from app.exchange.records import Format
from app.infra.encodings import SAMPLE, declared

_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "exchange.old_workbook"),
    (b"%PDF", "exchange.is_pdf"),
    (b"\x1f\x8b", "exchange.is_packed"),
    (b"7z\xbc\xaf", "exchange.is_packed"),
    (b"Rar!", "exchange.is_packed"),
    (b"{\\rtf", "exchange.binary"),
    (b"\x89PNG", "exchange.binary"),
    (b"\xff\xd8\xff", "exchange.binary"),
    (b"SQLite format 3", "exchange.binary"),
)
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
"""Of the last two, one is empty and the other in several parts."""
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_NOT_ROOTS = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_ROOTS = {"onixmessage": Format.ONIX, "collection": Format.MARCXML, "record": Format.MARCXML}


def recognise(path: Path, encoding: str | None = None) -> Format:
    """Return the format of a file; `encoding` is that which a person names.

    Raises:
        DomainError: `exchange.empty`; `exchange.old_workbook`, `exchange.is_pdf`, `exchange.is_packed`,
            `exchange.binary`, `exchange.other_archive`, `exchange.other_xml`: what it is instead.
    """
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    if not sample.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise DomainError("exchange.empty", "file")
    for start, code in _OTHERS:
        if sample.startswith(start):
            raise DomainError(code, "file")
    if sample.startswith(_ARCHIVES):
        return _archive(path)
    if (root := _root(sample)) is not None:
        return _xml(root)
    # In UTF-16 the separators of MARC are halves of О, Н and П.
    wide = (encoding or declared(sample)).startswith("utf-16")
    if not wide and b"\x1e" in sample and (b"\x1d" in sample or sample.count(b"\x1f") > 5):
        # Random bytes hold these separators too, but no leader.
        if LEADER_SHAPE.search(sample):
            return Format.MARC
        raise DomainError("exchange.binary", "file")
    return Format.TSV if _tabs(sample) else Format.CSV


def _archive(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise DomainError("exchange.workbook_damaged", "file") from error
    if "xl/workbook.xml" not in names:
        raise DomainError("exchange.other_archive", "file")
    return Format.XLSX


def _root(sample: bytes) -> str | None:
    """Return the name of the root element, empty if it is not seen, None if this is no XML."""
    wide = sample.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in sample[:4]
    text = (sample.replace(b"\x00", b"") if wide else sample).decode("latin-1")
    text = text.lstrip("\xef\xbb\xbf\xff\xfe \t\r\n")
    if not re.match(r"<[?!A-Za-z_]", text):
        return None
    found = _ROOT.search(_NOT_ROOTS.sub("", text))
    return found[1] if found else ""


def _xml(root: str) -> Format:
    if root.lower() not in _ROOTS:
        raise DomainError("exchange.other_xml", "file", root=root[:60])
    return _ROOTS[root.lower()]


def _tabs(sample: bytes) -> bool:
    first = sample.split(b"\n", 1)[0]
    return first.count(b"\t") > max(first.count(sign) for sign in (b",", b";", b"|"))
