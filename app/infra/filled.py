"""Texts with values put into them."""

import re
from collections.abc import Mapping

_TWO_STOPS = re.compile(r"(?<=\bг\.)((?:</\w+>)*)\.(?!\.)")
"""That of the year, `2026 г.`, ends the sentence too; three dots are another sign."""


def filled(text: str, values: Mapping[str, object]) -> str:
    """Return a text, or markup, in which the values stand for `%(name)s`.

    A value that ends in the Russian abbreviation of the year takes the full stop behind it along.
    """
    said = text % values
    return type(text)(_TWO_STOPS.sub(r"\1", said)) if "г." in said else said
