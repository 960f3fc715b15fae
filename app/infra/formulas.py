"""Texts that a spreadsheet would run: guarded in files that go out, bare in those that come in."""

FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
LINE_STARTS = ("\t", "\r", "\n")
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
GUARD = "'"
_BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + INVISIBLE


def guarded(text: str) -> str:
    """The text, with an apostrophe before one that would be run, seen or unseen blanks before it or not."""
    return f"{GUARD}{text}" if _would_run(text) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe of `guarded`: what our own files say is read as it was said."""
    return text[1:] if text.startswith(GUARD) and _would_run(text[1:]) else text


def _would_run(text: str) -> bool:
    return text.startswith(LINE_STARTS) or text.lstrip(_BLANKS).startswith(FORMULA_STARTS)
