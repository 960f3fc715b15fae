"""The search page against the bare query of the database's own index."""

import re

from benchmarks import data
from benchmarks.measure import Effort, Goal, Row, alternate
from benchmarks.stand import Stand

REPEAT = 5
GOAL = Goal(ratio=2.0, extra=2.5)
_FOUND = """
    SELECT r.id, p.title, p.language, p.script, d.name FROM release r
    JOIN publication p ON p.id = r.publication_id JOIN organisation d ON d.id = p.publisher_id
    WHERE {condition} ORDER BY r.id DESC LIMIT 51"""
_SQLITE = "p.id IN (SELECT rowid FROM publication_search WHERE search_key MATCH :query)"
_POSTGRESQL = "to_tsvector('simple'::regconfig, p.search_key) @@ to_tsquery('simple'::regconfig, :query)"


def measure(stand: Stand, effort: Effort) -> list[Row]:
    """Search for a word of many titles and for one of few."""
    first = data.book(0, stand.today)  # stands in every tier
    words = {"common": data.word(0), "rare": first.author.split()[0].lower()}
    return [_search(stand, effort, kind, word) for kind, word in words.items()]


def _search(stand: Stand, effort: Effort, kind: str, word: str) -> Row:
    postgresql = stand.bare.postgresql
    statement = _FOUND.format(condition=_POSTGRESQL if postgresql else _SQLITE)
    values = {"query": f"{word}:*" if postgresql else f'"{word}" *'}
    client, address = stand.signed_in(), f"/search?q={word}"
    wanted = [str(row[0]) for row in stand.bare.rows(statement, values)][:50]
    assert wanted
    assert list(dict.fromkeys(re.findall(r'"/releases/(\d+)"', client.get(address).text))) == wanted
    timed = alternate(
        lambda: client.get(address).data,
        lambda: stand.bare.rows(statement, values),
        effort=effort,
        repeat=REPEAT,
    )
    notes = {"rows": len(wanted), "statements": stand.statements(client, address)}
    return timed.row(
        f"search, {kind} word", "page, signed in", "raw index query", GOAL, notes=notes, **stand.where
    )
