"""Texts of other people's files: what shows nothing or steers how others show is taken out and told."""

import re
import unicodedata

JOINERS = "\u200c\u200d"
"""Zero-width characters with a meaning in Arabic script and in emoji; they stay."""
NOT_SORTED = "\u0088\u0089\u0098\u009c"
"""Marks of MARC around an article that does not sort; they are no part of the text, and nobody need be
told.
"""
_LOST = "\N{REPLACEMENT CHARACTER}"
_BLANKS = re.compile(r"\s+")
_NOT_SORTED = str.maketrans(dict.fromkeys(NOT_SORTED))


def cleaned(text: str) -> tuple[str, str]:
    """Return the text as it can be kept, and the code of what was wrong with it, empty if nothing.

    Letters are composed (NFC), blanks and line ends become one blank. Codes:
    `exchange.unreadable_characters` (lost when the file was written, or of no meaning that others know),
    `exchange.invisible_characters` (control, zero-width and direction marks, taken out).
    """
    if text.isprintable() and unicodedata.is_normalized("NFC", text) and _LOST not in text:
        return " ".join(text.split()), ""
    composed = unicodedata.normalize("NFC", text).translate(_NOT_SORTED)
    kept = _BLANKS.sub(" ", "".join(map(_kept, composed))).strip()
    if _LOST in kept or any(unicodedata.category(character) in ("Cs", "Co", "Cn") for character in kept):
        return kept, "exchange.unreadable_characters"
    if len(kept) < len(composed) and any(_hidden(character) for character in composed):
        return kept, "exchange.invisible_characters"
    return kept, ""


def _kept(character: str) -> str:
    return "" if _hidden(character) else character


def _hidden(character: str) -> bool:
    if character.isprintable() or (character.isspace() and character not in "\x1c\x1d\x1e\x1f"):
        return False
    return unicodedata.category(character) in ("Cc", "Cf") and character not in JOINERS
