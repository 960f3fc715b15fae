"""What of a message's form can be judged without the schemas of EDItEUR: all that is read, and where it
stands.

Element names, their order and number follow the ONIX for Books specifications of each release; why the
schemas themselves are not carried is told in docs/decisions/0016-reading-files.md.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.errors import DomainError
from app.exchange.reading.onix.names import OLD_PRODUCT, known_in
from app.exchange.reading.onix.node import Node

NOTIFICATIONS = frozenset(["01", "02", "03", "04", "05", "08", "09", "12", "13", "14", "88", "89"])
"""Code list 1."""
UPDATE, DELETE = "04", "05"
_FORM = re.compile(r"00|[ABCDEFLMPSVWXZ][A-Z0-9]")
"""What a code of list 150 can be, or of list 7 in release 2.1."""
_TWO_FIGURES = re.compile(r"\d\d")
_RECORD = ("RecordReference", "NotificationType", "DeletionText", "RecordSourceType",
           "RecordSourceIdentifier", "RecordSourceName", "ProductIdentifier", "Barcode")  # fmt: skip
_BLOCKS = ("DescriptiveDetail", "CollateralDetail", "ContentDetail", "PublishingDetail", "RelatedMaterial",
           "ProductSupply")  # fmt: skip
_LATER_BLOCKS = ("PromotionDetail", "ProductionDetail")
"""They came with later revisions; where they stand is not judged."""
_MANY = frozenset({"DeletionText", "RecordSourceIdentifier", "ProductIdentifier", "Barcode", "ProductSupply"})
_INSIDE: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ProductIdentifier": (("ProductIDType", "IDValue"), ("IDTypeName",)),
    "TitleDetail": (("TitleType", "TitleElement"), ("TitleStatement",)),
    "Language": (("LanguageRole", "LanguageCode"), ("CountryCode", "RegionCode", "ScriptCode")),
    "Extent": (("ExtentType", "ExtentUnit"), ("ExtentValue", "ExtentValueRoman")),
}
"""What small composites must hold, and what they may; anything else there is no ONIX."""
_OLD_TITLE = ("TitleType", "TitleText", "AbbreviatedLength", "TextCaseFlag", "TitlePrefix",
              "TitleWithoutPrefix", "Subtitle")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """A breach of the form, with its path, its line and what tells more."""

    path: str
    line: int
    code: str
    name: str


def check_header(header: Node) -> None:
    """Refuse a message that does not say who sent it and when.

    Raises:
        DomainError: `exchange.onix_header`, with what is missing and the line.
    """
    wanted: tuple[tuple[str, ...], ...]
    if header.flavour.modern:
        wanted = (("Sender",), ("SentDateTime",))
    else:
        wanted = (
            ("FromCompany", "FromPerson", "FromEANNumber", "FromSAN", "SenderIdentifier"),
            ("SentDate",),
        )
    present = {name for name, _line in header.names()}
    for alternatives in wanted:
        if not present.intersection(alternatives):
            raise DomainError(
                "exchange.onix_header", "file", missing=alternatives[0], line=header.element.sourceline
            )


def faults_of(product: Node) -> Iterator[Fault]:
    """Yield every breach of the form in one product."""
    yield from _record(product)
    if product.flavour.modern:
        yield from _blocks(product)
        detail = product.first("DescriptiveDetail")
        if detail is not None:
            yield from _missing(detail, ("ProductComposition", "ProductForm", "TitleDetail"))
            yield from _described(detail)
            yield from _form(detail)
            yield from _edition(detail)
        for publishing in product.all("PublishingDetail"):
            yield from _strange(publishing, known_in("PublishingDetail"))
            for name in ("Publisher", "Imprint"):
                for named in publishing.all(name):
                    yield from _strange(named, known_in(name))
    else:
        yield from _strange(product, known_in(OLD_PRODUCT))
        yield from _form(product)
        yield from _edition(product)
        if product.text("NotificationType") not in (UPDATE, DELETE):
            yield from _missing(product, ("ProductForm",))
            for title in product.all("Title"):
                yield from _strange(title, _OLD_TITLE)


def _described(detail: Node) -> Iterator[Fault]:
    yield from _strange(detail, known_in("DescriptiveDetail"))
    for name in ("TitleDetail", "Language", "Extent"):
        yield from _composites(detail, name)
    for contributor in detail.all("Contributor"):
        yield from _strange(contributor, known_in("Contributor"))


def _edition(detail: Node) -> Iterator[Fault]:
    """An edition has one number, or it is said to have none."""
    said = [name for name, _line in detail.names() if name in ("EditionNumber", "NoEdition")]
    if len(said) > 1:
        line = detail.all(said[-1])[-1].element.sourceline
        yield Fault(f"{detail.path}/{said[-1]}", line, "exchange.onix_order", said[-1])


def _form(detail: Node) -> Iterator[Fault]:
    written = detail.text("ProductForm")
    if written and not _FORM.fullmatch(written):
        yield _fault(detail, "ProductForm", "exchange.onix_code", written)


def _record(product: Node) -> Iterator[Fault]:
    yield from _missing(product, ("RecordReference", "NotificationType"))
    notification = product.text("NotificationType")
    if notification and notification not in NOTIFICATIONS:
        yield _fault(product, "NotificationType", "exchange.onix_code", notification)
    identified = ("ProductIdentifier",) if product.flavour.modern else ("ProductIdentifier", "ISBN", "EAN13")
    if all(product.first(name) is None for name in identified):
        yield _fault(product, "ProductIdentifier", "exchange.onix_missing", "ProductIdentifier")
    yield from _composites(product, "ProductIdentifier")
    for identifier in product.all("ProductIdentifier"):
        written = identifier.text("ProductIDType")
        if written and not _TWO_FIGURES.fullmatch(written):
            yield _fault(identifier, "ProductIDType", "exchange.onix_code", written)


def _blocks(product: Node) -> Iterator[Fault]:
    order = [*_RECORD, *_BLOCKS]
    reached, seen = 0, set()
    for name, line in product.names():
        if name in _LATER_BLOCKS:
            continue
        if name not in order:
            yield Fault(f"{product.path}/{name}", line, "exchange.onix_unknown_element", name)
        elif order.index(name) < reached or (name in seen and name not in _MANY):
            yield Fault(f"{product.path}/{name}", line, "exchange.onix_order", name)
        else:
            reached = order.index(name)
        seen.add(name)


def _composites(parent: Node, name: str) -> Iterator[Fault]:
    for node in parent.all(name):
        yield from _missing(node, _INSIDE[name][0])
        yield from _strange(node, [*_INSIDE[name][0], *_INSIDE[name][1]])
        for element in node.all("TitleElement") if name == "TitleDetail" else ():
            yield from _missing(element, ("TitleElementLevel",))
            yield from _strange(element, known_in("TitleElement"))


def _missing(node: Node, names: tuple[str, ...]) -> Iterator[Fault]:
    for name in names:
        found = node.first(name)
        if found is None:
            yield _fault(node, name, "exchange.onix_missing", name)
        elif len(found.element) == 0 and not node.text(name):
            yield _fault(found, "", "exchange.onix_empty", name)


def _strange(node: Node, known: Iterable[str]) -> Iterator[Fault]:
    """What has no place inside an element: other elements, and text beside them."""
    for name, line in node.others(known):
        yield Fault(f"{node.path}/{name}", line, "exchange.onix_unknown_element", name)
    if text := node.text_beside():
        yield _fault(node, "", "exchange.onix_text", text)


def _fault(node: Node, name: str, code: str, told: str) -> Fault:
    found = node.first(name) if name else None
    line = (found or node).element.sourceline
    return Fault(f"{node.path}/{name}".rstrip("/"), line, code, told[:60])
