"""Texts with values put into them."""

import re
from collections.abc import Mapping

_TWO_STOPS = re.compile(r"(?<=\bг\.)((?:</\w+>)*)\.(?!\.)")
"""That of the year, `2026 г.`, ends the sentence too; three dots are another sign."""
_SOFT_MONTH = re.compile(r"\b(январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)ь(?=[а-яўқғҳ])")
"""Uzbek drops the soft sign of a month before an ending: ноябрь, ноябргача."""


def filled(text: str, values: Mapping[str, object]) -> str:
    """Return a text, or markup, in which the values stand for `%(name)s`.

    A value that ends in the Russian abbreviation of the year takes the full stop behind it along; one that
    ends in an Uzbek month loses its soft sign before an ending.
    """
    said = text % values
    if "г." in said:
        said = type(text)(_TWO_STOPS.sub(r"\1", said))
    return type(text)(_SOFT_MONTH.sub(r"\1", said)) if "ь" in said else said
