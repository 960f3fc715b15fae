"""Bootstrap's style sheet, cut to what the pages name.

A rule stays where one of its selectors names nothing but classes and elements that the templates, the
scripts or the code write down: rather a rule too many than one too few. A variable stays where a rule that
stays or a style sheet of ours reads it. So nothing looks different, and a page weighs less.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import tinycss2

ROOT = Path(__file__).resolve().parents[1]
WHOLE = ROOT / "static" / "vendor" / "bootstrap" / "bootstrap.min.css"
USED = WHOLE.with_name("bootstrap.used.css")

BEGINNINGS: dict[str, set[str]] = {"is-": set(), "p-": set(), "w-": set()}
"""Beginnings whose end is a variable and that Bootstrap's classes have too, with the classes of Bootstrap
that come of it: none, for marks of days, states of copies and widths of fields are classes of our own.
"""
_BY_WTFORMS = {"input", "optgroup", "option", "select", "textarea"}

_CLASSES = re.compile(r'class="([^"]*)"')
_LITERAL = re.compile(r"""(?=(['"])([\w -]+)\1)""")
"""A text between quotes that may be classes; looked for from each quote, since an apostrophe is one too."""
_ELEMENT = re.compile(r"<([a-z][a-z0-9]*)")
_VARIABLE = re.compile(r"var\((--[\w-]+)")


@dataclass(frozen=True)
class Rule:
    """A rule as it is written: what it is for, and its settings or the rules in it."""

    head: str
    settings: list[Any] = field(default_factory=list)
    inner: "list[Rule]" = field(default_factory=list)

    def every_setting(self) -> Iterator[Any]:
        """Yield the settings of this rule and of those in it."""
        yield from self.settings
        for rule in self.inner:
            yield from rule.every_setting()


def sources() -> str:
    """Return all that may name a class: pages (not papers, which have styles of their own), scripts, code."""
    found = [
        *(path for path in (ROOT / "templates").rglob("*.html") if "documents" not in path.parts),
        *(ROOT / "static" / "js").rglob("*.js"),
        *(ROOT / "app").rglob("*.py"),
    ]
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(found))


@dataclass(frozen=True)
class Names:
    """What a text names, of what a selector may ask for."""

    text: str
    classes: set[str]
    elements: set[str]

    @classmethod
    def of(cls, text: str) -> "Names":
        """Read the names out of a text."""
        literals = {word for _quote, found in _LITERAL.findall(text) for word in found.split()}
        classes = set(re.findall(r"[\w-]+", " ".join(_CLASSES.findall(text))))
        composed = set().union(*BEGINNINGS.values())
        return cls(text, literals | classes | composed, literals | set(_ELEMENT.findall(text)) | _BY_WTFORMS)

    def meet(self, selector: list[Any]) -> bool:
        """Tell whether a selector can meet anything; what stands in brackets of :not() does not matter."""
        for before, token in zip([None, *selector], selector, strict=False):
            if token.type == "ident" and before != ":":
                if token.value not in (self.classes if before == "." else self.elements):
                    return False
            elif token.type == "[] block" and not self._have(token):
                return False
        return True

    def _have(self, attribute: Any) -> bool:
        name, *value = [token.value for token in attribute.content if token.type in ("ident", "string")]
        if not value:
            return "-" not in name or name in self.text
        return name == "type" or f'{name}="{value[0]}"' in self.text  # WTForms writes the types of inputs


def trimmed(text: str) -> str:
    """Return what of Bootstrap a text names, a rule on each line below the licence."""
    whole = WHOLE.read_text(encoding="utf-8")
    parsed = tinycss2.parse_stylesheet(whole, skip_comments=True, skip_whitespace=True)
    rules = list(_rules(parsed, Names.of(text)))
    settings = [setting for rule in rules for setting in rule.every_setting()]
    read = _variables_read(settings)
    animated = " ".join(_plain(one.value) for one in settings if "animation" in one.name).split()
    kept = (one for one in rules if not one.head.startswith("@keyframes") or one.head.split()[1] in animated)
    licence = whole[: whole.index("*/") + 2]
    return "\n".join([licence, *filter(None, (_written(rule, read) for rule in kept)), ""])


def _rules(nodes: Iterable[Any], names: Names | None) -> Iterator[Rule]:
    """Yield the rules whose selectors can meet something; with no names, all."""
    for node in nodes:
        if node.type == "qualified-rule":
            heads = [_plain(one) for one in _selectors(node.prelude) if names is None or names.meet(one)]
            if heads:
                settings = tinycss2.parse_blocks_contents(node.content, skip_whitespace=True)
                yield Rule(",".join(heads), settings=settings)
        elif node.content:  # @media and @keyframes; @charset stands with the licence
            inner = tinycss2.parse_rule_list(node.content, skip_whitespace=True)
            found = list(_rules(inner, None if node.at_keyword == "keyframes" else names))
            yield Rule(f"@{node.at_keyword} {_plain(node.prelude)}", inner=found)


def _selectors(prelude: list[Any]) -> Iterator[list[Any]]:
    for comma, selector in groupby(prelude, lambda part: part == ","):
        if not comma:
            yield list(selector)


def _variables_read(settings: list[Any]) -> set[str]:
    own = (path.read_text(encoding="utf-8") for path in (ROOT / "static" / "css").glob("*.css"))
    read = set(_VARIABLE.findall("".join(own)))
    before = None
    while before != read:
        before = set(read)
        for setting in settings:
            if not setting.name.startswith("--") or setting.name in read:
                read.update(_VARIABLE.findall(_plain(setting.value)))
    return read


def _written(rule: Rule, read: set[str]) -> str:
    settings = (
        f"{setting.name}:{_plain(setting.value)}{'!important' if setting.important else ''}"
        for setting in rule.settings
        if not setting.name.startswith("--") or setting.name in read
    )
    body = ";".join(settings) or "".join(_written(inner, read) for inner in rule.inner)
    return f"{rule.head}{{{body}}}" if body else ""


def _plain(tokens: list[Any]) -> str:
    return str(tinycss2.serialize(tokens)).strip()


if __name__ == "__main__":
    USED.write_text(trimmed(sources()), encoding="utf-8")
