"""Letters of the two scripts, and dashes, that nobody can tell apart by looking."""

from unicodedata import category, normalize

_MINUS = "\N{MINUS SIGN}"
_CYRILLIC_AS_LATIN = str.maketrans("АВЕКМНОРСТУХЅІЈҺԚԜ", "ABEKMHOPCTYXSIJHQW")


def as_seen(text: str) -> str:
    """Return a short mark as the eye reads it: in capitals, without spaces, Cyrillic letters that look Latin
    as those, every dash as a hyphen. Two marks that give the same are the same to a reader."""
    seen = with_plain_hyphens("".join(normalize("NFKC", text).upper().split()))
    return seen.translate(_CYRILLIC_AS_LATIN)


def with_plain_hyphens(text: str) -> str:
    """Return a text with a hyphen for every dash, however long."""
    return "".join("-" if sign == _MINUS or category(sign) == "Pd" else sign for sign in text)
