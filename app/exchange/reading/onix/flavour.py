"""The two spellings of ONIX: reference names and short tags, with the namespace that each release has.

`tags.csv` pairs the data elements that are read or stand beside them; a composite's short tag is its name in
small letters.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.domain.errors import DomainError
from app.exchange.reading.safe_xml import Element, local_name, namespace

TAGS_FILE = Path(__file__).parent / "tags.csv"
RELEASES = ("2.1", "3.0", "3.1")
_ROOTS = {"ONIXMessage": False, "ONIXmessage": True}
_NAMESPACE = "http://ns.editeur.org/onix/"


@dataclass(frozen=True, slots=True)
class Flavour:
    """In which release and spelling a message is written."""

    release: str
    short: bool
    namespace: str

    @property
    def modern(self) -> bool:
        """Whether products come in blocks, as they have since 3.0."""
        return self.release != "2.1"

    def tag(self, name: str) -> str:
        """Return the tag that an element with this reference name has here."""
        return _tag(name, self.short, self.namespace)


def flavour_of(root: Element) -> Flavour:
    """Return how a message is written.

    Raises:
        DomainError: `exchange.onix_root`, `exchange.onix_release`, `exchange.onix_namespace`.
    """
    name, space = local_name(root), namespace(root)
    if name not in _ROOTS:
        raise DomainError("exchange.onix_root", "file", root=name[:60], line=root.sourceline)
    short = _ROOTS[name]
    release = str(root.get("release") or _release_in(space) or "2.1")
    if release not in RELEASES:
        raise DomainError("exchange.onix_release", "file", release=release[:20], known=", ".join(RELEASES))
    spelling = "short" if short else "reference"
    if space and space != f"{_NAMESPACE}{release}/{spelling}":
        expected = f"{_NAMESPACE}{release}/{spelling}"
        raise DomainError("exchange.onix_namespace", "file", namespace=space[:100], expected=expected)
    return Flavour(release, short, space)


@cache
def reference_name(tag: str, short: bool) -> str:
    """Return the reference name of a local tag; what is not paired stands for itself."""
    return _references().get(tag, tag) if short else tag


def _release_in(space: str) -> str:
    return space.removeprefix(_NAMESPACE).partition("/")[0] if space.startswith(_NAMESPACE) else ""


@cache
def _tag(name: str, short: bool, space: str) -> str:
    local = _shorts().get(name, name.lower()) if short else name
    return f"{{{space}}}{local}" if space else local


@cache
def _shorts() -> dict[str, str]:
    with TAGS_FILE.open(encoding="utf-8", newline="") as file:
        return {row["reference"]: row["short"] for row in csv.DictReader(file)}


@cache
def _references() -> dict[str, str]:
    composites = [
        "Header",
        "Product",
        "Sender",
        "SenderIdentifier",
        "RecordSourceIdentifier",
        "ProductIdentifier",
        "Barcode",
        "DescriptiveDetail",
        "CollateralDetail",
        "PromotionDetail",
        "ContentDetail",
        "PublishingDetail",
        "RelatedMaterial",
        "ProductionDetail",
        "ProductSupply",
        "TitleDetail",
        "TitleElement",
        "Contributor",
        "Language",
        "Extent",
        "Title",
    ]
    return {name.lower(): name for name in composites} | {short: name for name, short in _shorts().items()}
