"""Whether an uploaded file is one that a library can keep: a PDF or an EPUB, by its content."""

import io
import zipfile
import zlib

from app.domain.errors import DomainError
from app.edeposit.epub import check_book
from app.infra.uploads import PDF, check_pdf, check_size, media_types_of

EPUB = "application/epub+zip"
SUFFIXES = {PDF: ".pdf", EPUB: ".epub"}

_EPUB_ENTRIES = 20_000
_EPUB_UNPACKED = 2 * 1024**3  # bytes
_EPUB_RATIO = 200  # a bomb packs a thousandfold; text, the best that an honest book packs, some tenfold


def checked_media_type(content: bytes, *, most: int) -> str:
    """Return the media type of a PDF or EPUB that a library can keep; `most` is the largest size in bytes.

    Of an archive only what names its texts is unpacked; the sizes that it declares decide.

    Raises:
        DomainError: `file.empty`, `file.too_large`, `file.kind`, `file.encrypted`, `file.damaged`,
            `file.unpacks_too_large`; the field is `file`.
    """
    check_size(content, most=most)
    kinds = media_types_of(content)
    if PDF in kinds:
        check_pdf(content)
        return PDF
    if EPUB in kinds:
        _check_epub(content)
        return EPUB
    raise DomainError("file.kind", "file")


def _check_epub(content: bytes) -> None:
    """EPUB 3.3, 4.2: a ZIP whose first entry is `mimetype`, not packed, and in which is a book."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _refuse_bomb(entries, len(content))
            first = entries[0] if entries else None
            right = first is not None and first.filename == "mimetype" and first.file_size == len(EPUB)
            if first is None or not right or archive.read(first) != EPUB.encode():
                raise DomainError("file.damaged", "file")
            if any(entry.flag_bits & 0x1 for entry in entries):
                raise DomainError("file.encrypted", "file")
            check_book(archive)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise DomainError("file.damaged", "file") from error


def _refuse_bomb(entries: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    too_many = len(entries) > _EPUB_ENTRIES
    if too_many or unpacked > _EPUB_UNPACKED or unpacked > packed * _EPUB_RATIO:
        raise DomainError("file.unpacks_too_large", "file")
