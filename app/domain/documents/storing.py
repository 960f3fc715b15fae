"""The values of a paper as JSON and back, without loss, so that its file can be made again at any time."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

_Paper = TypeVar("_Paper")


def facts_of(paper: object) -> dict[str, object]:
    """Return every value of the paper as JSON: moments in ISO 8601, sets in order, the rest as it is."""
    plain: dict[str, object] = _plain(paper)
    return plain


def paper_of(kind: type[_Paper], facts: Mapping[str, object]) -> _Paper:
    """Return the paper of a kind that `facts_of` wrote, also before a value with a default was added.

    Raises `TypeError` for any other value that is missing.
    """
    paper: _Paper = _read(kind, facts)
    return paper


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def _read(kind: Any, value: Any) -> Any:
    if get_origin(kind) in (Union, UnionType):
        kind = NoneType if value is None else next(part for part in get_args(kind) if part is not NoneType)
    if (several := get_origin(kind)) in (tuple, frozenset):
        return several(_read(get_args(kind)[0], item) for item in value)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        known = (field.name for field in fields(kind) if field.name in value)
        return kind(**{name: _read(hints[name], value[name]) for name in known})  # type: ignore[operator]  # a class, not an instance
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    return kind(value) if issubclass(kind, StrEnum) else value
