"""The schema of the format written as JSON Schema, for editors and checkers that know nothing of Nusxa.

It holds what one object can show. What takes the whole text (a rule that names no recipient, two rules that
overlap) only the reader of rule sets finds.
"""

from collections.abc import Callable
from typing import Any

from app.domain.law.schema import EACH, Holds, Shape, Together

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Json = dict[str, Any]


def json_schema(whole: Shape, name: str, meaning: Callable[[Shape, str], str]) -> Json:
    """A JSON Schema of `whole`, called `name`; `meaning` gives the sentence on a key of an object."""
    writer = _Writer(meaning)
    schema = writer.write(whole)
    return {"$schema": DIALECT, "title": name, **schema, "$defs": writer.definitions}


class _Writer:
    def __init__(self, meaning: Callable[[Shape, str], str]) -> None:
        self.definitions: dict[str, Json] = {}
        self._meaning = meaning

    def write(self, shape: Shape) -> Json:
        """A shape of one name is defined once, and again for a place where other words may stand in it."""
        if shape.again:
            return {"$ref": f"#/$defs/{shape.name}"}
        written = _WRITERS[shape.holds](self, shape)
        if not shape.name:
            return _or_null(written, shape)
        return _or_null({"$ref": f"#/$defs/{self._define(shape, written)}"}, shape)

    def _define(self, shape: Shape, written: Json) -> str:
        for name, definition in self.definitions.items():
            if name.partition("-")[0] == shape.name and definition == written:
                return name
        variant = f"{shape.name}-{shape.path}" if shape.name in self.definitions else shape.name
        self.definitions[variant] = written
        return variant

    def object(self, shape: Shape) -> Json:
        found: Json = {
            "type": "object",
            "properties": {
                key: {"description": self._meaning(shape, key), **self.write(below)}
                for key, below in shape.members.items()
            },
            "required": [key for key, below in shape.members.items() if below.required],
            "additionalProperties": False,
        }
        rules = [{"oneOf": [_given(key) for key in keys]} for keys in shape.one_of]
        rules += [{"anyOf": [_given(key) for key in keys]} for keys in shape.some_of]
        rules += [rule for together in shape.together for rule in _together(together)]
        return found | ({"allOf": rules} if rules else {})

    def map(self, shape: Shape) -> Json:
        return {
            "type": "object",
            "propertyNames": {"pattern": _anchored(shape.pattern)},
            "additionalProperties": self._item(shape),
            "minProperties": shape.least,
        }

    def list(self, shape: Shape) -> Json:
        found: Json = {"type": "array", "items": self._item(shape), "minItems": shape.least}
        return found | ({"uniqueItems": True} if shape.distinct else {})

    def text(self, shape: Shape) -> Json:
        return {
            "type": "string",
            "pattern": _anchored(shape.pattern) if shape.pattern else r"\S",
            "maxLength": shape.most,
        }

    def code(self, shape: Shape) -> Json:
        return {"type": "string", "pattern": _anchored(shape.pattern)}

    def word(self, shape: Shape) -> Json:
        return {"enum": list(shape.words)}

    def number(self, shape: Shape) -> Json:
        return {"type": "integer", "minimum": shape.least, "maximum": shape.most}

    def truth(self, shape: Shape) -> Json:
        return {"type": "boolean"}

    def _item(self, shape: Shape) -> Json:
        return self.write(shape.members[EACH])


_WRITERS: dict[Holds, Callable[[_Writer, Shape], Json]] = {
    Holds.OBJECT: _Writer.object,
    Holds.MAP: _Writer.map,
    Holds.LIST: _Writer.list,
    Holds.TEXT: _Writer.text,
    Holds.CODE: _Writer.code,
    Holds.WORD: _Writer.word,
    Holds.NUMBER: _Writer.number,
    Holds.TRUTH: _Writer.truth,
}


def _or_null(written: Json, shape: Shape) -> Json:
    return {"anyOf": [{"type": "null"}, written]} if shape.nullable else written


def _given(key: str) -> Json:
    return {"required": [key], "properties": {key: {"not": {"type": "null"}}}}


def _together(rule: Together) -> list[Json]:
    word = {"required": [rule.other], "properties": {rule.other: {"const": rule.word}}}
    found = [{"if": _given(rule.key), "then": word}]
    return found + ([{"if": word, "then": _given(rule.key)}] if rule.always else [])


def _anchored(pattern: str) -> str:
    return f"^(?:{pattern})$"
