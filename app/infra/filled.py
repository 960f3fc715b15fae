"""Texts with values put into them."""

import re
from collections.abc import Mapping

_TWO_STOPS = re.compile(r"(?<=\bг\.)((?:</\w+>)*)\.(?!\.)")
"""That of the year, `2026 г.`, ends the sentence too; three dots are another sign."""
_SOFT_MONTH = re.compile(r"\b(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)ь$")
_WITH_ENDING = re.compile(r"%\((\w+)\)s(?=[а-яўқғҳ])")
"""A value to which the text adds an ending: `%(day)sгача`."""


def filled(text: str, values: Mapping[str, object]) -> str:
    """Return a text, or markup, in which the values stand for `%(name)s`.

    A value that ends in the Russian abbreviation of the year takes the full stop behind it along; one that
    ends in an Uzbek month loses its soft sign before an ending: ноябрь, ноябргача.
    """
    hardened = {name: _hardened(values[name]) for name in _WITH_ENDING.findall(text)}
    said = text % ({**values, **hardened} if hardened else values)
    return type(text)(_TWO_STOPS.sub(r"\1", said)) if "г." in said else said


def _hardened(value: object) -> object:
    return value[:-1] if isinstance(value, str) and _SOFT_MONTH.search(value) else value
