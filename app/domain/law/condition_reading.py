"""Reads conditions: an object of facts and tests that must all hold, with `any` for alternatives."""

import re

from app.domain.law.conditions import (
    FACTS,
    AllOf,
    Among,
    AnyOf,
    Between,
    Condition,
    FactDefinition,
    FactType,
    Is,
)
from app.domain.law.reading import Place

VALUE = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
ALTERNATIVES = "any"


def read_condition(place: Place) -> AllOf:
    """`{kind: {any_of: [book]}, print_run: {min: 50}, any: [{…}, {…}]}`: every part must hold."""
    parts: list[Condition] = []
    for name, below in place.entries():
        if name == ALTERNATIVES:
            parts.append(AnyOf(below.each(read_condition, at_least=2)))
        elif name in FACTS:
            parts.append(_read_test(name, FACTS[name], below))
        else:
            below.refuse("law.unknown_fact", allowed=(*FACTS, ALTERNATIVES))
    return AllOf(tuple(parts))


def _read_test(name: str, definition: FactDefinition, place: Place) -> Condition:
    if definition.type is FactType.TRUTH:
        return Is(name, place.truth())
    if definition.type is FactType.NUMBER:
        return _read_range(name, place)
    return _read_among(name, definition, place)


def _read_range(name: str, place: Place) -> Between:
    fields = place.fields("", "min max")
    minimum = None if fields["min"].is_absent else fields["min"].number()
    maximum = None if fields["max"].is_absent else fields["max"].number()
    if minimum is None and maximum is None:
        place.refuse("law.empty_test", allowed=("min", "max"))
    elif minimum is not None and maximum is not None and minimum > maximum:
        place.refuse("law.empty_range", minimum=minimum, maximum=maximum)
    return Between(name, minimum, maximum)


def _read_among(name: str, definition: FactDefinition, place: Place) -> Among:
    fields = place.fields("", "any_of none_of")
    given = [word for word, field in fields.items() if not field.is_absent]
    if len(given) != 1:
        place.refuse("law.empty_test" if not given else "law.two_tests", allowed=("any_of", "none_of"))
        return Among(name, frozenset())
    codes = fields[given[0]].each(lambda item: _read_value(definition, item), at_least=1)
    if len(set(codes)) != len(codes):
        fields[given[0]].refuse("law.duplicate_value")
    return Among(name, frozenset(codes), negated=given[0] == "none_of")


def _read_value(definition: FactDefinition, place: Place) -> str:
    code = place.code(VALUE)
    if code and definition.words is not None and code not in definition.words:
        place.refuse("law.unknown_word", allowed=tuple(sorted(definition.words)))
    return code
