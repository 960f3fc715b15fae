"""What edited texts say otherwise than those in force, word for word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from app.infra.wording import Texts

_WORDS = re.compile(r" +|[^ ]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: `kept`, `gone` or `new`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A text that differs: what it is called by, and its pieces in order."""

    key: str
    pieces: Sequence[Piece]


def changes(before: Texts, after: Texts) -> list[Change]:
    """Every text that differs, in the order of the paper."""
    return [
        Change(key, _pieces(before.get(key, ""), text))
        for key, text in after.items()
        if text != before.get(key, "")
    ]


def _pieces(before: str, after: str) -> list[Piece]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    found = []
    for _same, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[start:end]), "".join(new[first:last])
        if gone == come:
            found.append(Piece("kept", gone))
        else:
            found += [Piece(kind, text) for kind, text in (("gone", gone), ("new", come)) if text]
    return found
