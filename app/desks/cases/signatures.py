"""What the signatures of the authority's papers in an archive prove, to whoever holds no more than it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.compliance.cases.papers.models import PaperKind
from app.infra.signing.reading import FoundSignature, Trust, Trustees, read_signature

SIGNED = frozenset({"notice", "decision", *(kind.value.replace("_", " ") for kind in PaperKind)})
"""Kinds of files that the authority signs. Receipts are papers of libraries."""
WITHDRAWN = "withdrawn "
DISTRUST: Mapping[Trust, str] = {
    Trust.FOREIGN: "is signed by somebody for whom none of these roots vouches",
    Trust.EXPIRED: "is signed with an expired certificate, and no time stamp shows that it was signed before",
    Trust.REVOKED: "is signed with a certificate that was revoked",
}


@dataclass(frozen=True, slots=True)
class ArchivedPaper:
    """A paper of the authority in an archive, and its signature; None: it has none that can be read."""

    name: str
    signature: FoundSignature | None

    def __str__(self) -> str:
        found = self.signature
        if found is None:
            return f"{self.name}: not signed"
        stamp = f", time stamp {found.stamped_at.isoformat()}" if found.stamped_at else ""
        serial = f"certificate {found.serial} issued by {found.issuer}"
        return f"{self.name}: signed by {found.holder}, {serial}{stamp}"


def signatures_in(
    files: Mapping[str, bytes], index: Mapping[str, Any], trustees: Trustees, *, at: datetime
) -> list[ArchivedPaper]:
    """The papers of the authority that the index names, each with what its signature proves now."""
    rows = [row for row in index["files"] if isinstance(row, dict)]
    names = [str(row.get("name")) for row in rows if _signs(row)]
    return [
        ArchivedPaper(name, read_signature(files[name], trustees, at=at)) for name in names if name in files
    ]


def faults_of(papers: Sequence[ArchivedPaper], *, judged: bool) -> Iterator[str]:
    """What is wrong with signatures; whom they are by only where roots to trust are known."""
    for paper in papers:
        found = paper.signature
        if found is not None and not (found.intact and found.whole):
            yield f"{paper.name}: its signature does not cover it as it is"
        elif found is not None and judged and found.trust in DISTRUST:
            yield f"{paper.name}: it {DISTRUST[found.trust]}"


def _signs(row: Mapping[str, Any]) -> bool:
    return str(row.get("kind")).removeprefix(WITHDRAWN) in SIGNED
