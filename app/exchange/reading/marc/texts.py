"""The letters of MARC records: as the leader declares them, or as the bytes are evidence of."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.domain.errors import DomainError
from app.exchange.reading.marc.iso2709 import SUBFIELD, RawRecord, is_control
from app.exchange.reading.marc.marc8 import from_marc8
from app.exchange.reading.marc.record import Dialect, MarcField, MarcRecord, dialect_of, main_dialect
from app.infra.encodings import single_byte

MARC8 = "marc-8"
UNICODE = "a"
"""What position 9 of the leader of MARC 21 says of UTF-8."""
EVIDENCE = 1 << 18
_DECLARED = {"50": "utf-8", "79": "cp866", "89": "cp1251"}
"""What field 100 of UNIMARC and RUSMARC says at positions 26 and 27."""
_HIGH = re.compile(rb"[\x80-\xff]")
_ANSEL = re.compile(rb"[\xe0-\xfe]+[A-Za-z]|[\xa1-\xc8](?![\x80-\xff])")
_ESCAPE = b"\x1b"
_MARKED = re.compile(rb"\x1f.?", re.DOTALL)
"""The mark and the code of a subfield: no letter of the word that follows."""


@dataclass(frozen=True, slots=True)
class Lettered:
    """A record in letters, its encoding, and the one it declares wrongly."""

    record: MarcRecord
    encoding: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """In which encoding the records of a file are: `asked` for all of them, `undeclared` where they do not
    say.
    """

    undeclared: str
    asked: str = ""
    guessed: bool = False

    def of(self, raw: RawRecord) -> Lettered:
        """Return a record in letters."""
        declared = self.asked or declared_encoding(raw)
        encoding = declared or self.undeclared
        wrong = ""
        if encoding == "utf-8" and not self.asked and not _fits(raw):
            wrong, encoding = declared, evidence([raw])
        return Lettered(MarcRecord(raw.leader, tuple(_fields(raw, encoding))), encoding, wrong)


def declared_encoding(raw: RawRecord) -> str:
    """Return the encoding that a record declares; empty for a blank, which stands for MARC-8 and for
    nothing.
    """
    if raw.leader[9] == UNICODE:
        return "utf-8"
    for field in raw.fields:
        if field.tag == "100" and b"\x1fa" in field.content:
            coded = field.content.partition(b"\x1fa")[2]
            # Field 100 of MARC 21 is a name; that of UNIMARC has figures at these places.
            return (
                _DECLARED.get(coded[26:28].decode("ascii", errors="replace"), "")
                if coded[:8].isdigit()
                else ""
            )
    return ""


def evidence(records: Iterable[RawRecord]) -> str:
    """Return the encoding that the bytes fit: UTF-8, else MARC-8, else a byte for each letter.

    UNIMARC is never MARC-8: where its bytes fit nothing it stays UTF-8, so that its letters are told as lost.
    """
    kept = list(records)
    unimarc = (
        main_dialect([dialect_of(tag for tag, _content in raw.fields) for raw in kept]) is Dialect.UNIMARC
    )
    usual = "utf-8" if unimarc else MARC8
    sample = b"\n".join(beyond_ascii(kept))[:EVIDENCE]
    if not sample or _ESCAPE in sample:
        return usual
    if _is_utf8(sample):
        return "utf-8"
    if not unimarc and _is_ansel(sample):
        return MARC8
    try:
        return single_byte(sample)
    except DomainError:
        return usual


def beyond_ascii(records: Iterable[RawRecord]) -> Iterator[bytes]:
    """Yield the fields in which there is more than ASCII, with blanks for what marks their subfields."""
    for raw in records:
        yield from (_MARKED.sub(b" ", field.content) for field in raw.fields if not field.content.isascii())


def _is_utf8(sample: bytes) -> bool:
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(sample) - 4  # only the last letter is cut
    return True


def _is_ansel(sample: bytes) -> bool:
    told = sum(len(_HIGH.findall(found)) for found in _ANSEL.findall(sample))
    return told >= 0.6 * len(_HIGH.findall(sample))


def _fits(raw: RawRecord) -> bool:
    try:
        for _tag, content in raw.fields:
            content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _fields(raw: RawRecord, encoding: str) -> Iterator[MarcField]:
    for tag, content in raw.fields:
        if is_control(tag):
            yield MarcField(tag, _decoded(content, encoding))
            continue
        # Letters of MARC-8 change within one subfield; in any other encoding the marks are what they are.
        whole = encoding != MARC8 or (_ESCAPE not in content and content.isascii())
        parts = _decoded(content, encoding).split(SUBFIELD) if whole else _marc8_parts(content)
        yield MarcField(tag, "", parts[0], tuple((part[0], part[1:]) for part in parts[1:] if part))


def _marc8_parts(content: bytes) -> list[str]:
    indicators, *parts = content.split(SUBFIELD.encode())
    texts = [chr(part[0]) + _decoded(part[1:], MARC8) for part in parts if part]
    return [indicators.decode("ascii", errors="replace"), *texts]


def _decoded(content: bytes, encoding: str) -> str:
    if encoding != MARC8:
        return content.decode(encoding, errors="replace")
    return content.decode("ascii") if content.isascii() and _ESCAPE not in content else from_marc8(content)
