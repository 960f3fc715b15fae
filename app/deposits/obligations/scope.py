"""Which obligations a person may see, and which of them are in which state, as conditions of a query."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    and_,
    case,
    exists,
    false,
    func,
    literal_column,
    not_,
    or_,
    select,
    true,
)

from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor
from app.domain.law.vocabulary import Form
from app.domain.obligations import DUE_SOON
from app.domain.obligations.relief import Pause
from app.organisations.models import Organisation
from app.policy.permissions import Permission
from app.policy.predicates import Reach
from app.policy.table import may, reaches
from app.publications.models import Release


class State(StrEnum):
    """What a list can be narrowed to: the derived states, what awaits an act (a name, a parcel), and what a
    library may expect (`app.deposits.obligations.expected`)."""

    LATE = "late"
    NOTICED = "noticed"
    DUE_SOON = "due_soon"
    WAITING = "waiting"
    IN_TRANSIT = "in_transit"
    HELD = "held"
    SHORT = "short"
    RECEIVED = "received"
    FORECAST = "forecast"
    UNIDENTIFIED = "unidentified"
    UNKNOWN = "unknown"
    TO_SEND = "to_send"
    OPEN = "open"
    ANNOUNCED = "announced"
    SENT = "sent"
    DUE_IN_WEEK = "due_in_week"
    DUE_IN_MONTH = "due_in_month"
    CANCELLED = "cancelled"
    PAUSED = "paused"
    UPHELD = "upheld"
    EXCUSED = "excused"


_notices: dict[str, Callable[[], ColumnElement[bool]]] = {}


def within_reach(actor: Actor, *permissions: Permission) -> ColumnElement[bool]:
    """The condition that one of the actor's permissions extends to an obligation; false for who holds none.

    An account without an organisation reaches nothing as depositor or depository: an obligation without a
    depositor belongs to nobody yet. The region of an obligation is that of who owes; of what a library may
    expect it is the library's.
    """
    spans = dict.fromkeys(
        (reach, reach is Reach.REGION and permission is Permission.DELIVERY_EXPECT)
        for permission in permissions
        for reach in reaches(actor, permission)
    )
    return or_(false(), *(_condition(reach, actor, of_library=of_library) for reach, of_library in spans))


def concerned(actor: Actor) -> ColumnElement[bool]:
    """The condition that something is owed of a release within the actor's reach, by or to whom."""
    return exists().where(
        Obligation.release_id == Release.id,
        within_reach(actor, Permission.OBLIGATION_READ, Permission.DELIVERY_EXPECT),
    )


def _condition(reach: Reach, actor: Actor, *, of_library: bool) -> ColumnElement[bool]:
    if reach is Reach.ALL or (reach is Reach.REGION and actor.region_soato is None):
        return true()
    if of_library:
        here = Organisation.region_soato == actor.region_soato
        return Obligation.depository_id.in_(select(Organisation.id).where(here))
    if reach is Reach.REGION:
        return Obligation.region_soato == actor.region_soato
    if actor.organisation_id is None:
        return false()
    if reach is Reach.AS_DEPOSITOR:
        return Obligation.depositor_id.in_(actor.organisation_ids)
    return Obligation.depository_id == actor.organisation_id


def name_by_notices(named: Callable[[], ColumnElement[bool]]) -> None:
    """Let `named` give the condition that a live notice names an obligation; from `app/wiring.py`, because
    notices lie above obligations."""
    _notices["named"] = named


def noticed(actor: Actor) -> ColumnElement[bool]:
    """The condition that a live notice names an obligation; false for who may not read notices."""
    named = _notices.get("named")
    return named() if named is not None and may(actor, Permission.NOTICE_READ) else false()


def last_day() -> ColumnElement[date | None]:
    """As `app.domain.obligations.relief.last_day`: amended facts may move the day past one that was given."""
    row = Obligation
    return case((row.extended_to > row.due_on, row.extended_to), else_=row.due_on)


def is_past(today: date) -> ColumnElement[bool]:
    """The condition that the last day in time is over, also the one that an extension gave."""
    return and_(Obligation.due_on < today, _no_longer_extended(today))


def is_unspared(today: date) -> ColumnElement[bool]:
    """The condition that no request of the depositor speaks against asking for it, as
    `app.domain.obligations.relief.spares` says: none waits, was accepted or gave time that still runs."""
    return and_(_no_longer_extended(today), Obligation.pause.is_(None))


def is_late(today: date) -> ColumnElement[bool]:
    """The condition that the last day is over and no request of the depositor speaks against saying so."""
    return and_(Obligation.due_on < today, is_unspared(today))


def _no_longer_extended(today: date) -> ColumnElement[bool]:
    return or_(Obligation.extended_to.is_(None), Obligation.extended_to < today)


def is_relieved() -> ColumnElement[bool]:
    """The condition that a decision on a request gave it another day or ended it."""
    return or_(Obligation.extended_to.is_not(None), Obligation.excused_at.is_not(None))


def in_state(
    state: State, today: date, sent: ColumnElement[int], named: ColumnElement[bool] | None = None
) -> ColumnElement[bool]:
    """The condition under which `app.domain.obligations.status` gives a state; `sent`: copies in transit,
    `named`: a live notice names it. What is noticed is late too."""
    row = Obligation
    running = and_(row.open, row.event_on.is_not(None))
    in_time = and_(running, or_(row.due_on.is_(None), row.due_on >= today, row.extended_to >= today))
    lacking = and_(in_time, row.handed_over + sent < row.copies)
    soon = is_past(today + DUE_SOON + timedelta(days=1))
    late = and_(running, is_late(today))
    standing = and_(row.cancelled_at.is_(None), row.excused_at.is_(None))
    conditions: dict[State, ColumnElement[bool]] = {
        State.LATE: late,
        State.NOTICED: and_(late, false() if named is None else named),
        State.PAUSED: and_(running, is_past(today), row.pause == Pause.ASKED),
        State.UPHELD: and_(running, is_past(today), row.pause == Pause.UPHELD),
        State.DUE_SOON: and_(lacking, row.handed_over == 0, soon),
        State.WAITING: and_(lacking, row.handed_over == 0, or_(row.due_on.is_(None), not_(soon))),
        State.IN_TRANSIT: and_(in_time, row.handed_over + sent >= row.copies),
        State.HELD: and_(
            standing, row.held > literal_column("0"), row.received < row.copies, row.handed_over >= row.copies
        ),
        State.SHORT: and_(lacking, row.handed_over > 0),
        State.RECEIVED: and_(row.cancelled_at.is_(None), row.received >= row.copies),
        State.FORECAST: and_(row.open, row.event_on.is_(None)),
        State.UNIDENTIFIED: and_(row.open, row.depositor_id.is_(None)),
        State.UNKNOWN: and_(standing, row.copies.is_(None)),
        State.TO_SEND: and_(row.open, row.form != Form.FILE, row.handed_over + sent < row.copies),
        State.CANCELLED: row.cancelled_at.is_not(None),
        State.EXCUSED: and_(
            row.cancelled_at.is_(None),
            row.excused_at.is_not(None),
            func.coalesce(row.received < row.copies, true()),
        ),
    }
    return conditions[state]
