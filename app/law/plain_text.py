"""Plain data out of a YAML or JSON text: values, where each stands, and nothing that acts.

A date stays the text as written. References, tags and repeated keys are noted as problems with their place,
so that a text is refused whole and everything wrong with it is known at once. The words that YAML 1.1 reads
as true and false (`NO`, `on`) are read so here too, because every other reader of the file would; the
document then refuses them where a text belongs, with the advice to use quotes.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any, Self

import yaml

from app.domain.errors import DomainError
from app.domain.law import Problem

LONGEST_TEXT = 1024 * 1024
DEEPEST = 30
"""How many objects and lists may stand in one another; a rule set needs about ten."""
MOST_VALUES = 20_000
"""How many keys and values a text may hold; a large country's rule set has a tenth of that."""
LONGEST_SHOWN = 60

TAG = "tag:yaml.org,2002:"
TRUE = frozenset({"yes", "true", "on"})
HALVES = re.compile(r"((?<!\\)(?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
HALF = re.compile(r"(?<!\\)(?:\\\\)*(\\u[dD][89a-fA-F][0-9a-fA-F]{2})")
NO_CHARACTER = "found invalid Unicode character escape code"
"""What libyaml says of half a character, and of a number beyond the last one."""
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")


class OddNumber(float):
    """A number that no place of a rule set takes (`0.1`, `010`, `1_000`): kept as it is written."""

    def __new__(cls, written: str) -> Self:
        """Return the number; its value tells nothing, its text does."""
        made = super().__new__(cls, "nan")
        made.written = written
        return made

    written: str


@dataclass
class Document:
    """What a text holds. `lines` and `unquoted` tell of each path (`rules[3].deadline.unit`, also
    `rules[its id].deadline.unit`) the line it begins in, and of a value written without quotes how it is
    written."""

    value: object = None
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    unquoted: dict[str, str] = field(default_factory=dict)

    def line_of(self, path: str) -> int:
        """The line of a place, or of the nearest place around it that is there."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.lines.get("", 1)


class _Composer(yaml.composer.Composer, yaml.CSafeLoader):
    """Makes the tree of a text, with the quick parser of libyaml below it.

    A reference becomes a marked empty value; a date is text.
    """

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag not in (f"{TAG}timestamp", f"{TAG}merge")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def __init__(self, text: str) -> None:
        yaml.CSafeLoader.__init__(self, text)
        yaml.composer.Composer.__init__(self)
        self.depth = 0
        self.values = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            event: Any = self.get_event()
            return yaml.ScalarNode("!reference", event.anchor, event.start_mark, event.end_mark)
        if self.depth > DEEPEST:
            ahead: Any = self.peek_event()
            raise DomainError("law.too_deep", most=DEEPEST, line=ahead.start_mark.line + 1)
        self.values += 1
        if self.values > MOST_VALUES:
            raise DomainError("law.too_many_values", most=MOST_VALUES)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def read_document(text: str) -> Document:
    """The plain data in `text`, which is an object.

    Raises:
        DomainError: `law.not_yaml` with the line and how it begins; `law.not_utf8`; `law.half_character`;
            `law.too_deep`; `law.not_an_object`; `law.too_many_values`.
    """
    root = _compose(text)
    if not isinstance(root, yaml.MappingNode):
        raise DomainError("law.not_an_object")
    return _read(root)


def read_value(text: str) -> Document:
    """The plain data in `text`, whatever its type; its `value` is only an object if the text is one.

    Raises:
        DomainError: as `read_document`.
    """
    root = _compose(text)
    return Document() if root is None else _read(root)


def _read(root: Any) -> Document:
    document = Document()
    document.value = _value(root, "", [""], document)
    return document


def _compose(text: str) -> Any:
    if text.lstrip("\ufeff \t\r\n").startswith("{") and _is_json(text):
        text = _as_yaml(text)
    try:
        return _Composer(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark or error.context_mark
        if error.problem == NO_CHARACTER and (half := HALF.search(text.split("\n")[mark.line])):
            raise DomainError("law.half_character", line=mark.line + 1, written=half[1]) from error
        raise _not_yaml(text, mark.line) from error
    except yaml.reader.ReaderError as error:
        raise _not_yaml(text, text.encode()[: error.position].count(b"\n")) from error
    except UnicodeEncodeError as error:
        raise DomainError("law.not_utf8", line=text[: error.start].count("\n") + 1) from error


def _not_yaml(text: str, line: int) -> DomainError:
    """The refusal of a text whose line number `line`, from 0, no longer fits what stands before it."""
    lines = text.split("\n")
    at = min(line, len(lines) - 1)
    return DomainError("law.not_yaml", line=at + 1, there=lines[at].strip()[:LONGEST_SHOWN])


def _is_json(text: str) -> bool:
    try:
        json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return False
    return True


def _as_yaml(text: str) -> str:
    """JSON as YAML takes it: a blank for a tab, which stands between values only, and characters that are
    written as two halves put together."""
    return HALVES.sub(lambda found: found[1] + chr(_whole(found[2], found[3])), text.replace("\t", " "))


def _whole(high: str, low: str) -> int:
    return 0x10000 + ((int(high, 16) - 0xD800) << 10) + (int(low, 16) - 0xDC00)


def _value(node: Any, path: str, names: list[str], document: Document) -> object:
    """The value of a node; `names` are all paths under which it is known, `path` the one told of."""
    for name in names:
        document.lines[name] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, names, document)
    if isinstance(node, yaml.SequenceNode):
        _refuse_tag(node, "seq", path, document)
        return [
            _value(item, f"{path}[{number}]", _item_names(item, number, names), document)
            for number, item in enumerate(node.value)
        ]
    if not node.style:  # libyaml says "" of what stands without quotes
        document.unquoted.update(dict.fromkeys(names, str(node.value)[:LONGEST_SHOWN]))
    return _scalar(node, path, document)


def _mapping(node: yaml.MappingNode, path: str, names: list[str], document: Document) -> object:
    _refuse_tag(node, "map", path, document)
    found: dict[str, object] = {}
    for key_node, below in node.value:
        key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
        place = _below(path, key)
        below_names = [_below(name, key) for name in names]
        value = _value(below, place, below_names, document)
        document.lines.update(dict.fromkeys(below_names, key_node.start_mark.line + 1))
        if key_node.tag != f"{TAG}str":
            document.problems.append(Problem(place, "law.key_not_text", {"key": key}))
        if key in found:
            document.problems.append(Problem(place, "law.duplicate_key", {"key": key}))
        found[key] = value
    return found


def _refuse_tag(node: yaml.Node, own: str, path: str, document: Document) -> None:
    if node.tag != f"{TAG}{own}":
        document.problems.append(Problem(path, "law.tag", {"tag": node.tag}))


def _below(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _item_names(item: Any, number: int, names: list[str]) -> list[str]:
    """A list's item is known by its number; in a list of the whole, also by the id it carries."""
    found = [f"{name}[{number}]" for name in names]
    if isinstance(item, yaml.MappingNode):
        named = (value.value for key, value in item.value if key.value == "id")
        found += [f"{name}[{own}]" for own in list(named)[:1] if isinstance(own, str) for name in names]
    return found


def _scalar(node: Any, path: str, document: Document) -> object:
    if node.tag == "!reference":
        document.problems.append(Problem(path, "law.reference", {"name": node.value}))
        return None
    kind, text = node.tag.removeprefix(TAG), str(node.value)
    if kind not in ("null", "bool", "int", "float", "str"):
        document.problems.append(Problem(path, "law.tag", {"tag": node.tag}))
        return None
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in TRUE
    if kind in ("int", "float"):
        return int(text) if NUMBER.fullmatch(text) else OddNumber(text)
    return text
