"""One key under which all spellings of a text find each other."""

import re
import unicodedata
from functools import lru_cache

from app.domain.script.latin import to_latin
from app.domain.script.letters import APOSTROPHES, SEARCH_FOLDING

_NO_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES))
_FOLDING = str.maketrans(SEARCH_FOLDING)
_SEPARATORS = re.compile(r"[^a-z0-9]+")
_YE = re.compile(r"y+e")
_BARE_C = re.compile(r"c(?!h)")
_SHORT = 100
_ISBN = re.compile(r"(?<!\d)97[89](?: ?\d){10}(?!\d)")


def search_key(text: str) -> str:
    """Return ASCII letters and digits in small words, the same for every script and every apostrophe.

    Ўткан кунлар, Oʻtkan kunlar, O'tkan and Ötkan meet, in every Latin alphabet that Uzbek has had or was to
    have (`SEARCH_FOLDING`). Ye and e are one letter, since Cyrillic writes both as е, and c is ch. An ISBN
    becomes one word with or without its hyphens. Applying it twice changes nothing.
    """
    return _key_of_short(text) if len(text) <= _SHORT else _key(text)


def _key(text: str) -> str:
    plain = text.translate(_NO_APOSTROPHES)
    bare = plain if text.isascii() else _in_ascii(plain)
    words = _SEPARATORS.sub(" ", bare.lower()).strip()
    words = _BARE_C.sub("ch", _YE.sub("e", words))
    return _ISBN.sub(lambda match: match[0].replace(" ", ""), words)


_key_of_short = lru_cache(2048)(_key)
"""The same, found out once: names come again, and a new title is asked for from several sides."""


def _in_ascii(text: str) -> str:
    """The letters as those of ASCII that they are folded into; whatever has none there stays as it is."""
    composed = unicodedata.normalize("NFKC", text).casefold()
    # Once more: some apostrophes come apart in NFKC, and Cyrillic signs become apostrophes in Latin.
    latin = to_latin(unicodedata.normalize("NFC", composed)).translate(_NO_APOSTROPHES).translate(_FOLDING)
    return latin if latin.isascii() else _without_marks(latin)


def _without_marks(text: str) -> str:
    marks_apart = unicodedata.normalize("NFKD", text)
    return "".join(character for character in marks_apart if not unicodedata.combining(character))
