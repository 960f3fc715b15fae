"""Messages of ONIX for Books as records of ours: one product in memory at a time."""

from collections.abc import Iterator
from pathlib import Path

from app.domain.errors import DomainError
from app.exchange.mapping import onix
from app.exchange.reading.onix.flavour import Flavour, flavour_of
from app.exchange.reading.onix.node import Node
from app.exchange.reading.onix.structure import DELETE, UPDATE, check_header, faults_of
from app.exchange.reading.safe_xml import (
    Element,
    counting_whole,
    declared_encoding_of,
    events,
    forget,
    local_name,
)
from app.exchange.records import Act, Asked, Finding, Format, Severity, Source, SourceRecord

_ACTS = {UPDATE: Act.UPDATE, DELETE: Act.DELETE}


def open_onix(path: Path, asked: Asked) -> Source:
    """Open a message.

    Raises:
        DomainError: `exchange.xml_broken`, `exchange.entities`, `exchange.onix_stray` (also while the
        records are gone
            through); `exchange.onix_root`, `exchange.onix_release`, `exchange.onix_namespace`,
            `exchange.onix_header`.
    """
    flavour = _checked_flavour(path)
    return Source(
        format=Format.ONIX,
        records=counting_whole(_records(path, flavour)),
        mapping=onix.PLACES if flavour.modern else onix.OLD_PLACES,
        encoding=declared_encoding_of(path),
        schema="onix-short" if flavour.short else "onix-reference",
        version=flavour.release,
    )


def _checked_flavour(path: Path) -> Flavour:
    """Return how a message is written, once its header is whole and its first product has begun."""
    with path.open("rb") as file:
        flavour, header = None, None
        for event, element in events(file):
            if flavour is None:
                flavour = flavour_of(element)
            elif event == "end" and element.tag == flavour.tag("Header"):
                header = Node(element, flavour)
                check_header(header)
            elif event == "start" and element.tag == flavour.tag("Product"):
                break
            elif event == "start" and element.getparent().getparent() is None:
                _refuse_stray(element.getparent(), flavour)
    if flavour is None or header is None:
        raise DomainError("exchange.onix_header", "file", missing="Header", line=1)
    return flavour


def _records(path: Path, flavour: Flavour) -> Iterator[SourceRecord]:
    with path.open("rb") as file:
        root = None
        products = events(file, tag=flavour.tag("Product"), at=("end",))
        for number, (_event, element) in enumerate(products, start=1):
            root = element.getparent()
            if root is None or root.getparent() is not None:
                raise _stray(element)
            _refuse_stray(root, flavour)
            yield _record(number, Node(element, flavour))
            forget(element)
        if root is not None:
            _refuse_stray(root, flavour)


def _refuse_stray(root: Element, flavour: Flavour) -> None:
    """What stands beside the products is not passed over in silence: it may be a product that is misspelt."""
    known = {flavour.tag(name) for name in ("Header", "Product", "NoProduct")}
    for child in root.iterchildren("*"):
        if child.tag not in known:
            raise _stray(child)


def _stray(element: Element) -> DomainError:
    return DomainError("exchange.onix_stray", "file", name=local_name(element)[:60], line=element.sourceline)


def _record(number: int, product: Node) -> SourceRecord:
    row = product.element.sourceline
    reference = product.text("RecordReference")
    faults = tuple(
        Finding(
            number,
            fault.line,
            fault.path,
            fault.code,
            Severity.ERROR,
            {"name": fault.name, "line": fault.line},
        )
        for fault in faults_of(product)
    )
    act = _ACTS.get(product.text("NotificationType"), Act.NEW)
    if faults:
        return SourceRecord(number, row, (), faults, act, reference)
    mapped = onix.mapped(product)
    told = tuple(
        Finding(number, row, doubt.place, doubt.code, doubt.severity, doubt.params) for doubt in mapped.doubts
    )
    place = f"{product.path}/RecordReference"
    return SourceRecord(
        number, row, mapped.given, told, act, reference, reference_place=place, foretells=True
    )
