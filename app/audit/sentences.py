"""Acts in words, for timelines: each slice words its own, `app/wiring.py` brings them together."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from flask_babel import LazyString

from app.audit.amounts import with_amounts
from app.audit.queries import Act
from app.infra.i18n import format_short

Value = TypeVar("Value")
Worded = Callable[[Mapping[str, object]], Mapping[str, object]]
"""Gives, in the reader's language, those facts of an act that are kept as a name that people do not know."""

SENTENCES: dict[str, LazyString] = {}
_WORDED: dict[str, Worded] = {}


def add_sentences(sentences: Mapping[str, LazyString]) -> None:
    """Add what a slice's acts are called; `%(name)s` stands for a value of the act's `after`."""
    SENTENCES.update(sentences)


def word_facts_by(worded: Mapping[str, Worded]) -> None:
    """Let facts of acts be worded before their sentence names them."""
    _WORDED.update(worded)


def day_in_words(value: Value) -> Value | str:
    """Return a day that an act kept (2026-12-10) as people write it; anything else as it is."""
    try:
        if isinstance(value, str) and len(value) == len("2026-12-10"):
            return format_short(date.fromisoformat(value))
    except ValueError:
        pass
    return value


def sentence_of(act: Act) -> str:
    """Return an act in the reader's language; an act without words is shown by its name."""
    template = SENTENCES.get(act.name)
    if template is None:
        return act.name
    try:
        worded = _WORDED[act.name](act.after) if act.name in _WORDED else {}
        said = {name: day_in_words(value) for name, value in with_amounts(act.after).items()}
        return str(template) % (said | dict(worded))
    except (KeyError, TypeError, ValueError, ArithmeticError):
        # An act from an earlier version may lack a value that its present words ask for.
        return act.name
