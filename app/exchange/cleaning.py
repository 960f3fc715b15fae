"""Texts of other people's files: what shows nothing or steers how others show is taken out and told."""

import re
import unicodedata

_JOINERS = "\u200c\u200d"
_JOINING = (
    "\u0600-\u08ff\u0900-\u109f\u1780-\u18af\ua800-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00011000-\U000114ff"
)
"""Scripts whose letters change by a joiner: Arabic and its kin, those of India and of its neighbours."""
_EMOJI = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_STRAY = re.compile(f"(?<![{_JOINING}])[{_JOINERS}](?![{_JOINING}])(?<!(?<=[{_EMOJI}])\u200d(?=[{_EMOJI}]))")
"""Joiners that join nothing."""
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
    joined = _STRAY.sub("", composed)
    kept = _BLANKS.sub(" ", "".join(map(_kept, joined))).strip()
    if _LOST in kept or any(unicodedata.category(character) in ("Cs", "Co", "Cn") for character in kept):
        return kept, "exchange.unreadable_characters"
    if len(joined) < len(composed) or any(map(_hidden, joined)):
        return kept, "exchange.invisible_characters"
    return kept, ""


def _kept(character: str) -> str:
    return "" if _hidden(character) else character


def _hidden(character: str) -> bool:
    if character.isprintable() or (character.isspace() and character not in "\x1c\x1d\x1e\x1f"):
        return False
    return unicodedata.category(character) in ("Cc", "Cf") and character not in _JOINERS
