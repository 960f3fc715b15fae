"""Uzbek Cyrillic to the Latin of 1995. Karakalpak and Russian letters are read too."""

import re

from app.domain.script.letters import CYRILLIC_TO_LATIN, CYRILLIC_VOWELS
from app.domain.script.loanwords import ABBREVIATIONS, STEMS
from app.domain.script.matching import alternatives, match_case

_STEMS = {cyrillic.lower(): latin for latin, cyrillic in STEMS.items()}
_MONTH_NAMES = "январ феврал март апрел май июн июл август сентябр октябр ноябр декабр".replace(" ", "|")
_WORD = re.compile("[А-Яа-яЁёЎўҚқҒғҲҳӘәӨөҮүҢңӉӊІі]+")
_DATE_SPACE = re.compile(rf"(?<=\b\d{{4}})[ \u00a0](?=йил)|(?<=\d)[ \u00a0](?=(?:{_MONTH_NAMES}))")
_STEM = alternatives(_STEMS)
_SEQUENCE = alternatives(CYRILLIC_TO_LATIN)
_QUOTATION_MARKS = str.maketrans("«»", "“”")
_YE_AFTER = f"{CYRILLIC_VOWELS}ъь"


def to_latin(text: str) -> str:
    """Return Uzbek Cyrillic text in the Latin letters of 1995; what is Latin already stays as it is."""
    dated = _DATE_SPACE.sub("-", text)
    return _WORD.sub(lambda match: _convert_word(match[0]), dated).translate(_QUOTATION_MARKS)


def _convert_word(word: str) -> str:
    if word.lower() in ABBREVIATIONS:
        return ABBREVIATIONS[word.lower()]
    stem = _STEM.match(word)
    start = stem.end() if stem else 0
    head = match_case(word[:start], _STEMS[stem[0].lower()]) if stem else ""
    tail = _SEQUENCE.sub(lambda match: _convert_sequence(word, start, match), word[start:])
    converted = head + tail
    return converted.upper() if len(word) > 1 and word.isupper() else converted


def _convert_sequence(word: str, start: int, match: re.Match[str]) -> str:
    """Spell one sequence; е is ye where nothing, a vowel or a sign stands before it, ц is ts after a
    vowel."""
    letter, position = match[0].lower(), start + match.start()
    before = word[position - 1].lower() if position else ""
    if letter == "е" and (not before or before in _YE_AFTER):
        return match_case(match[0], "ye")
    if letter == "ц" and before and before in CYRILLIC_VOWELS:
        return match_case(match[0], "ts")
    return match_case(match[0], CYRILLIC_TO_LATIN[letter])
