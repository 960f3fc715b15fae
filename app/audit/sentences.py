"""Acts in words, for timelines: each slice words its own, `app/wiring.py` brings them together."""

from collections.abc import Mapping

from flask_babel import LazyString

from app.audit.amounts import with_amounts
from app.audit.queries import Act

SENTENCES: dict[str, LazyString] = {}


def add_sentences(sentences: Mapping[str, LazyString]) -> None:
    """Add what a slice's acts are called; `%(name)s` stands for a value of the act's `after`."""
    SENTENCES.update(sentences)


def sentence_of(act: Act) -> str:
    """Return an act in the reader's language; an act without words is shown by its name."""
    template = SENTENCES.get(act.name)
    if template is None:
        return act.name
    try:
        return str(template) % with_amounts(act.after)
    except (KeyError, TypeError, ValueError, ArithmeticError):
        # An act from an earlier version may lack a value that its present words ask for.
        return act.name
