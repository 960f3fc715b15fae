"""What a person is reminded of: lacking, dated, decided, and neither on its way nor with the library."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.deposits.obligations.models import Obligation
from app.deposits.obligations.rows import ObligationRow, read_row, select_rows
from app.deposits.obligations.scope import is_past, last_day, within_reach
from app.deposits.obligations.transit import in_transit
from app.domain.actor import Actor
from app.domain.reminding import LONGEST_OUTLOOK, Wishes, is_occasion, is_weekly_occasion
from app.edeposit.queries import awaits_answer
from app.infra import clock
from app.infra.db import session
from app.policy.permissions import Permission
from app.reminders.queries.grounds import Grounds


@dataclass(frozen=True, slots=True)
class OpenDate:
    """A day on which something is due, the rule set that says so, and the day it became known."""

    due_on: date
    rule_set_id: int
    known_on: date


def open_dates(depositor_ids: Collection[int], today: date) -> Mapping[int, Sequence[OpenDate]]:
    """Return by depositor the days on which something to be told is due, in one statement."""
    last = last_day()
    statement = (
        select(
            Obligation.depositor_id,
            last,
            Obligation.rule_set_id,
            func.max(Obligation.created_at),
        )
        .where(Obligation.depositor_id.in_(depositor_ids), _to_tell(today, LONGEST_OUTLOOK), ~_covered())
        .group_by(Obligation.depositor_id, last, Obligation.rule_set_id)
    )
    found: dict[int, list[OpenDate]] = {}
    for depositor_id, due_on, rule_set_id, known_at in session().execute(statement):
        if depositor_id is not None and due_on is not None:
            open_date = OpenDate(due_on, rule_set_id, clock.local_day(known_at))
            found.setdefault(depositor_id, []).append(open_date)
    return found


def something_to_tell(
    dates: Sequence[OpenDate], wishes: Wishes, grounds: Grounds, *, since: date, today: date
) -> bool:
    """Whether a person is to be reminded today, of what has come up after the day `since`."""
    last = today + timedelta(days=grounds.outlook(wishes))
    told = [item for item in dates if item.due_on <= last and (wishes.after or item.due_on >= today)]
    if told and is_weekly_occasion(wishes, since=since, today=today):
        return True
    return any(
        is_occasion(
            grounds.occasions(item.due_on, item.rule_set_id, wishes),
            known_on=item.known_on,
            since=since,
            today=today,
        )
        for item in told
    )


@dataclass(frozen=True, slots=True)
class Owing:
    """What a digest lists, the earliest first and at most MOST lines, and how many there are in all.

    `under_way` are on their way or with the library, and not among them.
    """

    late: Sequence[ObligationRow]
    soon: Sequence[ObligationRow]
    late_total: int
    soon_total: int
    under_way: int


MOST = 60


def owing_of(actor: Actor, wishes: Wishes, *, today: date, outlook: int) -> Owing:
    """Return what a person is reminded of as it is now, in two statements."""
    of_actor = and_(_to_tell(today, outlook), within_reach(actor, Permission.OBLIGATION_READ))
    if not wishes.after:
        of_actor = and_(of_actor, ~is_past(today))
    covered, late = _covered(), is_past(today)
    totals = select(
        func.count().filter(and_(~covered, late)),
        func.count().filter(and_(~covered, ~late)),
        func.count().filter(covered),
    ).where(of_actor)
    late_total, soon_total, under_way = session().execute(totals).one()
    listed = select_rows(actor).where(of_actor, ~covered).order_by(last_day(), Obligation.id)
    rows = [read_row(row) for row in session().execute(listed.limit(MOST))]
    return Owing(
        [row for row in rows if row.is_past(today)],
        [row for row in rows if not row.is_past(today)],
        late_total,
        soon_total,
        under_way,
    )


def _to_tell(today: date, days_ahead: int) -> ColumnElement[bool]:
    """Open beyond doubt, and due within so many days; nothing is late by a date that rests on an estimate, or
    while a request of the depositor speaks against it."""
    return and_(
        Obligation.open,
        Obligation.event_on.is_not(None),
        Obligation.copies.is_not(None),
        is_past(today + timedelta(days=days_ahead + 1)),
        or_(~is_past(today), and_(Obligation.provisional.is_(False), Obligation.pause.is_(None))),
    )


def _covered() -> ColumnElement[bool]:
    """All that is missing is on its way, or lies with the library as a file that awaits its answer."""
    return or_(Obligation.handed_over + in_transit() >= Obligation.copies, awaits_answer())
