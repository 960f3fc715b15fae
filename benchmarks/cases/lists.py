"""Pages of fifty rows, signed in, against the same rows and total by hand-written SQL through the driver."""

import base64
import json
import re

from flask.testing import FlaskClient

from benchmarks.measure import Effort, Goal, Row, Timed, alternate
from benchmarks.stand import Stand

REPEAT = 5
ROWS = 50
PAGE = Goal(ratio=1.0, extra=2.5)
DEEP = Goal(ratio=1.1)

_COLUMNS = """
    SELECT o.id, o.release_id, o.rule_id, o.rule_set_id, o.instrument, o.locator, o.depositor_role, o.form,
           o.copies, o.received, o.event, o.event_on, o.due_on, o.provisional, o.cancelled_at,
           p.title, p.language, p.script,
           (SELECT i.printed_form FROM identifier i WHERE i.publication_id = p.id
            ORDER BY i.id LIMIT 1) AS identifier,
           (SELECT coalesce(sum(l.copies), 0) FROM consignment_line l
            JOIN consignment c ON c.id = l.consignment_id
            WHERE l.obligation_id = o.id AND NOT c.is_transfer AND c.confirmed_at IS NULL
              AND c.cancelled_at IS NULL AND (c.sent_at IS NOT NULL OR c.arrived_at IS NOT NULL))
           + (SELECT count(*) FROM scan s JOIN arrival a ON a.id = s.arrival_id
              LEFT JOIN copy k ON k.id = s.copy_id LEFT JOIN consignment_line l ON l.id = k.line_id
              LEFT JOIN consignment c ON c.id = l.consignment_id
              WHERE s.release_id = o.release_id AND a.depository_id = o.depository_id
                AND a.consignment_id IS NULL AND a.confirmed_at IS NULL AND a.discarded_at IS NULL
                AND s.undone_at IS NULL AND s.passed_on_at IS NULL AND o.form <> 'file'
                AND (s.decision = 'accepted' OR s.condition = 'good' AND s.decision IS NULL)
                AND NOT (c.confirmed_at IS NULL AND c.cancelled_at IS NULL
                         AND (c.sent_at IS NOT NULL OR c.arrived_at IS NOT NULL))
                AND (l.obligation_id = o.id OR l.id IS NULL
                     AND (a.depositor_id IS NULL OR a.depositor_id = o.depositor_id))) AS in_transit,
           d.name, d.name_ru, d.name_en, b.code, b.name, b.name_ru, b.name_en
    FROM obligation o
    JOIN release r ON r.id = o.release_id
    JOIN publication p ON p.id = r.publication_id
    JOIN organisation b ON b.id = o.depository_id
    LEFT JOIN organisation d ON d.id = o.depositor_id"""
ALL = f"""{_COLUMNS}
    WHERE o.cancelled_at IS NULL
    ORDER BY o.due_on ASC NULLS LAST, o.id LIMIT 51"""
LATE = f"""{_COLUMNS}
    WHERE o.cancelled_at IS NULL AND o.open AND o.event_on IS NOT NULL AND o.due_on < :today
    ORDER BY o.due_on ASC NULLS LAST, o.id LIMIT 51"""
WORKLIST = """
    SELECT late.*, d.name, d.name_ru, d.name_en, d.stir, g.name_uz
    FROM (SELECT m.*, count(*) OVER (), sum(m.copies) OVER ()
    FROM (SELECT o.depositor_id, count(DISTINCT o.release_id) AS titles, count(*) AS lines,
                 sum(o.copies - o.received) AS copies, min(o.due_on) AS oldest,
                 count(*) FILTER (WHERE NOT EXISTS (
                    SELECT 1 FROM notice_line l JOIN notice n ON n.id = l.notice_id
                    WHERE l.obligation_id = o.id AND n.withdrawn_at IS NULL)) AS unnoticed
          FROM obligation o
          WHERE o.open AND o.depositor_id IS NOT NULL AND o.event_on IS NOT NULL AND o.copies IS NOT NULL
            AND NOT o.provisional AND o.due_on < :today
          GROUP BY o.depositor_id) m) late
    JOIN organisation d ON d.id = late.depositor_id
    JOIN region g ON g.soato = d.region_soato
    ORDER BY late.oldest, late.depositor_id LIMIT 51"""
