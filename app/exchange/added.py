"""The columns that rows to be mended come back with, before their own."""

from collections.abc import Sequence
from functools import cache

from app.infra.i18n import gettext, in_each_language


def added_headings() -> list[str]:
    """Return their headings in the reader's language."""
    return [gettext("Row"), gettext("Column"), gettext("Code"), gettext("What to do")]


def number_added(headings: Sequence[str]) -> int:
    """Return how many of the first columns of a table are ours: then it holds mended rows sent again."""
    added = _in_every_language()
    return next((len(each) for each in added if list(headings[: len(each)]) == each), 0)


@cache
def _in_every_language() -> tuple[list[str], ...]:
    return tuple(in_each_language(added_headings).values())
