"""What reads a value, and against what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a value is read against: the day in the country's zone, and the country (ISO 3166) of the law."""

    today: date
    home: str


Answers = Mapping[str, object]
Reader = Callable[[str, Surroundings], Answers]
"""Turns a text that is not empty into answers by name. Raises `DomainError`."""
