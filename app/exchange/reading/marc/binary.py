"""Binary MARC (ISO 2709) as records of ours; what breaks one costs only that one."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from app.domain.errors import DomainError
from app.exchange.mapping.marc import MAPPINGS
from app.exchange.reading.marc import iso2709
from app.exchange.reading.marc.iso2709 import RawRecord
from app.exchange.reading.marc.record import main_dialect
from app.exchange.reading.marc.source import EXAMINED, source_record
from app.exchange.reading.marc.texts import MARC8, Lettered, Texts, beyond_ascii, declared_encoding, evidence
from app.exchange.records import Asked, Finding, Format, Severity, Source, SourceRecord


def open_marc(path: Path, asked: Asked) -> Source:
    """Open a file of ISO 2709 records.

    Raises:
        DomainError: `exchange.no_records`; and while they are gone through `exchange.marc_endless`.
    """
    examined = list(islice(_whole_records(path), EXAMINED))
    texts = _texts(examined, asked)
    lettered = [texts.of(raw) for raw in examined]
    encodings = list(dict.fromkeys(each.encoding for each in lettered)) or [texts.undeclared]
    dialect = main_dialect([each.record.dialect for each in lettered])
    findings: tuple[Finding, ...] = ()
    if texts.guessed:
        params = {"encoding": texts.undeclared}
        findings = (Finding(None, None, "", "exchange.encoding_guessed", Severity.WARNING, params),)
    return Source(
        format=Format.MARC,
        records=_binary_records(path, texts),
        mapping=MAPPINGS[dialect],
        encoding=", ".join(encodings),
        schema=dialect.value,
        findings=findings,
    )


def _texts(examined: list[RawRecord], asked: Asked) -> Texts:
    if asked.encoding:
        return Texts(asked.encoding, asked.encoding)
    silent = [raw for raw in examined if not declared_encoding(raw)]
    undeclared = evidence(silent)
    return Texts(undeclared, guessed=undeclared != MARC8 and any(beyond_ascii(silent)))


def _whole_records(path: Path) -> Iterator[RawRecord]:
    with path.open("rb") as file:
        for _place, piece in iso2709.pieces(file):
            try:
                yield iso2709.parse(piece)
            except DomainError:
                continue  # told when the records are gone through


def _binary_records(path: Path, texts: Texts) -> Iterator[SourceRecord]:
    with path.open("rb") as file:
        for number, (place, piece) in enumerate(iso2709.pieces(file), 1):
            try:
                raw = iso2709.parse(piece)
            except DomainError as error:
                params = {**error.params, "place": place}
                yield SourceRecord(
                    number, None, findings=(Finding(number, None, "", error.code, Severity.ERROR, params),)
                )
                continue
            lettered = texts.of(raw)
            doubts = tuple(_doubts(number, lettered, wrong_length=raw.wrong_length))
            yield source_record(number, None, lettered.record, doubts)


def _doubts(number: int, lettered: Lettered, *, wrong_length: bool) -> Iterator[Finding]:
    if lettered.wrong:
        params = {"declared": lettered.wrong, "encoding": lettered.encoding}
        yield Finding(number, None, "LDR/09", "exchange.marc_encoding_wrong", Severity.WARNING, params)
    if wrong_length:
        yield Finding(number, None, "LDR/00-04", "exchange.marc_length", Severity.WARNING)
    for field in lettered.record.fields:
        if not all(code.isascii() and code.isprintable() for code, _text in field.subfields):
            params = {"tag": field.tag}
            yield Finding(number, None, field.tag, "exchange.marc_subfield", Severity.WARNING, params)
