"""MARCXML: the same records in XML, one in memory at a time."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from app.domain.errors import DomainError
from app.exchange.mapping.marc import MAPPINGS
from app.exchange.reading.marc.record import MarcField, MarcRecord, main_dialect
from app.exchange.reading.marc.source import EXAMINED, source_record
from app.exchange.reading.safe_xml import (
    Element,
    counting_whole,
    declared_encoding_of,
    events,
    forget,
    local_name,
    namespace,
    text_of,
)
from app.exchange.records import Asked, Format, Source

SLIM = "http://www.loc.gov/MARC21/slim"


def open_marcxml(path: Path, asked: Asked) -> Source:
    """Open a file of MARCXML.

    Raises:
        DomainError: `exchange.xml_broken`, `exchange.entities`, now or while the records are gone through;
            `exchange.xml_namespace`.
    """
    examined = [record for _row, record in islice(counting_whole(_xml_records(path)), EXAMINED)]
    dialect = main_dialect([record.dialect for record in examined])
    return Source(
        format=Format.MARCXML,
        records=(
            source_record(number, row, record)
            for number, (row, record) in enumerate(counting_whole(_xml_records(path)), 1)
        ),
        mapping=MAPPINGS[dialect],
        encoding=declared_encoding_of(path),
        schema=dialect.value,
    )


def _xml_records(path: Path) -> Iterator[tuple[int, MarcRecord]]:
    with path.open("rb") as file:
        first = True
        for event, element in events(file):
            if first:
                _refuse_other_namespace(element)
                first = False
            if event == "end" and local_name(element) == "record":
                yield element.sourceline, _from_xml(element)
                forget(element)


def _refuse_other_namespace(root: Element) -> None:
    if namespace(root) not in ("", SLIM):
        raise DomainError("exchange.xml_namespace", "file", namespace=namespace(root)[:100])


def _from_xml(element: Element) -> MarcRecord:
    leader, fields = "", []
    for child in element:
        name, tag = local_name(child), str(child.get("tag", ""))
        if name == "leader":
            leader = text_of(child)
        elif name == "controlfield":
            fields.append(MarcField(tag, child.text or ""))
        elif name == "datafield":
            indicators = f"{child.get('ind1', ' ')}{child.get('ind2', ' ')}"
            pairs = tuple((str(sub.get("code", "")), text_of(sub)) for sub in child)
            fields.append(MarcField(tag, "", indicators, pairs))
    return MarcRecord(leader, tuple(fields))
