"""Titles compared in any script: the first letters by the database, the whole by whoever asks."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import ColumnElement, false, func, or_

from app.domain.script import search_key
from app.publications.models import Publication

COMPARED = (2, 4, 6, 8, 10, 12, 16, 24)
"""So many letters of a folded title the database compares, as many of these as it has; the whole is compared
by whoever asks, row by row. More lengths let few rows less through, and cost a comparison more for each title
there is.
"""


def titled_alike(titles: Collection[str]) -> ColumnElement[bool]:
    """The condition that the title of a publication begins as one of these does: one comparison for each
    length, however many titles there are.

    A title opens the key of its publication, with a blank behind it; one without Latin or Cyrillic letters
    has none there, and is compared as it is.
    """
    by_length: defaultdict[int, set[str]] = defaultdict(set)
    for title in titles:
        key = search_key(title)
        length = max((number for number in COMPARED if number <= len(key) + 1), default=0)
        by_length[length].add(f"{key} "[:length] if length else title)
    return or_(
        false(),
        *(
            func.substr(Publication.search_key + " ", 1, length).in_(sorted(beginnings))
            if length
            else Publication.title.in_(sorted(beginnings))
            for length, beginnings in by_length.items()
        ),
    )


def folded(title: str) -> str:
    """Return what titles have in common that are one in any script; one without such letters, itself."""
    return search_key(title) or title
