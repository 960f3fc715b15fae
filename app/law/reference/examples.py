"""Examples of the format's keys, taken from the rule sets that are kept in the project."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from babel import Locale

from app.domain.law.reading import TEXT_LANGUAGES
from app.domain.law.schema import EACH, Holds, Shape

RULE_SETS = Path(__file__).parents[1] / "rule_sets"
LONGEST = 140
"""Characters of an example; what is longer is read in the file itself."""
TOLD_BELOW = {"", "request"}
"""Names of objects that are too large for an example in one line."""
Key = tuple[str, str]
"""What an object is known as, and one of its keys."""


@dataclass(frozen=True, slots=True)
class Example:
    """A value as it is written in a rule set, and whose rule set it is."""

    country: str
    text: str


def read_documents() -> tuple[Mapping[str, Any], ...]:
    """The rule sets of the project, in the order of their files, those of real law first."""
    documents = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(RULE_SETS.glob("*.yaml"))]
    return tuple(sorted(documents, key=lambda document: document["hypothetical"]))


def examples(
    whole: Shape, documents: tuple[Mapping[str, Any], ...], invented: Mapping[str, Mapping[str, object]]
) -> Mapping[Key, Example]:
    """One example of each key, spread over the countries; an invented one where no rule set gives any."""
    named = {shape.name: shape for shape in whole.walk() if shape.name and not shape.again}
    offers: dict[Key, dict[int, str]] = {}
    for number, document in enumerate(documents):
        for key, shape, value in _values(whole, document, named):
            text = _written(shape, value)
            if text:
                offers.setdefault(key, {}).setdefault(number, text)
    used: Counter[int] = Counter()
    found = {}
    for key, offered in offers.items():
        number = min(offered, key=lambda each: (*_worth(documents[each], offered[each]), used[each], each))
        used[number] += 1
        found[key] = Example(_country(documents[number]), offered[number])
    made_up = {
        (name, key): Example("invented", _text(value))
        for name, below in invented.items()
        for key, value in below.items()
    }
    return made_up | found


def _worth(document: Mapping[str, Any], text: str) -> tuple[bool, int]:
    """The less the better: real law, and what is known."""
    return document["hypothetical"], text.count("null") + text.count("…}") + text.count("…]")


def _values(shape: Shape, value: Any, named: Mapping[str, Shape]) -> Iterator[tuple[Key, Shape, Any]]:
    """Every value given in a document, with the key under which it stands."""
    if value is None:
        return
    if shape.again:
        shape = named[shape.name]
    if shape.holds is Holds.LIST:
        for item in value:
            yield from _values(shape.members[EACH], item, named)
    elif shape.holds is Holds.OBJECT:
        for key, below in shape.members.items():
            if key in value:
                yield (shape.known_as, key), below, value[key]
                yield from _values(below, value[key], named)


def _written(shape: Shape, value: Any) -> str:
    """The value in one line, cut where it is too long; empty where that would say nothing."""
    inner = shape.members[EACH] if shape.holds is Holds.LIST else shape
    if value in (None, [], {}) or (inner.holds is Holds.OBJECT and inner.name in TOLD_BELOW):
        return ""
    text = _text(value)
    if len(text) <= LONGEST:
        return text
    if shape.holds is Holds.TEXT:
        return f"{text[:LONGEST].rpartition(' ')[0]} …"
    if shape.holds is Holds.MAP:
        return f"{_flow(dict(list(value.items())[:1])).removesuffix('}')}, …}}"
    if shape.holds is Holds.LIST:
        return f"{_flow(value[:1]).removesuffix(']')}, …]"
    return ""


def _text(value: Any) -> str:
    if isinstance(value, dict) and value.keys() == set(TEXT_LANGUAGES):
        return f"{{uz: …, ru: …, en: {_flow(value['en'])}}}"
    return _flow(value)


def _flow(value: Any) -> str:
    text: str = yaml.safe_dump(
        value, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False
    )
    return text.removesuffix("\n").removesuffix("\n...")


def _country(document: Mapping[str, Any]) -> str:
    name: str = Locale("en").territories[document["jurisdiction"]]
    return f"{name}, invented draft" if document["hypothetical"] else name
