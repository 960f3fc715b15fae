"""Whether a text looks as if its letters were read in another encoding than they were written in."""

import re

MISREAD_FROM = 1 / 3
"""So great a part of a text must be words that no language known here writes."""
_LETTER = r"[^\W\d_]"
_SIGNS = "°±¤¦§¶µ¬®©¢£¥¨¯´¸ªº«»†‡•‰™¡¿¹²³¼½¾\u00ad"
_STRANGE = re.compile(
    # Frames, blocks and controls; a sign between letters; an accent over nothing, or three over one letter.
    rf"[\u2500-\u259f\x80-\x9f]|{_LETTER}[{_SIGNS}]{_LETTER}|^[^\w\s]*[\u0300-\u036f]|[\u0300-\u036f]{{3}}"
    # A word that begins small and goes on in capitals, a capital Ё within one, a soft sign before all.
    r"|^[а-яё][А-ЯЁ]{2,}|[а-яёў][ЁЎЄЇ]|^ь"
)
_WORD = re.compile(f"{_LETTER}+")
_LOST = re.compile(rf'(?:^|["«“„‘(\[-])\?+(?={_LETTER})|({_LETTER})\?+(?=({_LETTER}))')
"""Question marks where a word begins, or between two letters; at the end of a word they ask."""
_CYRILLIC = re.compile("[\u0400-\u052f]+")
_FOREIGN_LATIN = re.compile("[\u00c0-\u00ff]{4,}")
_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_ALPHABETS = tuple(
    frozenset(letters)
    for letters in (
        *(_RUSSIAN + more for more in (
            "ўқғҳ", "әғқңӊөўүҳ", "әғқңөұүһі", "ғӣқӯҳҷ", "әҗңөүһ", "әғҙҡңөҫүһ", "ӑӗҫӳ", "ѣіѵѳ")),
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
        "абвгдђежзијклљмнњопрстћуфхцчџш", "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
    )
)  # fmt: skip
"""Uzbek, Karakalpak, Kazakh, Tajik, Tatar and Turkmen, Bashkir, Chuvash, Russian of old; Ukrainian,
Belarusian, Serbian, Macedonian; Kyrgyz, Mongolian and Bulgarian have no letter beside these.
"""


def looks_misread(text: str) -> bool:
    """Say whether much of what stands in a text beyond ASCII is written in no language known here."""
    words = [word for word in text.split() if not word.isascii()]
    strange = sum(len(word) for word in words if _is_strange(word))
    return strange > 0 and strange >= MISREAD_FROM * sum(map(len, words))


def letters_lost(text: str) -> bool:
    """Say whether question marks seem to stand for letters that the encoding of a file has not.

    Windows-1251 has no Қ, Ғ, Ҳ and no ʻ. "Kim?Nima?" only lacks a blank, and an address asks for something.
    """
    words = (word for word in text.split() if "?" in word and "/" not in word)
    return any(
        not before or before.isupper() or after.islower()
        for word in words
        for before, after in _LOST.findall(word)
    )


def _is_strange(token: str) -> bool:
    return _STRANGE.search(token) is not None or any(map(_is_no_word, _WORD.findall(token)))


def _is_no_word(word: str) -> bool:
    if _FOREIGN_LATIN.fullmatch(word):
        return True
    return any(
        not any(alphabet.issuperset(part) for alphabet in _ALPHABETS)
        for part in _CYRILLIC.findall(word.lower())
    )
