"""How one value of a rule set is shown in a form and read from it again: a kind for each shape of value.

A kind knows which values it can show without loss (`fits`); any other is edited as YAML in a box.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

ABSENT = object()
"""Stands for a key that an object does not have."""
Inputs = dict[str, Any]


class Empty(StrEnum):
    """What an empty input means."""

    NULL = "null"
    """The law does not say, or nothing is there: null is written, and the check says whether it may be."""
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Context:
    """What the document offers for choice: the ids in each of its lists."""

    ids: Mapping[str, Sequence[str]]


class Kind(Protocol):
    """One shape of value. `name` is the name of the input, or the beginning of the names of several."""

    shape: str

    def fits(self, value: object) -> bool: ...
    def inputs(self, name: str, label: object, context: Context) -> Inputs: ...
    def show(self, name: str, value: object) -> dict[str, object]: ...
    def read(self, name: str, form: Any, before: object) -> object: ...


def nothing(value: object) -> bool:
    """Whether there is no value: null, or no such key."""
    return value is None or value is ABSENT


@dataclass(frozen=True, slots=True)
class Single:
    """A value with one input."""

    empty: Empty = Empty.NULL
    shape = "field"

    def absent(self) -> object:
        return None if self.empty is Empty.NULL else ABSENT
