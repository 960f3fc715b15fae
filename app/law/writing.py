"""Writes a document as YAML, always in the same way: reading the text gives the document again."""

from collections.abc import Mapping
from typing import Any

import yaml

from app.law.plain_text import OddNumber

WIDTH = 150
ODD_LINE_ENDS = "\r\x85\u2028\u2029\ufeff"
LONGEST_LINE, LONGEST_WORDS, MOST_PARTS = 180, 40, 8  # what is written on one line


class _Dumper(yaml.SafeDumper):
    """Short objects and lists on one line, the rest below one another; no references."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:
        return super().increase_indent(flow, False)

    def represent(self, data: Any) -> None:
        node: Any = self.represent_data(data)
        node.flow_style = False if data else None
        self.serialize(node)

    def represent_mapping(self, tag: Any, mapping: Any, flow_style: Any = None) -> yaml.MappingNode:
        return super().represent_mapping(tag, mapping, _is_short(mapping))

    def represent_sequence(self, tag: Any, sequence: Any, flow_style: Any = None) -> yaml.SequenceNode:
        return super().represent_sequence(tag, sequence, _is_short(sequence))


def _is_short(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST_WORDS
    if not isinstance(value, dict | list):
        return True
    parts = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict) and len(value) > MOST_PARTS:
        return False
    return len(str(value)) <= LONGEST_LINE and all(_is_short(part) for part in parts)


def _odd_number(dumper: Any, number: OddNumber) -> yaml.ScalarNode:
    tag = dumper.resolve(yaml.ScalarNode, number.written, (True, False))
    node: yaml.ScalarNode = dumper.represent_scalar(tag, number.written)
    return node


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # Unquoted, these ends of a line would be read back as blanks.
    style = '"' if any(mark in text for mark in ODD_LINE_ENDS) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(OddNumber, _odd_number)
_Dumper.add_representer(str, _text)


def write_document(document: Mapping[str, object]) -> str:
    """The document as YAML, in the order of its keys; a blank line stands before each list of objects."""
    return "".join(_entry(key, value) for key, value in document.items())


def write_value(value: object) -> str:
    """One value as YAML, for a box in which it is edited as text; nothing for null."""
    if value is None:
        return ""
    text: str = yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH, default_flow_style=False
    )
    return text.removesuffix("...\n")


def _entry(key: str, value: object) -> str:
    gap = "\n" if isinstance(value, list | dict) and any(isinstance(part, dict) for part in value) else ""
    return gap + write_value({key: value})
