"""ISBN, ISMN, ISSN and STIR: read as people and scanners give them.

A wrong check digit is a fact about the number, not a refusal: it may be printed like that in the book. Only
what cannot be such a number at all is refused. Check digits: ISO 2108 (ISBN), ISO 10957 (ISMN), ISO 3297
(ISSN), GS1 General Specifications (EAN-13 with add-ons of two or five digits). Hyphens follow the ranges of
the International ISBN Agency in stdnum.
"""

import re
from dataclasses import dataclass

from stdnum import ean, isbn, ismn, issn

from app.domain.errors import DomainError

_BETWEEN = r"[\s\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff-]"
_DASHES_AND_SPACES = re.compile(f"{_BETWEEN}+")
_ISBN_NAME = re.compile(r"^\s*ISBN(?:[-\s]?1[03]\b)?[:\s]*", re.IGNORECASE)
_QUALIFIER = re.compile(r"(?<=[\dXxХх])\s*[(\[](?![^)\]]*\d{4})[^()\[\]]*[)\]]\s*$")
"""What stands in brackets behind an ISBN, such as its binding; never a number of its own."""
_ISSN_NAME = re.compile(r"^\s*(?:e-?)?ISSN[:\s]*", re.IGNORECASE)
_ISMN_NAME = re.compile(r"^\s*ISMN[:\s]*", re.IGNORECASE)
_ISMN_10 = re.compile(r"M\d{9}")
_ISBN_10 = re.compile(r"\d{9}[\dX]")
_EAN_WITH_ADD_ON = re.compile(r"(\d{13})(?:\+?(\d{2}|\d{5}))?")
"""Some scanners put a plus before the add-on."""
_ISSN_8 = re.compile(r"\d{7}[\dX]")
_ISSN_OF_ISSUE = re.compile(
    rf"\s*(\d{{4}}{_BETWEEN}?\d{{3}}(?:[XxХх]|\d(?=[^\d])))(?:{_BETWEEN}|\+)*(\d{{2}}|\d{{5}})\s*"
)
"""As people copy it from under the bar code. Ten figures that nothing parts are an ISBN-10."""
_ISBN_PREFIX = re.compile(r"97[89]\d{3,8}")
_STIR = re.compile(r"\d{9}")
_ISBN_PREFIXES = ("978", "979")
_ISMN_PREFIX = "9790"
_ISSN_PREFIX = "977"


@dataclass(frozen=True, slots=True)
class Isbn:
    """One ISBN: `digits` always has 13; `printed` is the number as given (10 or 13 characters, no hyphens).

    `valid` speaks of the number as given: a wrong ISBN-10 stays wrong after its conversion.
    """

    digits: str
    printed: str
    valid: bool

    @property
    def hyphenated(self) -> str:
        """Return the form for people, such as 978-9943-7251-3-3."""
        return _hyphenated(self.digits)

    @property
    def for_people(self) -> str:
        """Return it hyphenated; an ISBN-10 as it is printed."""
        return self.hyphenated if self.printed == self.digits else self.printed


@dataclass(frozen=True, slots=True)
class Ismn:
    """One ISMN of printed music: `digits` always has 13."""

    digits: str
    valid: bool

    @property
    def hyphenated(self) -> str:
        """Return the form for people, such as 979-0-2306-7118-7."""
        return ismn.format(self.digits)


@dataclass(frozen=True, slots=True)
class Issn:
    """One ISSN: eight characters, and from a bar code the issue's add-on (two or five digits).

    `misread`: it comes from a bar code whose own check digit is wrong.
    """

    digits: str
    valid: bool
    add_on: str = ""
    misread: bool = False

    @property
    def hyphenated(self) -> str:
        """Return the form for people, such as 2091-7368."""
        return f"{self.digits[:4]}-{self.digits[4:]}"

    @property
    def with_add_on(self) -> str:
        """Return the form for people with what the bar code says of the issue, such as 2091-7368 +46."""
        return f"{self.hyphenated} +{self.add_on}" if self.add_on else self.hyphenated


BarCoded = Isbn | Ismn | Issn
"""A number that stands on what is deposited as a bar code."""


def compact(text: str) -> str:
    """Return the text in capitals without spaces and dashes, with Latin X for the Cyrillic letter."""
    return _DASHES_AND_SPACES.sub("", text).upper().replace("Х", "X")


def parse_isbn(text: str) -> Isbn:
    """Read an ISBN-13, an ISBN-10 or the bar code of a book; the add-on of that (a price), and what is said
    behind the number in brackets (its binding or volume), are left out.

    Raises `isbn.malformed` when the text has not that shape, `isbn.prefix` when 13 digits are the bar code of
    something else, such as a price tag or printed music.
    """
    bare = text.isdecimal()  # As most are: then there is nothing to leave out.
    number = text if bare else compact(_QUALIFIER.sub("", _ISBN_NAME.sub("", text, count=1)))
    if not number.isascii():
        raise DomainError("isbn.malformed", field="isbn")
    if _ISBN_10.fullmatch(number):
        return Isbn(isbn.to_isbn13(number), number, isbn.is_valid(number))
    bar_code = _EAN_WITH_ADD_ON.fullmatch(number)
    if bar_code is None:
        raise DomainError("isbn.malformed", field="isbn")
    digits = bar_code[1]
    if not digits.startswith(_ISBN_PREFIXES) or digits.startswith(_ISMN_PREFIX):
        raise DomainError("isbn.prefix", field="isbn", prefix=digits[:3])
    return Isbn(digits, digits, ean.calc_check_digit(digits[:-1]) == digits[-1])


