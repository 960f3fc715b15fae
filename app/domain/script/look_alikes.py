"""Letters of the two scripts that nobody can tell apart by looking."""

from unicodedata import normalize

_CYRILLIC_AS_LATIN = str.maketrans("АВЕКМНОРСТУХЅІЈҺԚԜ", "ABEKMHOPCTYXSIJHQW")


def as_seen(text: str) -> str:
    """Return a short mark as the eye reads it: in capitals, without spaces, Cyrillic letters that look Latin
    as those. Two marks that give the same are the same to a reader."""
    return "".join(normalize("NFKC", text).upper().split()).translate(_CYRILLIC_AS_LATIN)
