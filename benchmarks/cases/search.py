"""The search page against its floor: the bare queries of the database's own indexes, asked twice for the same
titles, their total and the organisations beside them, and the page itself with values that are ready."""

import base64
import json
import re

from flask.testing import FlaskClient

from benchmarks import data
from benchmarks.measure import Effort, Goal, Row, alone, alternate
from benchmarks.ready import values_ready, what_is_shown
from benchmarks.stand import Stand

REPEAT = 5
ROWS = 50
RAW_TIMES = 2
_PAGE = "desks.search"
DEEP = Goal(ratio=1.1)
EXACT = 10_000
_FROM = {
    "sqlite": "SELECT s.rowid AS id FROM publication_search s WHERE s.search_key MATCH :query",
    "postgresql": """SELECT s.id FROM publication s
        WHERE s.search_words @@ to_tsquery('simple'::regconfig, :query)""",
}
_ORDER = {"sqlite": "s.rowid", "postgresql": "s.id"}
_JOIN = {"sqlite": "group_concat", "postgresql": "string_agg"}
_ROWS = """
    SELECT p.id, p.title, p.parallel_title, p.language, p.script, p.kind,
           (SELECT {join}(c.name, '; ') FROM (SELECT name FROM contributor
            WHERE publication_id = p.id ORDER BY position) c) AS people,
           (SELECT {join}(i.printed_form, '; ') FROM (SELECT printed_form FROM identifier
            WHERE publication_id = p.id ORDER BY id) i) AS identifiers,
           d.region_soato, r.id, r.year, r.print_run, r.pages, r.registered_at, w.release_id,
           d.name, d.name_ru, d.name_en
    FROM ({found} ORDER BY {order} DESC LIMIT 51) chosen
    JOIN publication p ON p.id = chosen.id
    JOIN organisation d ON d.id = p.publisher_id
    LEFT JOIN release r ON r.id = (SELECT max(l.id) FROM release l WHERE l.publication_id = p.id)
    LEFT JOIN release_withdrawal w ON w.release_id = r.id
    ORDER BY p.id DESC"""
_TOTAL = "SELECT count(*) FROM ({found} LIMIT 10001) m"
_ORGANISATIONS = """
    SELECT id, kind, stir, region_soato, name, name_ru, name_en FROM organisation
    WHERE search_key LIKE :named ORDER BY search_key, id LIMIT 10"""


def measure(stand: Stand, effort: Effort) -> list[Row]:
    """Search for a word of many titles and for one of few; then the middle of what the former finds."""
    first = data.book(0, stand.today)  # stands in every tier
    words = {"common": data.word(0), "rare": first.author.split()[0].lower()}
    client = stand.signed_in()
    rows = [_search(stand, client, effort, kind, word) for kind, word in words.items()]
    return [*rows, *_middle(stand, client, effort, words["common"])]


def _search(stand: Stand, client: FlaskClient, effort: Effort, kind: str, word: str) -> Row:
    address, values = f"/search?q={word}", _values(stand, word)
    titles, count = _statements(stand)
    wanted = [str(row[9]) for row in stand.bare.rows(titles, values)][:ROWS]
    total = stand.bare.rows(count, values)[0][0]
    page = client.get(address).text
    assert wanted
    assert _shown_in(page) == wanted
    assert _total_of(page) == min(total, EXACT)
    with what_is_shown(stand.app) as seen:
        client.get(address)

    def raw() -> None:
        stand.bare.rows(titles, values)
        stand.bare.rows(count, values)
        stand.bare.rows(_ORGANISATIONS, {"named": f"%{word}%"})

    def ready() -> bytes:
        with values_ready(stand.app, _PAGE, *seen):
            return client.get(address).data

    def floor() -> None:
        for _ in range(RAW_TIMES):
            raw()
        ready()

    assert _shown_in(ready().decode()) == wanted
    timed = alternate(lambda: client.get(address).data, floor, effort=effort, repeat=REPEAT)
    notes = {
        "rows": len(wanted), "found": total, "statements": stand.statements(client, address),
        "raw": round(alone(raw, effort=effort, repeat=REPEAT).median, 3),
        "page": round(alone(ready, effort=effort, repeat=REPEAT).median, 3),
    }  # fmt: skip
    floor_path = f"{RAW_TIMES} × raw index query + the page with ready values"
    return timed.row(
        f"search, {kind} word", "page, signed in", floor_path, Goal(), notes=notes, **stand.where
    )


def _middle(stand: Stand, client: FlaskClient, effort: Effort, word: str) -> list[Row]:
    """Nothing where all that is found has its place on the first page."""
    found = stand.bare.rows(_FROM[stand.database], _values(stand, word))
    if len(found) <= 2 * ROWS:
        return []
    middle = sorted(int(row[0]) for row in found)[len(found) // 2]
    after = base64.urlsafe_b64encode(json.dumps([middle]).encode()).decode()
    first, deep = f"/search?q={word}", f"/search?q={word}&after={after}"
    assert len(re.findall(r'"/releases/\d+"', client.get(deep).text)) == ROWS
    timed = alternate(
        lambda: client.get(deep).data, lambda: client.get(first).data, effort=effort, repeat=REPEAT
    )
    return [timed.row("deep page /search", "middle of the list", "its first page", DEEP, **stand.where)]


def _statements(stand: Stand) -> tuple[str, str]:
    found, order = _FROM[stand.database], _ORDER[stand.database]
    titles = _ROWS.format(join=_JOIN[stand.database], found=found, order=order)
    return titles, _TOTAL.format(found=found)


def _values(stand: Stand, word: str) -> dict[str, str]:
    return {"query": f"{word}:*" if stand.bare.postgresql else f'"{word}" *'}


def _shown_in(page: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r'"/releases/(\d+)"', page)))


def _total_of(page: str) -> int:
    told = re.search(r'nx-found"><p><strong>(.*?)</strong>', page)
    assert told
    return int(re.sub(r"\D", "", told[1]))