_OF_ALL = "SELECT count(*) FROM (SELECT o.id FROM obligation o WHERE o.cancelled_at IS NULL LIMIT 10001) m"
_OF_LATE = """
    SELECT count(*) FROM (SELECT o.id FROM obligation o WHERE o.cancelled_at IS NULL AND o.open
        AND o.event_on IS NOT NULL AND o.due_on < :today LIMIT 10001) m"""
LATE_DEPOSITORS = ("/late", (WORKLIST,), r'"/late/(\d+)"')
"""The worklist: its address, its rows and their total, and what a page shows of each row."""
_MIDDLE = """
    SELECT o.due_on, o.id FROM obligation o WHERE o.cancelled_at IS NULL AND o.due_on IS NOT NULL
    ORDER BY o.due_on, o.id LIMIT 1 OFFSET :half"""


def measure(stand: Stand, effort: Effort) -> list[Row]:
    """The list of obligations (all, late), its middle by key, and the worklist of late depositors."""
    client = stand.signed_in()
    return [
        _page(stand, client, effort, "/obligations", (ALL, _OF_ALL), r"/obligations/(\d+)/why"),
        _page(stand, client, effort, "/obligations?state=late", (LATE, _OF_LATE), r"/obligations/(\d+)/why"),
        _middle(stand, client, effort),
        _page(stand, client, effort, *LATE_DEPOSITORS),
    ]


def _page(
    stand: Stand, client: FlaskClient, effort: Effort, address: str, statements: tuple[str, ...], shown: str
) -> Row:
    timed, shown_rows = timed_page(stand, client, effort, address, statements, shown)
    notes = {"rows": shown_rows, "statements": stand.statements(client, address)}
    return timed.row(
        f"page {address}", "page, signed in", "raw SQL, same rows and total", PAGE, notes=notes, **stand.where
    )


def timed_page(
    stand: Stand, client: FlaskClient, effort: Effort, address: str, statements: tuple[str, ...], shown: str
) -> tuple[Timed, int]:
    """Time a page against its rows and total by SQL, and say how many rows both show."""
    values = {"today": stand.today.isoformat()}
    asked = [_for_the_planner(statement, stand) for statement in statements]
    wanted = [str(row[0]) for row in stand.bare.rows(asked[0], values)][:ROWS]
    assert wanted, f"{address} has nothing to show"
    assert list(dict.fromkeys(re.findall(shown, client.get(address).text))) == wanted
    timed = alternate(
        lambda: client.get(address).data,
        lambda: [stand.bare.rows(statement, values) for statement in asked],
        effort=effort,
        repeat=REPEAT,
    )
    return timed, len(wanted)


def _for_the_planner(statement: str, stand: Stand) -> str:
    """SQLite sees that a partial index fits only where the condition reads as the index has it."""
    return statement if stand.bare.postgresql else statement.replace("o.open", "o.open = 1")


def _middle(stand: Stand, client: FlaskClient, effort: Effort) -> Row:
    due_on, last_id = stand.bare.rows(_MIDDLE, {"half": stand.obligations // 2})[0]
    after = base64.urlsafe_b64encode(json.dumps([str(due_on), last_id]).encode()).decode()
    first, deep = "/obligations", f"/obligations?after={after}"
    assert len(re.findall(r"/obligations/\d+/why", client.get(deep).text)) >= ROWS
    timed = alternate(
        lambda: client.get(deep).data, lambda: client.get(first).data, effort=effort, repeat=REPEAT
    )
    return timed.row("deep page /obligations", "middle of the list", "its first page", DEEP, **stand.where)
