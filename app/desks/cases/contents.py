"""What an archive of a case holds and how its parts are written: one description for maker and checker."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

README, SUMS, INDEX, COVER, ACTS = "README.txt", "SHA256SUMS", "index.json", "cover.pdf", "acts.jsonl"
UNINDEXED = frozenset({SUMS, INDEX, COVER})
"""The index names every file but itself, the sums over it, and the cover that shows its hash."""
FORMAT = "nusxa-case-1"


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the archive; `kind` is what it is, `date` when it was made (ISO 8601)."""

    name: str
    content: bytes
    kind: str
    date: str

    @property
    def sha256(self) -> str:
        """The digest of its bytes."""
        return digest(self.content)


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def index_of(items: Iterable[Item], about: Mapping[str, object]) -> bytes:
    """The index: what the archive is about, and each file with its digest, size, kind and date."""
    files = [
        {"name": one.name, "sha256": one.sha256, "size": len(one.content), "kind": one.kind, "date": one.date}
        for one in items
    ]
    return as_json({"format": FORMAT, **about, "files": files})


def sums_of(items: Iterable[Item]) -> bytes:
    """The sums, as `sha256sum -c` reads them."""
    return "".join(f"{one.sha256}  {one.name}\n" for one in items).encode()


def as_json(value: object) -> bytes:
    """JSON for people and machines."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
