"""Codes that people read aloud and scanners read from paper, with a check character.

A code never holds I, L, O or U, so these can be read as 1, 1 and 0 (U as a mistake). The check character is
that of ISO/IEC 7064 MOD 37,36 over the whole alphabet; a number whose check character would be one of the
four is not used.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from stdnum import ean, issn
from stdnum.iso7064 import mod_37_36

from app.domain.errors import DomainError
from app.domain.identifiers import BarCoded, compact, issn_of_issue, parse_isbn, parse_ismn, parse_issn

CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
VERIFICATION_DRAWN = 11
_DOCUMENT_NUMBER_DIGITS = 6
_MISREAD = str.maketrans("ILO", "110")
CYRILLIC_KEYBOARD = str.maketrans("ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬЎҚҒҲ.", "QWERTYUIOPASDFGHJKLZXCVBNMOS-=/")
"""Capital letters that a scanner gives while the keyboard is Cyrillic, to those it meant. The Uzbek layout
differs from the Russian one in four keys; on both, the key of the slash gives a full stop."""
_SHORTEST_TWICE = 20
"""Characters of an ISBN-10 sent twice; nothing else that is so long has equal halves."""
CYRILLIC_LOOK_ALIKES = str.maketrans("АВЕКМНОРСТУХЅІЈ", "ABEKMH0PCTYXS1J")
"""Capital letters that look like Latin letters or figures, to those."""
_SYMBOLOGY = re.compile(r"\s*[]ъ][a-zа-яўқғҳ][0-9]", re.IGNORECASE)
"""What some scanners put before a code to name its kind of bars, such as ]E0 (ISO/IEC 15424); under Cyrillic
keyboards the bracket is ъ."""
_BAR_CODE_LENGTHS = (2, 5, 8, 12, 13, 15, 18)
"""An add-on alone (such as a price) has two figures or five; one behind its bar code makes 15 or 18."""
_ADDRESS = re.compile(r".*/(?:T|VERIFY)/([^/]+)/?")


class CodeKind(StrEnum):
    """What a code stands on; the value is its first letter (a verification code has none)."""

    CONSIGNMENT = "J"
    BOX = "B"
    COPY = "C"
    RECEIPT_ACT = "Q"
    VERIFICATION = ""


_SEQUENCE_DIGITS = {CodeKind.CONSIGNMENT: 6, CodeKind.BOX: 7, CodeKind.COPY: 7, CodeKind.RECEIPT_ACT: 6}
_SHAPES = {
    **{
        kind: re.compile(rf"({kind.value}\d\d)(\d{{{digits}}})([{CODE_ALPHABET}])")
        for kind, digits in _SEQUENCE_DIGITS.items()
    },
    CodeKind.VERIFICATION: re.compile(
        rf"([{CODE_ALPHABET}]{{4}})([{CODE_ALPHABET}]{{4}})([{CODE_ALPHABET}]{{4}})"
    ),
}


@dataclass(frozen=True, slots=True)
class ScannedCode:
    """A code whose check character is right; `text` is its one written form, such as J26-004173-J."""

    kind: CodeKind
    text: str


@dataclass(frozen=True, slots=True)
class UnknownScan:
    """Something that leads nowhere; `reason` is a message code such as `scan.product_code`."""

    text: str
    reason: str


Scan = ScannedCode | BarCoded | UnknownScan


def numbered_code(kind: CodeKind, year: int, number: int) -> str | None:
    """Return the code of the year's `number`-th thing, or None when that number must be skipped.

    Raises `code.sequence_exhausted` when the number has more digits than the code.
    """
    digits = _SEQUENCE_DIGITS[kind]
    if not 0 < number < 10**digits:
        raise DomainError("code.sequence_exhausted", kind=kind.name.lower(), year=year)
    head, sequence = f"{kind.value}{year % 100:02d}", f"{number:0{digits}d}"
    check = mod_37_36.calc_check_digit(head + sequence)
    return f"{head}-{sequence}-{check}" if check in CODE_ALPHABET else None


def verification_code(drawn: str) -> str | None:
    """Return the code made of eleven drawn characters of `CODE_ALPHABET`, or None when others must be drawn.

    Twelve figures alone are refused too: a scanner could take the bar code of any product for it.
    """
    if len(drawn) != VERIFICATION_DRAWN or not set(drawn) <= set(CODE_ALPHABET):
        raise ValueError("eleven characters of the code alphabet are needed")
    check = mod_37_36.calc_check_digit(drawn)
    if check not in CODE_ALPHABET or drawn.isdigit():
        return None
    return f"{drawn[:4]}-{drawn[4:8]}-{drawn[8:]}{check}"


def draw_verification_code(choose: Callable[[str], str]) -> str:
    """Draw a verification code (55 bits) with a source of chance such as `secrets.choice`."""
    code = None
    while code is None:
        code = verification_code("".join(choose(CODE_ALPHABET) for _ in range(VERIFICATION_DRAWN)))
    return code


def document_number(year: int, number: int) -> str:
    """Return the number of an act, such as 2026-000417: digits only, the same in every script."""
    return f"{year:04d}-{number:0{_DOCUMENT_NUMBER_DIGITS}d}"


def parse_code(text: str) -> ScannedCode:
    """Read a code as typed or scanned: any case, hyphens or not, a whole `/t/…` address, a Cyrillic keyboard.

    Cyrillic letters are first taken as keys pressed under the wrong layout; if that gives no right code, as
    letters that look like Latin ones. Raises `code.malformed`, or `code.check_character` when only that is
    wrong.
    """
    shaped = False
    for candidate in _candidates(_without_symbology(text)):
        for kind, shape in _SHAPES.items():
            match = shape.fullmatch(candidate)
            if match is None:
                continue
            if mod_37_36.is_valid(candidate):
                return ScannedCode(kind, "-".join(match.groups()))
            shaped = True
    raise DomainError("code.check_character" if shaped else "code.malformed", field="code")


def classify_scan(text: str) -> Scan:
    """Tell what a scanner or a hand gave at the receiving desk; `UnknownScan` says why it leads nowhere."""
    text = _without_symbology(_once(text))
    # Without what parts them its figures could be the number of a book, or a shop's code.
    issue = issn_of_issue(text)
    if issue is not None and issue.valid:
        return issue
    number = compact(text)
    if _is_bar_code(number):
        return _classify_bar_code(number)
    try:
        return parse_code(text)
    except DomainError as error:
        # Twelve letters are far more often words of a title than the code of a paper that was misread.
        misread = error.code == "code.check_character" and not _could_be_words(text)
        reason = error.code if misread else "scan.unknown"
    return _first_identifier(text) or UnknownScan(text.strip(), reason)


def _could_be_words(text: str) -> bool:
    """Whether a text has the shape of no code but one for verification, which any twelve characters have."""
    kinds = {kind for read in _candidates(text) for kind, shape in _SHAPES.items() if shape.fullmatch(read)}
    return kinds <= {CodeKind.VERIFICATION}


def _once(text: str) -> str:
    """Return what a scanner meant that sent one code twice without an end between."""
    bare = text.strip()
    half = len(bare) // 2
    return bare[:half] if len(bare) >= _SHORTEST_TWICE and bare[:half] == bare[half:] else text


def _without_symbology(text: str) -> str:
    found = _SYMBOLOGY.match(text)
    return text[found.end() :] if found else text


def _candidates(text: str) -> tuple[str, ...]:
    raw = compact(_last_part(text.strip().upper()))
    typed = _last_part(text.strip().upper().translate(CYRILLIC_KEYBOARD))
    readings = (compact(typed), compact(raw.translate(CYRILLIC_LOOK_ALIKES)))
    return tuple(dict.fromkeys(reading.translate(_MISREAD) for reading in readings))


def _last_part(text: str) -> str:
    address = _ADDRESS.fullmatch(text)
    return address[1] if address else text


def _is_bar_code(number: str) -> bool:
    """Say whether these are figures alone of a length that only shops, books and periodicals use."""
    return number.isascii() and number.isdigit() and len(number) in _BAR_CODE_LENGTHS


def _classify_bar_code(number: str) -> BarCoded | UnknownScan:
    if len(number) == 8 and ean.is_valid(number) and not issn.is_valid(number):
        return UnknownScan(number, "scan.product_code")
    return _first_identifier(number) or UnknownScan(number, "scan.product_code")


def _first_identifier(text: str) -> BarCoded | None:
    for parse in (parse_isbn, parse_ismn, parse_issn):
        try:
            return parse(text)
        except DomainError:
            continue
    return None