_REGISTRANTS: dict[str, str] = {}
"""Prefixes of registrants that were split before, hyphenated: no prefix begins another (ISO 2108), and going
through the Agency's ranges takes as long as the rest of reading a record. As many as there are publishers."""
_SHORTEST_PREFIX, _LONGEST_PREFIX = 5, 11


def _hyphenated(digits: str) -> str:
    for length in range(_SHORTEST_PREFIX, _LONGEST_PREFIX + 1):
        known = _REGISTRANTS.get(digits[:length])
        if known is not None:
            return f"{known}-{digits[length:-1]}-{digits[-1]}"
    *prefix, number, check = isbn.split(digits)
    if all(prefix) and number:
        _REGISTRANTS["".join(prefix)] = "-".join(prefix)
    return "-".join(part for part in (*prefix, number, check) if part)


def parse_ismn(text: str) -> Ismn:
    """Read an ISMN, also in its old form with M, or the bar code of printed music, whose add-on is left out.

    Raises `ismn.malformed` when the text has not that shape.
    """
    number = compact(_ISMN_NAME.sub("", text, count=1))
    if _ISMN_10.fullmatch(number):
        number = f"{_ISMN_PREFIX}{number[1:]}"
    bar_code = _EAN_WITH_ADD_ON.fullmatch(number) if number.isascii() else None
    if bar_code is None or not number.startswith(_ISMN_PREFIX):
        raise DomainError("ismn.malformed", field="ismn")
    return Ismn(bar_code[1], ismn.is_valid(bar_code[1]))


def parse_issn(text: str) -> Issn:
    """Read an ISSN, alone or with the code of an issue, or the bar code of a periodical (977…), whose add-on
    numbers the issue.

    Raises `issn.malformed` when the text is neither.
    """
    number = compact(_ISSN_NAME.sub("", text, count=1))
    if not number.isascii():
        raise DomainError("issn.malformed", field="issn")
    if _ISSN_8.fullmatch(number):
        return Issn(number, issn.is_valid(number))
    bar_code = _EAN_WITH_ADD_ON.fullmatch(number)
    if bar_code is None or not number.startswith(_ISSN_PREFIX):
        typed = issn_of_issue(text)
        if typed is None:
            raise DomainError("issn.malformed", field="issn")
        return typed
    stem = number[3:10]
    read = ean.is_valid(bar_code[1])
    return Issn(stem + issn.calc_check_digit(stem), read, bar_code[2] or "", misread=not read)


def issn_of_issue(text: str) -> Issn | None:
    """Read an ISSN that is typed with the code of its issue behind it, as the bar code would say them; None
    where the text has not that shape."""
    typed = _ISSN_OF_ISSUE.fullmatch(_ISSN_NAME.sub("", text, count=1))
    if typed is None or not compact(typed[1]).isascii():
        return None
    number = compact(typed[1])
    return Issn(number, issn.is_valid(number), typed[2])


def parse_isbn_prefix(text: str) -> str:
    """Return the digits of a registrant's ISBN prefix, such as 978-9943-7251.

    It must be one that the ranges of the International ISBN Agency can give: neither shorter nor longer.
    Raises `isbn_prefix.malformed`.
    """
    digits = compact(_ISBN_NAME.sub("", text, count=1))
    if not (digits.isascii() and _ISBN_PREFIX.fullmatch(digits)):
        raise DomainError("isbn_prefix.malformed", field="isbn_prefixes", typed=text.strip()[:40])
    element, group, registrant, *_rest = isbn.split(digits.ljust(12, "0") + "0")
    if not registrant or element + group + registrant != digits:
        raise DomainError("isbn_prefix.malformed", field="isbn_prefixes", typed=text.strip()[:40])
    return digits


def hyphenated_isbn_prefix(digits: str) -> str:
    """Return a registrant's prefix for people, such as 978-9943-7251."""
    return "-".join(isbn.split(digits.ljust(12, "0") + "0")[:3])


def parse_stir(text: str) -> str:
    """Return the nine digits of a taxpayer number. Its check digit is not published, so only the form is
    checked.

    Raises `stir.malformed`, `stir.one_figure` for what fills a field only.
    """
    number = compact(text)
    if not (number.isascii() and _STIR.fullmatch(number)):
        raise DomainError("stir.malformed", field="stir")
    if len(set(number)) == 1:
        raise DomainError("stir.one_figure", field="stir")
    return number
