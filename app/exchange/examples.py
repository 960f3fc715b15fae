"""The rows that stand in the templates as examples; they are no publications."""

from collections.abc import Mapping
from functools import cache

from app.domain.script import search_key
from app.exchange.columns import COLUMNS

PERIODICAL: Mapping[str, str] = {
    "title": "Namuna jurnal", "language": "uz", "script": "Latn", "kind": "journal", "origin": "domestic",
    "carrier": "print", "restricted": "no", "issn": "2091-7368", "frequency": "monthly",
    "first_on": "2026-01-15", "first_number": "1",
}  # fmt: skip
"""The row of a periodical, by column; that of a book stands beside the columns."""
ROWS: tuple[Mapping[str, str], ...] = ({column.name: column.example or "" for column in COLUMNS}, PERIODICAL)


def is_example(title: str) -> bool:
    """Whether this is the title of an example, in either script."""
    return search_key(title) in _titles()


@cache
def _titles() -> frozenset[str]:
    return frozenset(search_key(row["title"]) for row in ROWS)
