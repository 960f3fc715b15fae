"""Which obligations are late enough for a notice, and which notices a person may see, as conditions."""

from datetime import date
from functools import cache

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.compliance.models import Notice, NoticeLine
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import is_late, within_reach
from app.domain.actor import Actor
from app.domain.obligations.relief import Pause
from app.organisations.models import Organisation
from app.organisations.reach import records_within_reach
from app.policy.permissions import Permission

STAYING = func.coalesce(Organisation.merged_into_id, Organisation.id)
"""Which record an organisation's is, or was merged into."""


def noticeable(today: date) -> ColumnElement[bool]:
    """Late beyond doubt: its depositor, event, copies and day are known, the day rests on no estimate, and no
    request of the depositor speaks against it."""
    return and_(
        Obligation.open,
        Obligation.depositor_id.is_not(None),
        Obligation.event_on.is_not(None),
        Obligation.copies.is_not(None),
        Obligation.provisional.is_(False),
        is_late(today),
    )


def asked_for(today: date) -> ColumnElement[bool]:
    """Of what a notice names: it is missing, its day is over, and no request speaks against asking for it.

    The day may be to come again: facts that are amended later move it.
    """
    return and_(Obligation.open, is_late(today))


def spared_for_a_time(today: date) -> ColumnElement[bool]:
    """Of what a notice names: it is missing, its own day is over, and a request about it waits or gave time
    that still runs."""
    row = Obligation
    given = and_(row.pause.is_(None), row.extended_to.is_not(None), row.extended_to >= today)
    return and_(row.open, row.due_on < today, or_(row.pause == Pause.ASKED, given))


def late_within_reach(actor: Actor, today: date) -> ColumnElement[bool]:
    """What the worklist of the late rests on."""
    return and_(noticeable(today), within_reach(actor, Permission.LATE_READ))


def owed_by(depositor_id: int) -> ColumnElement[bool]:
    """What a depositor owes, with what is owed by records that were merged into it."""
    merged = select(Organisation.id).where(Organisation.merged_into_id == depositor_id)
    return or_(Obligation.depositor_id == depositor_id, Obligation.depositor_id.in_(merged))


@cache
def noticed() -> ColumnElement[bool]:
    """The condition that a notice names the obligation and is not withdrawn: it lives while this is open.

    It is the same for everybody, and making it costs as much as asking it.
    """
    line, notice = aliased(NoticeLine), aliased(Notice)
    naming = (
        select(line.id)
        .join(notice, notice.id == line.notice_id)
        .where(line.obligation_id == Obligation.id, notice.withdrawn_at.is_(None))
    )
    return exists(naming.correlate(Obligation))


def notices_within_reach(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    """The condition that the actor's permission extends to a notice; false for who holds none."""
    return records_within_reach(
        actor, permission, depositor_id=Notice.depositor_id, region_soato=Notice.region_soato
    )
