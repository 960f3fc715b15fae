"""What can be kept as evidence: photographs, copied without what the camera wrote beside them, and PDF."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from app.domain.errors import DomainError
from app.infra.uploads import PDF, check_pdf, check_size, media_types_of

JPEG = "image/jpeg"
SUFFIXES = {JPEG: ".jpg", PDF: ".pdf"}
LARGEST = 15 * 1024**2
"""Bytes; no telephone's photograph and no receipt of the post comes near."""

_FORMATS = ("JPEG", "PNG", "WEBP")
_LONGEST_SIDE = 2400
"""Pixels; the small print of a receipt is still read."""
_MOST_PIXELS = 64_000_000
"""Before anything is unpacked: a small file can claim a picture that fills the memory."""
_QUALITY = 88
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


@dataclass(frozen=True, slots=True)
class Kept:
    """What of a sent file is kept."""

    content: bytes
    media_type: str


def what_is_kept(content: bytes, field: str) -> Kept:
    """Return what is kept of a file: a PDF as it is, a photograph as an upright JPEG with the picture alone.

    The same bytes give the same copy.

    Raises:
        DomainError: `file.empty`, `file.too_large`, `file.encrypted`, `file.damaged`, `evidence.kind`,
            `evidence.heic`, `evidence.too_many_pixels`; each for `field`.
    """
    check_size(content, most=LARGEST, field=field)
    if PDF in media_types_of(content):
        check_pdf(content, field=field)
        return Kept(content, PDF)
    return Kept(picture_alone(content, field), JPEG)


def picture_alone(content: bytes, field: str, *, unknown: str = "evidence.kind") -> bytes:
    """Return of a photograph the upright picture as JPEG, without what the camera wrote beside it.

    Raises:
        DomainError: as `what_is_kept`; `unknown` for what is no photograph.
    """
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        raise DomainError("evidence.heic", field)
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as sent:
            if sent.width * sent.height > _MOST_PIXELS:
                raise DomainError("evidence.too_many_pixels", field)
            upright = _flat(ImageOps.exif_transpose(sent))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise DomainError("evidence.too_many_pixels", field) from error
    except UnidentifiedImageError as error:
        raise DomainError(unknown, field) from error
    except (OSError, SyntaxError, ValueError) as error:
        # What the library raises for a picture that is cut off or written wrongly.
        raise DomainError("file.damaged", field) from error
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    # A new picture of the same points: whatever stood beside them stays behind.
    alone = Image.new("RGB", upright.size)
    alone.paste(upright)
    written = io.BytesIO()
    alone.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return written.getvalue()


def _flat(picture: Image.Image) -> Image.Image:
    """The picture in plain colours; where it was transparent it is white, as paper is."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    ground = Image.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture.convert("RGBA"))
    return ground.convert("RGB")
