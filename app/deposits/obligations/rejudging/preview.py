"""What a changed calendar would do to due dates, told before it changes; nothing is written."""

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Row, and_, func, not_, or_, select

from app.deposits.obligations.holding import is_named
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.rejudging.scope import touches
from app.deposits.obligations.rows import ObligationRow, read_row, select_rows
from app.domain.actor import SYSTEM
from app.domain.deadlines import due_date
from app.domain.errors import DomainError
from app.infra.db import session
from app.infra.settings import settings
from app.law.calendars.days import StoredCalendar, disturbed
from app.law.queries import rule_set_by_id

SHOWN = 50
CLOCK = (Obligation.rule_set_id, Obligation.rule_id, Obligation.event, Obligation.event_on)
Clock = tuple[int, str, str, date]
"""What a due date is counted from: rule set, rule, event and its day."""
Due = tuple[date | None, bool]
"""A due day (None: the law leaves it open), and whether it is provisional."""


@dataclass(frozen=True, slots=True)
class WouldMove:
    """An obligation as it is, and the date it would get; `due_on` None: the law would leave it open."""

    row: ObligationRow
    due_on: date | None
    provisional: bool


@dataclass(frozen=True, slots=True)
class MovePreview:
    """How many dates would move and how many of them only become certain; the first rows by date.

    `kept`: those that would move, were they not named in a notice.
    """

    moved: int = 0
    certain: int = 0
    kept: int = 0
    rows: Sequence[WouldMove] = ()


def preview_moves(before: StoredCalendar, after: StoredCalendar) -> MovePreview:
    """What becomes of running obligations when this country's calendar goes from one state to the other."""
    span = disturbed(before, after)
    if span is None or after.jurisdiction != settings().jurisdiction:
        return MovePreview()
    moved = certain = kept = 0
    would: dict[Clock, Due] = {}
    count = _counter(after)
    for row in _groups(*span):
        clock = (row.rule_set_id, row.rule_id, row.event, row.event_on)
        due = count(clock)
        if due is None or due == (row.due_on, row.provisional):
            continue
        standing = row.number - row.named
        moved += standing
        kept += row.named
        certain += standing if (due[0], row.provisional) == (row.due_on, True) else 0
        would[clock] = due
    return MovePreview(moved, certain, kept, _first_rows(would, *span))


def _counter(after: StoredCalendar) -> Callable[[Clock], Due | None]:
    """How a clock's due date is counted by the changed calendar; None where nothing can be counted."""
    built, law = cache(after.build), cache(rule_set_by_id)

    def count(clock: Clock) -> Due | None:
        rule_set_id, rule_id, _event, event_on = clock
        rules = law(rule_set_id).rule_set
        rule = rules.rules.get(rule_id)
        if rule is None:
            return None
        try:
            due = due_date(rule.deadline, event_on, built(rules.working_week))
        except DomainError:
            # Noted as failed when the run comes to it.
            return None
        return (None, False) if due is None else (due.on, due.provisional)

    return cache(count)


def _groups(first: date, last: date) -> Sequence[Row[Any]]:
    """Running obligations that have a clock and a date in common, the earliest due first, and how many."""
    statement = (
        select(*CLOCK, Obligation.due_on, Obligation.provisional, func.count().label("number"))
        .add_columns(func.count().filter(is_named()).label("named"))
        .where(touches(first, last))
        .group_by(*CLOCK, Obligation.due_on, Obligation.provisional)
        .order_by(Obligation.due_on.asc().nulls_last(), *CLOCK)
    )
    return session().execute(statement).all()


def _first_rows(would: dict[Clock, Due], first: date, last: date) -> list[WouldMove]:
    """The first rows that would move; each clock has at least one, so that many clocks are enough."""
    if not would:
        return []
    chosen = [and_(*map(operator.eq, CLOCK, clock)) for clock in list(would)[:SHOWN]]
    statement = select_rows(SYSTEM).where(touches(first, last), or_(*chosen), not_(is_named()))
    ordered = statement.order_by(Obligation.due_on.asc().nulls_last(), Obligation.id)
    rows = [read_row(row) for row in session().execute(ordered.limit(SHOWN))]
    return [
        WouldMove(row, *would[row.rule_set_id, row.rule_id, row.event, row.event_on])
        for row in rows
        if row.event_on is not None
    ]
