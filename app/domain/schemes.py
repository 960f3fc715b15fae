"""Identifiers of every scheme, read as people write them.

A wrong check digit is a fact about the number and no refusal: it may be printed so. Only what cannot be such
a number at all is refused, and what is plainly of another scheme is called by its name. Check digits:
python-stdnum (ISMN ISO 10957, ISAN ISO 15706, ISRC ISO 3901); EIDR: ISO 7064, MOD 37,36, as for ISAN.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from stdnum import isan, isrc
from stdnum.iso7064 import mod_37_36

from app.domain.errors import DomainError
from app.domain.identifiers import compact, parse_isbn, parse_ismn, parse_issn


class Scheme(StrEnum):
    """Who gives the number, and to what."""

    ISBN = "isbn"
    ISMN = "ismn"
    ISSN = "issn"
    DOI = "doi"
    URN = "urn"
    ISRC = "isrc"
    ISAN = "isan"
    EIDR = "eidr"
    STANDARD = "standard"
    """The designation of a standard, such as OʻzDSt 1234:2020."""
    PATENT = "patent"
    OWN = "own"
    """A number of the publisher's own: a licence, an order, a catalogue, a state registration."""


EXAMPLES: Mapping[Scheme, str] = {
    Scheme.ISMN: "979-0-2306-7118-7",
    Scheme.DOI: "10.1000/182",
    Scheme.URN: "urn:nbn:uz:12345",
    Scheme.ISRC: "UZ-ABC-26-00001",
    Scheme.ISAN: "0000-0000-D07A-0090-Q",
    Scheme.EIDR: "10.5240/7791-8534-2C23-9030-8610-5",
    Scheme.STANDARD: "OʻzDSt 1234:2020",
    Scheme.PATENT: "IAP 06543",
    Scheme.OWN: "AA-0012",
}
"""What a number of each scheme looks like; ISBN and ISSN are refused where they are read."""

SHARED = frozenset({Scheme.ISSN, Scheme.ISRC, Scheme.STANDARD, Scheme.PATENT, Scheme.OWN})
"""Schemes of which one number on several titles is nothing unusual."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is compared (`value`) and as people read it (`printed`)."""

    scheme: Scheme
    value: str
    printed: str
    valid: bool = True


_NAMES = re.compile(
    r"^\s*(?:ISRC|ISAN|EIDR|DOI)[:\s]+|^\s*https?://(?:dx\.)?doi\.org/|^\s*doi:", re.IGNORECASE
)
_ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}\d{7}")
_ISAN = re.compile(r"[0-9A-F]{16}(?:[0-9A-Z](?:[0-9A-F]{8}[0-9A-Z])?)?|[0-9A-F]{24}")
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_EIDR = re.compile(r"10\.5240/((?:[0-9A-F]{4}-){5})([0-9A-Z])", re.IGNORECASE)
_URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{0,31}:\S+", re.IGNORECASE)
_STANDARD = re.compile(r"(?=.*[^\W\d_])(?=.*\d)[^\n]{3,100}")
_PATENT = re.compile(r"(?=.*\d)[\w /.-]{3,40}")
_OWN = re.compile(r"\S[^\n]{0,99}")
_BLANKS = re.compile(r"\s+")


def parse_number(scheme: str, text: str) -> Number:
    """Read a number of a scheme.

    Raises:
        DomainError: `<scheme>.malformed`, it has not that shape; `identifier.another_scheme`, it has that of
            the scheme `other`; `isbn.prefix`, 13 digits are the bar code of something else.
    """
    wanted = Scheme(scheme)
    try:
        return _READERS[wanted](text)
    except DomainError as error:
        other = _another(wanted, text)
        if other is None:
            raise
        raise DomainError("identifier.another_scheme", "identifier", other=other.name) from error


def _another(wanted: Scheme, text: str) -> Scheme | None:
    """The scheme whose shape and check digit the text has instead; of those that nothing else looks like."""
    for scheme in (Scheme.ISMN, Scheme.ISBN, Scheme.ISSN, Scheme.EIDR, Scheme.DOI, Scheme.ISAN, Scheme.ISRC):
        if scheme is wanted:
            continue
        try:
            found = _READERS[scheme](text)
        except DomainError:
            continue
        if found.valid:
            return scheme
    return None


def _malformed(scheme: Scheme) -> DomainError:
    return DomainError(f"{scheme}.malformed", "identifier", example=EXAMPLES[scheme])


def _isbn(text: str) -> Number:
    isbn = parse_isbn(text)
    return Number(Scheme.ISBN, isbn.digits, isbn.for_people, isbn.valid)


def _issn(text: str) -> Number:
    issn = parse_issn(text)
    return Number(Scheme.ISSN, issn.digits, issn.hyphenated, issn.valid)


def _ismn(text: str) -> Number:
    try:
        number = parse_ismn(text)
    except DomainError as error:
        raise _malformed(Scheme.ISMN) from error
    return Number(Scheme.ISMN, number.digits, number.hyphenated, number.valid)


def _isrc(text: str) -> Number:
    number = compact(_NAMES.sub("", text))
    if not _ISRC.fullmatch(number):
        raise _malformed(Scheme.ISRC)
    return Number(Scheme.ISRC, number, isrc.format(number), isrc.is_valid(number))


def _isan(text: str) -> Number:
    number = compact(_NAMES.sub("", text))
    if not _ISAN.fullmatch(number):
        raise _malformed(Scheme.ISAN)
    return Number(Scheme.ISAN, isan.compact(number), isan.format(number), isan.is_valid(number))


def _eidr(text: str) -> Number:
    found = _EIDR.fullmatch(_NAMES.sub("", text).strip())
    if found is None:
        raise _malformed(Scheme.EIDR)
    printed = f"10.5240/{found[1].upper()}{found[2].upper()}"
    return Number(Scheme.EIDR, printed, printed, mod_37_36.is_valid(compact(printed.split("/")[1])))


def _doi(text: str) -> Number:
    number = _NAMES.sub("", text).strip()
    if not _DOI.fullmatch(number):
        raise _malformed(Scheme.DOI)
    return Number(Scheme.DOI, number.lower(), number)


def _shaped(scheme: Scheme, shape: re.Pattern[str]) -> Callable[[str], Number]:
    """A reader of numbers that have no check digit: compared without regard to blanks and capitals."""

    def read(text: str) -> Number:
        number = _BLANKS.sub(" ", text).strip()
        if not shape.fullmatch(number):
            raise _malformed(scheme)
        return Number(scheme, number.casefold(), number)

    return read


_READERS: Mapping[Scheme, Callable[[str], Number]] = {
    Scheme.ISBN: _isbn,
    Scheme.ISMN: _ismn,
    Scheme.ISSN: _issn,
    Scheme.DOI: _doi,
    Scheme.URN: _shaped(Scheme.URN, _URN),
    Scheme.ISRC: _isrc,
    Scheme.ISAN: _isan,
    Scheme.EIDR: _eidr,
    Scheme.STANDARD: _shaped(Scheme.STANDARD, _STANDARD),
    Scheme.PATENT: _shaped(Scheme.PATENT, _PATENT),
    Scheme.OWN: _shaped(Scheme.OWN, _OWN),
}
