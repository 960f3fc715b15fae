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
    place.shaped("condition")
    for name, below in place.given((*FACTS, ALTERNATIVES), "law.unknown_fact"):
        if name == ALTERNATIVES:
            parts.append(AnyOf(below.each(read_condition, at_least=2)))
        else:
            parts.append(_read_test(name, FACTS[name], below))
    return AllOf(tuple(parts))


def _read_test(name: str, definition: FactDefinition, place: Place) -> Condition:
    if definition.type is FactType.TRUTH:
        return Is(name, place.truth())
    if definition.type is FactType.NUMBER:
        return _read_range(name, place)
    return _read_among(name, definition, place)


def _read_range(name: str, place: Place) -> Between:
    place.shaped("range")
    fields = place.fields("", "min max")
    place.some_of(fields, "law.empty_test")
    minimum = None if fields["min"].is_absent else fields["min"].number()
    maximum = None if fields["max"].is_absent else fields["max"].number()
    if minimum is not None and maximum is not None and minimum > maximum:
        place.refuse("law.empty_range", minimum=minimum, maximum=maximum)
    return Between(name, minimum, maximum)


def _read_among(name: str, definition: FactDefinition, place: Place) -> Among:
    place.shaped("choice")
    fields = place.fields("", "any_of none_of")
    place.one_of(fields, "law.empty_test", "law.two_tests")
    listed = {
        word: field.each_once(lambda item: item.code(VALUE, definition.words), at_least=1)
        for word, field in fields.items()
        if not field.is_absent
    }
    codes = frozenset().union(*listed.values())
    return Among(name, codes, negated="none_of" in listed)
