"""Uzbek Latin, of 1995 or next, to Uzbek Cyrillic."""

import re
from functools import lru_cache

from app.domain.script.letters import APOSTROPHES, LATIN_TO_CYRILLIC, LATIN_VOWELS, TURNED_COMMA, TUTUQ
from app.domain.script.loanwords import MONTHS, SOFT_WHEN_BARE, STEMS
from app.domain.script.matching import alternatives, match_case
from app.domain.script.protected import PROTECTED

_LETTER = "[A-Za-zÖöĞğŞşÇçÁáÓóÚúŃńǴǵı]"
_WORD = re.compile(
    rf"{_LETTER}(?:{_LETTER}|[{APOSTROPHES}](?={_LETTER})|(?<=[OoGg])[{TURNED_COMMA}'`\u2018])*(?![A-Za-z])"
)
_LETTER_SIGN = re.compile(rf"(?<=[OoGg])[{APOSTROPHES}]")
_TUTUQ_SIGN = re.compile(rf"(?<![OoGg])[{APOSTROPHES}]")
_FOREIGN = re.compile(r"w|c(?!h)", re.IGNORECASE)
_DATE_HYPHEN = re.compile(rf"(?:^|(?<=\d))-(?=(?:yil|{'|'.join(MONTHS)})(?![a-z]*-))")
_STEM = alternatives(STEMS)
_SEQUENCE = alternatives(LATIN_TO_CYRILLIC)
_QUOTATION_MARKS = str.maketrans("“”", "«»")


@lru_cache(maxsize=4096)
def to_cyrillic(text: str) -> str:
    """Return Uzbek text in Cyrillic letters, good enough for the whole interface.

    Placeholders, HTML tags and entities, addresses, codes, roman numerals, names of formats and words that
    cannot be Uzbek (with w, or c without h) stay. Quotation marks “ ” become « », and a date loses its
    hyphen: 2026 йил.
    """
    pieces = PROTECTED.split(text)
    pieces[::2] = [_convert(piece) for piece in pieces[::2]]
    return "".join(pieces)


def _convert(text: str) -> str:
    dated = _DATE_HYPHEN.sub(" ", text)
    return _WORD.sub(lambda match: _convert_word(match[0]), dated).translate(_QUOTATION_MARKS)


def _convert_word(original: str) -> str:
    if _FOREIGN.search(original):
        return original
    word = _TUTUQ_SIGN.sub(TUTUQ, _LETTER_SIGN.sub(TURNED_COMMA, original))
    stem = _STEM.match(word)
    start = stem.end() if stem else 0
    head = match_case(word[:start], STEMS[stem[0].lower()]) if stem else ""
    tail = _SEQUENCE.sub(lambda match: _convert_sequence(word, start, match), word[start:])
    ending = "ь" if word.lower() in SOFT_WHEN_BARE else ""
    converted = head + tail + ending
    return converted.upper() if len(word) > 1 and word.isupper() and len(converted) > 1 else converted


def _convert_sequence(word: str, start: int, match: re.Match[str]) -> str:
    """Spell one sequence; e is э where nothing or a vowel stands before it."""
    sequence, position = match[0].lower(), start + match.start()
    if sequence == "e" and (position == 0 or word[position - 1].lower() in LATIN_VOWELS):
        return match_case(match[0], "э")
    return match_case(match[0], LATIN_TO_CYRILLIC[sequence])
