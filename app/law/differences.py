"""Differences between two rule sets in the reader's words."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum

from app.domain.deadlines import Deadline
from app.domain.law import Citation, RuleSet
from app.domain.law.conditions import AllOf
from app.domain.law.reading import TEXT_LANGUAGES
from app.domain.law_comparison import WHOLE, Change, compare
from app.infra.i18n import format_number, gettext
from app.law import wording
from app.law.editor.parts import OBJECTS, PARTS, entries_of
from app.law.vocabulary_names import name_of


@dataclass(frozen=True, slots=True)
class Value:
    """A value in words: a text, or the questions of a condition, which the page words."""

    text: str = ""
    questions: list[wording.Question] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One field of an entry: what it is called, and both values; None where the entry is not there."""

    label: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry that differs: `kind` is added, removed or changed."""

    kind: str
    name: str
    title: str
    lines: list[Line]


def differences(before: RuleSet, after: RuleSet) -> list[tuple[str, list[Difference]]]:
    """What differs, by part: the part's title, and its entries."""
    found: dict[str, list[Difference]] = {}
    for change in compare(before, after):
        found.setdefault(_part_title(change.part), []).append(_difference(change))
    return list(found.items())


def value_in_words(value: object) -> Value:
    """A value of the model as a person reads it."""
    if isinstance(value, AllOf):
        return Value(questions=wording.questions(value))
    if isinstance(value, Deadline):
        return Value(f"{wording.deadline_text(value)}. {wording.counting_text(value)}")
    if isinstance(value, Citation):
        return Value(f"{value.locator} ({value.instrument})")
    if isinstance(value, Mapping):
        return Value(_mapping(value))
    if isinstance(value, tuple | frozenset):
        items = value if isinstance(value, tuple) else sorted(value)
        return Value("; ".join(value_in_words(item).text for item in items) or gettext("none"))
    if is_dataclass(value) and not isinstance(value, type):
        named = [(field.name, getattr(value, field.name)) for field in fields(value)]
        return Value("; ".join(f"{_label('', name)}: {value_in_words(part).text}" for name, part in named))
    return Value(_plain(value))


def _plain(value: object) -> str:
    if value is None:
        return gettext("Not known")
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, int):
        return format_number(value)
    return name_of(value) if isinstance(value, StrEnum) else str(value)


def _mapping(value: Mapping[str, object]) -> str:
    if value.keys() == set(TEXT_LANGUAGES):
        return wording.in_readers_language({code: str(text) for code, text in value.items()})
    return "; ".join(f"{key}: {value_in_words(part).text}" for key, part in value.items()) or gettext("none")


def _difference(change: Change) -> Difference:
    kind = "added" if change.before is None else "removed" if change.after is None else "changed"
    present = change.after if change.after is not None else change.before
    titles = getattr(present, "title", None)
    title = wording.in_readers_language(titles) if isinstance(titles, Mapping) else ""
    if kind == "changed":
        lines = [
            Line(_label(change.part, field.name), value_in_words(field.before), value_in_words(field.after))
            for field in change.fields
        ]
    else:
        lines = [_line_of_one(change, name) for name in _names(present)]
    return Difference(kind, "" if change.part == WHOLE else change.id, title, lines)


def _names(entry: object) -> list[str]:
    if not is_dataclass(entry):
        return []
    empty: tuple[object, ...] = (None, "", (), frozenset(), {})
    return [
        f.name for f in fields(entry) if f.name not in ("id", "title") and getattr(entry, f.name) not in empty
    ]


def _line_of_one(change: Change, name: str) -> Line:
    before, after = (
        None if entry is None else value_in_words(getattr(entry, name))
        for entry in (change.before, change.after)
    )
    return Line(_label(change.part, name), before, after)


def _part_title(part: str) -> str:
    if part == "requests":
        return gettext("What a depositor may ask for")
    return str(PARTS[part].title) if part in PARTS else part


def _label(part: str, name: str) -> str:
    """What a field is called in the editor; one that no form has is called by its name."""
    within = (
        [part] if part in PARTS else [known.path for known in OBJECTS if known.path.startswith(f"{part}.")]
    )
    for known in within:
        for entry in entries_of(known):
            if entry.key == name:
                return str(entry.label)
    return name.replace("_", " ")
