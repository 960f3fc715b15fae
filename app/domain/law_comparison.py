"""Two rule sets side by side: what the second adds, leaves out and changes, part by part and entry by entry.

It follows the fields of the model, so that a part that the model learns is compared without a word here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, TypeGuard

from app.domain.law import RuleSet

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

WHOLE = "whole"
"""The part that single values of a rule set belong to: its version, its title, its working week."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an entry; the values are those of the model."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a part (`rules`, `exemptions` …) that differs.

    `before` None: it is added; `after` None: it is left out. `id` is empty where the part is a single object.
    `fields` tell what changed in an entry that both have.
    """

    part: str
    id: str
    before: object
    after: object
    fields: tuple[FieldChange, ...] = ()


def compare(before: RuleSet, after: RuleSet) -> tuple[Change, ...]:
    """Every difference, in the order of the parts; nothing where both say the same."""
    found: list[Change] = []
    single: list[FieldChange] = []
    for part in fields(RuleSet):
        if not part.init:
            continue
        old, new = getattr(before, part.name), getattr(after, part.name)
        if old == new:
            continue
        if _entries(old) is None and _entries(new) is None:
            single.append(FieldChange(part.name, old, new))
        else:
            found.extend(_changes(part.name, _entries(old) or {}, _entries(new) or {}))
    whole = [Change(WHOLE, "", before, after, tuple(single))] if single else []
    return (*whole, *found)


def _changes(
    part: str, before: Mapping[str, "DataclassInstance"], after: Mapping[str, "DataclassInstance"]
) -> Iterator[Change]:
    for name, new in after.items():
        old = before.get(name)
        if old is None:
            yield Change(part, name, None, new)
        elif old != new:
            yield Change(part, name, old, new, tuple(_fields(old, new)))
    for name, old in before.items():
        if name not in after:
            yield Change(part, name, old, None)


def _fields(before: "DataclassInstance", after: "DataclassInstance") -> Iterator[FieldChange]:
    for field in fields(before):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old != new:
            yield FieldChange(field.name, old, new)


def _entries(value: object) -> Mapping[str, "DataclassInstance"] | None:
    """The entries of a part by what they are called; None for a single value."""
    if isinstance(value, Mapping):
        return {name: entry for name, entry in value.items() if _is_entry(entry)} or None
    if isinstance(value, tuple):
        return {_name_of(entry): entry for entry in value if _is_entry(entry)} or None
    return {"": value} if _is_entry(value) else None


def _is_entry(value: object) -> "TypeGuard[DataclassInstance]":
    return is_dataclass(value)


def _name_of(entry: object) -> str:
    return str(getattr(entry, "id", getattr(entry, "step", "")))
