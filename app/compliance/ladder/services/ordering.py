"""A standing order is given, revoked, and worked off by the worker each working day."""

from datetime import date, datetime, timedelta

from sqlalchemy import or_, select

from app.accounts.models import Account
from app.compliance.batches.services import stop_ordered
from app.compliance.ladder.models import StandingOrder
from app.compliance.ladder.ordering_rules import refuse_unorderable
from app.compliance.ladder.queries.due import due_ids
from app.compliance.ladder.queries.orders import giver_of, orders_within_reach
from app.compliance.ladder.services.calling import call_for
from app.compliance.ladder.services.noticing import order_notices
from app.compliance.ladder.steps import Step, step_of
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.infra import clock
from app.infra.db import session
from app.infra.events import publish
from app.infra.i18n import BY_CODE
from app.law.calendars.queries import calendar
from app.law.models import AdoptedRuleSet
from app.policy.permissions import Permission
from app.policy.table import may

FURTHEST = timedelta(days=366)
"""How far ahead an order may begin: one further off is a slip of the pen that blocks what is meant."""
AT_ONCE = 100
"""Depositors in one transaction of the worker."""


def give_order(
    *, step: Step, from_on: date, reason: str, language: str = "", by: Actor, at: datetime
) -> StandingOrder:
    """Order that a reminder or the notice is sent each working day, within the reach of who orders it.

    `language` is that of the notices.

    Raises:
        DomainError: `ladder.no_reason`, `ladder.day_past`, `ladder.day_too_far`, `notice.language`; as
            `refuse_unorderable`.
        Conflict: `ladder.ordered_already`, an order for the same is not revoked, whether its day has come
            or not; with `number` and `day`.
    """
    refuse_unorderable(step)
    if not may(by, Permission.NOTICE_ISSUE):
        raise DomainError("ladder.not_orderable", field="step")
    if step.is_notice and language not in BY_CODE:
        raise DomainError("notice.language", field="language")
    _refuse_unfit(reason, from_on, at)
    # Two who order at once: the second waits here for the first.
    session().execute(select(AdoptedRuleSet.id).where(AdoptedRuleSet.id == step.law.id).with_for_update())
    _refuse_second(step, by)
    order = StandingOrder(
        rule_set_id=step.law.id,
        step=step.claim.step,
        language=language if step.is_notice else None,
        region_soato=by.region_soato,
        from_on=from_on,
        reason=reason.strip(),
        ordered_at=at,
        ordered_by_id=by.account_id,
    )
    session().add(order)
    session().flush()
    after = {
        "locator": step.claim.citation.locator,
        "from_on": from_on.isoformat(),
        "reason": order.reason,
        "region": order.region_soato,
    }
    publish(Event("ladder.ordered", by, at, (Subject("standing_order", order.id),), after=after))
    return order


def _refuse_second(step: Step, by: Actor) -> None:
    same = (StandingOrder.rule_set_id == step.law.id, StandingOrder.step == step.claim.step)
    region = StandingOrder.region_soato.is_not_distinct_from(by.region_soato)
    other = session().scalar(select(StandingOrder).where(*same, region, StandingOrder.revoked_at.is_(None)))
    if other is not None:
        raise Conflict("ladder.ordered_already", "step", number=other.id, day=other.from_on)


def _refuse_unfit(reason: str, from_on: date, at: datetime) -> None:
    if not reason.strip():
        raise DomainError("ladder.no_reason", field="reason")
    if from_on < clock.local_day(at):
        raise DomainError("ladder.day_past", field="from_on")
    if from_on > clock.local_day(at) + FURTHEST:
        raise DomainError("ladder.day_too_far", field="from_on", most=FURTHEST.days)


def revoke_order(*, order_id: int, by: Actor, at: datetime) -> StandingOrder:
    """Revoke an order; what it called for stands, and what of its notices is not issued yet never will be.

    Raises:
        NotFound: there is none within reach.
        Conflict: `ladder.revoked_already`.
    """
    order = _held(order_id, by)
    if order is None or not may(by, Permission.NOTICE_ISSUE):
        raise NotFound("not_found")
    if order.revoked_at is not None:
        raise Conflict("ladder.revoked_already")
    order.revoked_at, order.revoked_by_id = at, by.account_id
    session().flush()
    stop_ordered(order.id, by=by, at=at)
    publish(Event("ladder.revoked", by, at, (Subject("standing_order", order.id),)))
    return order


def orders_to_work_on(today: date) -> list[int]:
    """Orders in force with whose work nobody was through on this day, the oldest first."""
    row = StandingOrder
    unworked = or_(row.worked_on.is_(None), row.worked_on < today)
    statement = select(row.id).where(row.revoked_at.is_(None), row.from_on <= today, unworked)
    return list(session().scalars(statement.order_by(row.id)))


def work_on_order(*, order_id: int, at: datetime, today: date) -> int:
    """Take the step for the next depositors; 0: the order is through for this day.

    Whoever gave it must still have the right to. On a free day nothing is done. Notices are one batch a day.
    """
    order = session().get(StandingOrder, order_id, with_for_update=True, populate_existing=True)
    if order is None or order.revoked_at is not None or order.worked_on == today:
        return 0
    step, by = _step(order), _giver(order)
    if step is None or by is None or not _works(step, today):
        order.worked_on = today
        return 0
    if step.is_notice:
        order.worked_on = today
        return order_notices(order, step, by=by, at=at, today=today)
    ids = due_ids(by, step, at=at, chosen=None, limit=AT_ONCE)
    if not ids:
        order.worked_on = today
        return 0
    return call_for(step=step, depositor_ids=ids, by=by, at=at, order=order).depositors


def _works(step: Step, today: date) -> bool:
    try:
        return calendar(step.law.rule_set.working_week).is_working(today)
    except DomainError:  # outside the calendar nobody knows
        return False


def _giver(order: StandingOrder) -> Actor | None:
    return giver_of(order, session().get(Account, order.ordered_by_id, populate_existing=True))


def _step(order: StandingOrder) -> Step | None:
    """What is ordered; None: its rule set is not in use here any more, or forbids such an order now."""
    try:
        step = step_of(order.rule_set_id, order.step)
        refuse_unorderable(step)
    except DomainError:
        return None
    return step


def _held(order_id: int, by: Actor) -> StandingOrder | None:
    wanted = select(StandingOrder).where(StandingOrder.id == order_id, orders_within_reach(by))
    return session().scalar(wanted.with_for_update().execution_options(populate_existing=True))
