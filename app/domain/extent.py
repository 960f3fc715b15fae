"""Pages of parts that are numbered apart, as title pages and catalogues write them: XII, 320."""

import re

_BETWEEN = re.compile(r"[,;+]")
PAGES_UNIT = re.compile(r"(?<=[\divxlc\]])\s*(?:pp?|pages?|b|bet|бет|б|с|стр|s|sah)\.?$", re.IGNORECASE)
_ROMAN = re.compile(r"(?!c?$)c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
"""A lone C is the Cyrillic letter for pages more often than a hundred."""
_FIGURES = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,2}|\d{1,6}", re.ASCII)
_ALIKE = str.maketrans("хі", "xi")
"""Letters of a Cyrillic keyboard that look like Roman figures."""
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def pages_of_parts(written: str) -> int | None:
    """Return the sum of the parts of an extent, in pages: those in Roman and those in Arabic figures.

    None where it is no such extent: a single number in Arabic figures, or anything that is no figure. Two
    Arabic numbers with a comma between them may be one number, so they need a plus or brackets.
    """
    parts = [PAGES_UNIT.sub("", part.strip().lower().translate(_ALIKE)) for part in _BETWEEN.split(written)]
    values = [_value(part.strip("[]() ")) for part in parts]
    known = [value for value, _roman in values]
    marked = any(roman for _value, roman in values) or (len(parts) > 1 and re.search(r"[+\[]", written))
    one_letter = len(parts) == 1 and len(written.strip()) == 1  # more often a slip than Roman pages
    return sum(known) if marked and all(known) and not one_letter else None


def _value(figure: str) -> tuple[int, bool]:
    """The number that a part says, nought for none, and whether it is in Roman figures."""
    if _FIGURES.fullmatch(figure):
        return int(re.sub(r"\D", "", figure)), False
    return (_of_roman(figure), True) if _ROMAN.fullmatch(figure) else (0, False)


def _of_roman(figure: str) -> int:
    values = [_VALUES[letter] for letter in figure]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
