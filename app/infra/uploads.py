"""What an uploaded file is, by its content: names and declared types are only claims."""

import io

import pikepdf
import puremagic

from app.domain.errors import DomainError

PDF = "application/pdf"

_HEAD = 4096  # bytes that tell the kind


def check_size(content: bytes, *, most: int, field: str = "file") -> None:
    """Refuse a file without content, or of more than `most` bytes.

    Raises:
        DomainError: `file.empty`, `file.too_large`.
    """
    if not content:
        raise DomainError("file.empty", field)
    if len(content) > most:
        raise DomainError("file.too_large", field, most=most // 1024**2)


def media_types_of(content: bytes) -> set[str]:
    """Return the media types that the first bytes of a file may be; none when they are unknown."""
    try:
        return {match.mime_type for match in puremagic.magic_string(content[:_HEAD])}
    except (puremagic.PureError, ValueError):
        return set()


def check_pdf(content: bytes, *, field: str = "file") -> None:
    """Refuse a PDF that cannot be opened and read by everybody.

    Raises:
        DomainError: `file.encrypted`, `file.damaged`.
    """
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            encrypted, pages = document.is_encrypted, len(document.pages)
    except pikepdf.PasswordError as error:
        raise DomainError("file.encrypted", field) from error
    except pikepdf.PdfError as error:
        raise DomainError("file.damaged", field) from error
    if encrypted:
        raise DomainError("file.encrypted", field)
    if not pages:
        raise DomainError("file.damaged", field)


def plain_name(name: str, suffix: str) -> str:
    """Return the name a file was given, without its folders, always with the suffix of what the file is."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1].strip()
    stem = "".join(character for character in last if character.isprintable())[:120]
    return stem if stem.lower().endswith(suffix) else f"{stem or 'file'}{suffix}"
