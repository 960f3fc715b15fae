"""Changes of one object of a document, as text in and text out."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.domain.errors import Conflict, NotFound
from app.law.editor.kinds import nothing
from app.law.editor.parts import Part, entries_of
from app.law.plain_text import read_document
from app.law.writing import write_document, write_value

Document = dict[str, object]
NEW = "new"


@dataclass(frozen=True, slots=True)
class Seen:
    """An object as a page showed it: in which place (`item`), what it said (its `mark_of`), and by which
    name it is known again once it says something else (empty: by none)."""

    item: str
    mark: str
    name: str = ""


def document_of(text: str) -> Document:
    """The document in a text. Raises `DomainError` where the text can only be edited as text."""
    value = read_document(text).value
    return value if isinstance(value, dict) else {}


def entries_in(document: Mapping[str, object], path: str) -> list[object]:
    """The entries of one of its lists; none where there is no list."""
    found = document.get(path)
    return found if isinstance(found, list) else []


def object_in(document: Mapping[str, object], part: Part, item: str) -> object:
    """The object that a form shows; None for a new one, or one that is not there.

    Raises:
        NotFound: the list has no such entry.
    """
    if not part.path:
        keys = {entry.key for entry in entries_of("whole")}
        return {key: value for key, value in document.items() if key in keys}
    if not part.many:
        found: object = document
        for name in part.path.split("."):
            found = found.get(name) if isinstance(found, dict) else None
        return found
    if item == NEW:
        return None
    entries = entries_in(document, part.path)
    if not item.isascii() or not item.isdigit() or len(item) > 6 or int(item) >= len(entries):
        raise NotFound("not_found")
    return entries[int(item)]


def mark_of(value: object) -> str:
    """A mark of what an object says: it differs when the object does."""
    return hashlib.sha256(write_value(value).encode()).hexdigest()[:16]


def name_of(value: object) -> str:
    """How an entry of a list is called: by its id, or the number of its step."""
    said = value if isinstance(value, dict) else {}
    name = said.get("id", said.get("step", ""))
    return "" if nothing(name) else str(name)


def seen_at(document: Document, part: Part, item: str) -> Seen:
    """What a page shows that opens the object at a place.

    Raises:
        NotFound: the list has no such entry.
    """
    value = object_in(document, part, item)
    names = [_known_by(entry) for entry in entries_in(document, part.path)] if part.many else []
    name = _known_by(value)
    return Seen(item, mark_of(value), name if names.count(name) == 1 else "")


def place_now(document: Document, part: Part, seen: Seen) -> str | None:
    """Where an object stands that a page showed, for others may have taken out what stood before it; None
    where it is there no longer.

    One that still says the same is found by that, one that says something else by its name: never is what
    merely moved into its place taken for it.
    """
    if not part.many:
        taken_out = object_in(document, part, seen.item) is None and seen.mark != mark_of(None)
        return None if taken_out else seen.item
    if seen.item == NEW:
        return NEW
    entries = entries_in(document, part.path)
    own_first = sorted(range(len(entries)), key=lambda number: str(number) != seen.item)
    for number in own_first:
        if mark_of(entries[number]) == seen.mark:
            return str(number)
    named = [number for number in own_first if seen.name and _known_by(entries[number]) == seen.name]
    return str(named[0]) if len(named) == 1 else None


def put(part: Part, seen: Seen, value: Mapping[str, object]) -> Callable[[str], str]:
    """The change that puts `value` in the place of the object that was seen; a part that need not be there
    is left out where nothing is said.

    The change raises `Conflict`: `law.changed_meanwhile`, it says something else by now;
    `law.removed_meanwhile`, it is there no longer.
    """

    def change(text: str) -> str:
        document = document_of(text)
        item = _unchanged(document, part, seen)
        if not part.path:
            rest = {key: kept for key, kept in document.items() if key not in value}
            keys = {entry.key for entry in entries_of("whole")}
            changed = {**value, **{key: kept for key, kept in rest.items() if key not in keys}}
        elif part.optional and _says_nothing(value):
            there = object_in(document, part, item) is not None
            changed = _without(document, part, item) if there else document
        else:
            changed = _with(document, part, item, dict(value))
        return text if changed == document else write_document(changed)

    return change


def remove(part: Part, seen: Seen) -> Callable[[str], str]:
    """The change that takes the object out that was seen.

    The change raises `Conflict`: `law.changed_before_removal`, `law.removed_already`, as `put` does.
    """

    def change(text: str) -> str:
        document = document_of(text)
        item = _unchanged(document, part, seen, ("law.removed_already", "law.changed_before_removal"))
        return write_document(_without(document, part, item))

    return change


def _known_by(value: object) -> str:
    """By what an entry is told from the others: its id; in lists without ids what it asks for, and of steps,
    which are numbered anew when one is taken out, also what is done."""
    said = value if isinstance(value, dict) else {}
    if "step" in said:
        return f"{name_of(value)} {said.get('action')}"
    return name_of(value) if "id" in said else mark_of(said["when"]) if "when" in said else ""


def _unchanged(
    document: Document,
    part: Part,
    seen: Seen,
    refusals: tuple[str, str] = ("law.removed_meanwhile", "law.changed_meanwhile"),
) -> str:
    """Where the object stands; refused where it is gone, or says something else."""
    item = place_now(document, part, seen)
    if item is None:
        raise Conflict(refusals[0])
    if mark_of(object_in(document, part, item)) != seen.mark:
        raise Conflict(refusals[1])
    return item


def _says_nothing(value: object) -> bool:
    if isinstance(value, Mapping):
        return all(map(_says_nothing, value.values()))
    return value is None or value in ("", [])


def _without(document: Document, part: Part, item: str) -> Document:
    if part.many:
        entries = entries_in(document, part.path)
        return {**document, part.path: [*entries[: int(item)], *entries[int(item) + 1 :]]}
    first, _dot, second = part.path.partition(".")
    around = document.get(first)
    if second and isinstance(around, dict):
        return {**document, first: {key: kept for key, kept in around.items() if key != second}}
    return {**document, first: None}


def _with(document: Document, part: Part, item: str, value: Document) -> Document:
    first, _dot, second = part.path.partition(".")
    if second:
        around = document.get(first)
        return {**document, first: {**(around if isinstance(around, dict) else {}), second: value}}
    if not part.many:
        return {**document, first: value}
    entries = list(entries_in(document, part.path))
    if item == NEW:
        entries.append(value)
    else:
        entries[int(item)] = value
    return {**document, part.path: entries}
