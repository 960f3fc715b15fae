"""Photographs of copies: the picture alone is kept, beside the digest of what was sent."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from app.deposits.consignments.evidence.checking import JPEG, LARGEST, SUFFIXES, picture_alone
from app.infra.storage import keep_file
from app.infra.uploads import check_size, plain_name


@dataclass(frozen=True, slots=True)
class Sent:
    """A photograph as it was sent; `field` is where a refusal of it is shown."""

    content: bytes
    name: str
    field: str = "file"

    @property
    def sha256(self) -> str:
        """The digest of the bytes that were sent."""
        return hashlib.sha256(self.content).hexdigest()


def keep_photograph(sent: Sent, *, at: datetime) -> int:
    """Keep the picture of a photograph; return the number of its file.

    Raises:
        DomainError: `file.empty`, `file.too_large`, `file.damaged`, `photo.kind`, `evidence.heic`,
            `evidence.too_many_pixels`.
    """
    check_size(sent.content, most=LARGEST, field=sent.field)
    picture = picture_alone(sent.content, sent.field, unknown="photo.kind")
    return keep_file(picture, name=plain_name(sent.name, SUFFIXES[JPEG]), media_type=JPEG, at=at).id
