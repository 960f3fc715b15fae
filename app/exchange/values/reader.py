"""What reads a value, and against what."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple


class Surroundings(NamedTuple):
    """What a value is read against: the day in the country's zone, and the country (ISO 3166) of the law.

    A tuple, because what texts mean is remembered by it, and a tuple is told from others quickest.
    """

    today: date
    home: str


Answers = Mapping[str, object]
Reader = Callable[[str, Surroundings], Answers]
"""Turns a text that is not empty into answers by name. Raises `DomainError`."""
