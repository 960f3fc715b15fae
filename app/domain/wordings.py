"""What a text may hold that a person writes for a document, and what is wrong with one that may not stand.

A text is plain words. `{name}` stands for a value of the document and `[…]` keeps its words on one line;
there is nothing else: no code, attribute, file or address can be reached from a text.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

VALUE = re.compile(r"\{([a-z_]+)\}")
_LINE_END = re.compile(r"\r\n|\r|\n")
_BLANKS = re.compile(r"[ \t\r\n]+")
_LOADS = re.compile(r"url\s*\(|@import|javascript:", re.IGNORECASE)
# What cannot be broken over a line: words with the parts in brackets that belong to them.
_UNBROKEN = re.compile(r"(?:\[[^\]]*\]|[^ ])+")
LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for one text: the values it must name and may name, and how many characters fit there."""

    values: frozenset[str]
    most: int
    longest_word: int = LONGEST_WORD


@dataclass(frozen=True, slots=True)
class TextProblem:
    """Why a text may not stand: whose `key`, on which `line` as it was typed, from 1."""

    key: str
    line: int
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


def values_of(text: str) -> frozenset[str]:
    """The names of the values that a text asks for."""
    return frozenset(VALUE.findall(text))


def tidied(text: str) -> str:
    """The text in one line, without blanks at its ends; a blank that must not break stays."""
    return _BLANKS.sub(" ", text).strip(" ")


def text_digest(texts: Mapping[str, str]) -> str:
    """The SHA-256 of texts, whatever their order."""
    return hashlib.sha256(json.dumps(texts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def text_problems(
    texts: Mapping[str, str], slots: Mapping[str, Slot], prints: Callable[[str], bool]
) -> list[TextProblem]:
    """Everything wrong with texts that shall fill the slots; `prints`: whether a character has a shape."""
    found = [TextProblem(key, 1, "wording.unknown_key") for key in texts if key not in slots]
    for key, slot in slots.items():
        text = texts.get(key, "")
        found += [*_problems_of_lines(key, text, slot, prints), *_problems_of_whole(key, text, slot)]
    return found


def _problems_of_whole(key: str, text: str, slot: Slot) -> Iterator[TextProblem]:
    last, words = len(_LINE_END.split(text)), tidied(text)
    if not words.replace("\u00a0", ""):
        yield TextProblem(key, 1, "wording.empty")
        return
    for name in sorted(slot.values - values_of(text)):
        yield TextProblem(key, last, "wording.value_missing", {"value": _shown(name)})
    if len(words) > slot.most:
        yield TextProblem(key, last, "wording.too_long", {"most": slot.most, "length": len(words)})


def _problems_of_lines(
    key: str, text: str, slot: Slot, prints: Callable[[str], bool]
) -> Iterator[TextProblem]:
    for number, line in enumerate(_LINE_END.split(text), 1):
        for code, params in _problems_of_line(line, slot, prints):
            yield TextProblem(key, number, code, params)


def _wrong_values(line: str, slot: Slot) -> Iterator[tuple[str, dict[str, object]]]:
    if not slot.values:
        if re.search(r"[{}]", line):
            yield "wording.no_values", {}
        return
    allowed = ", ".join(map(_shown, sorted(slot.values)))
    for name in sorted(values_of(line) - slot.values):
        yield "wording.value_unknown", {"value": _shown(name), "allowed": allowed}
    if re.search(r"[{}]", VALUE.sub("", line)):
        yield "wording.brace", {"allowed": allowed}


def _problems_of_line(
    line: str, slot: Slot, prints: Callable[[str], bool]
) -> Iterator[tuple[str, dict[str, object]]]:
    yield from _wrong_values(line, slot)
    plain = VALUE.sub("", line)
    if re.search(r"[<>\\]", plain) or _LOADS.search(plain):
        yield "wording.markup", {}
    if re.search(r"[\[\]]", re.sub(r"\[[^\[\]]*\]", "", plain)):
        yield "wording.bracket", {}
    odd = next((mark for mark in plain if mark != "\t" and not prints(mark)), None)
    if odd is not None:
        yield "wording.character", {"character": odd if odd.isprintable() else f"U+{ord(odd):04X}"}
    words = [re.sub(r"[\[\]]", "", word) for word in _UNBROKEN.findall(tidied(line))]
    long = next((word for word in words if len(word) > slot.longest_word), None)
    if long is not None:
        yield "wording.word_too_long", {"word": long[:60], "most": slot.longest_word}


def _shown(name: str) -> str:
    return f"{{{name}}}"
