"""Changes of one object of a document, as text in and text out."""

import hashlib
from collections.abc import Callable, Mapping

from app.domain.errors import Conflict, NotFound
from app.law.editor.parts import Part, entries_of
from app.law.plain_text import read_document
from app.law.writing import write_document, write_value

Document = dict[str, object]
NEW = "new"


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


def put(part: Part, item: str, value: Mapping[str, object], seen: str) -> Callable[[str], str]:
    """The change that puts `value` in the place of an object which was seen as `seen` (its `mark_of`).

    The change raises `Conflict` `law.changed_meanwhile` if the object has changed since.
    """

    def change(text: str) -> str:
        document = document_of(text)
        _refuse_changed(document, part, item, seen)
        if not part.path:
            rest = {key: kept for key, kept in document.items() if key not in value}
            keys = {entry.key for entry in entries_of("whole")}
            changed = {**value, **{key: kept for key, kept in rest.items() if key not in keys}}
        else:
            changed = _with(document, part, item, dict(value))
        return text if changed == document else write_document(changed)

    return change


def remove(part: Part, item: str, seen: str) -> Callable[[str], str]:
    """The change that takes an object out, under the same guard as `put`."""

    def change(text: str) -> str:
        document = document_of(text)
        _refuse_changed(document, part, item, seen)
        if part.many:
            document[part.path] = [
                entry for number, entry in enumerate(entries_in(document, part.path)) if number != int(item)
            ]
            return write_document(document)
        first, _dot, second = part.path.partition(".")
        requests = document.get(first)
        if second and isinstance(requests, dict):
            document[first] = {key: kept for key, kept in requests.items() if key != second}
        else:
            document[first] = None
        return write_document(document)

    return change


def _refuse_changed(document: Document, part: Part, item: str, seen: str) -> None:
    try:
        now = mark_of(object_in(document, part, item))
    except NotFound as error:
        raise Conflict("law.changed_meanwhile") from error
    if now != seen:
        raise Conflict("law.changed_meanwhile")


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
