"""What became of reminders that were called for: derived from their letters and what is still missing."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select

from app.accounts.models import Account
from app.compliance.ladder.models import StepCall, StepLetter
from app.compliance.ladder.steps import DELIVERED, HOLDS
from app.compliance.scope import late_within_reach
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import within_reach
from app.domain.actor import Actor
from app.infra.db import session
from app.infra.mail import Message
from app.policy.permissions import Permission


class Fate(StrEnum):
    """How a reminder that was called for stands."""

    TAKEN = "taken"
    """A digest that said it was delivered, as far as anybody knows."""
    RETURNED = "returned"
    """Each digest that said it failed or came back: the step does not count as taken."""
    WAITING = "waiting"
    """It goes out with the depositor's next digest."""
    FALLEN_OUT = "fallen_out"
    """Nothing was left to remind of when it could have gone out, or nobody could be written to in time."""


class CallGroup(NamedTuple):
    """Lines for which a step was called for in one act, with the same fate; `taken_on`: its first day."""

    action: str
    locator: str
    called_at: datetime
    by: str | None
    order_id: int | None
    fate: Fate
    lines: int
    taken_on: date | None


def fates(actor: Actor, *, at: datetime, today: date) -> dict[tuple[int, int, Fate], int]:
    """Of what was called for lately within reach: how many lines, by rule set, step and fate."""
    fate = _fate(actor, at=at, today=today)
    statement = (
        select(StepCall.rule_set_id, StepCall.step, fate, func.count())
        .join(Obligation, Obligation.id == StepCall.obligation_id)
        .where(StepCall.called_at > at - HOLDS, within_reach(actor, Permission.LATE_READ))
        .group_by(StepCall.rule_set_id, StepCall.step, fate)
    )
    return {(law, step, Fate(text)): lines for law, step, text, lines in session().execute(statement)}


def calls_about(
    actor: Actor, obligation_ids: Collection[int], *, at: datetime, today: date
) -> Sequence[CallGroup]:
    """All reminders called for about obligations, the latest first; the caller has made sure of the reach."""
    fate = _fate(actor, at=at, today=today)
    taken_on = select(func.min(StepLetter.day)).join(Message).where(_of_call(), DELIVERED).scalar_subquery()
    keys = (StepCall.action, StepCall.locator, StepCall.called_at, Account.name, StepCall.order_id, fate)
    statement = (
        select(*keys, func.count(), func.min(taken_on))
        .join(Obligation, Obligation.id == StepCall.obligation_id)
        .outerjoin(Account, Account.id == StepCall.by_id)
        .where(StepCall.obligation_id.in_(obligation_ids))
        .group_by(*keys)
        .order_by(StepCall.called_at.desc())
    )
    return [
        CallGroup(row[0], row[1], row[2], row[3], row[4], Fate(row[5]), row[6], row[7])
        for row in session().execute(statement)
    ]


def _fate(actor: Actor, *, at: datetime, today: date) -> ColumnElement[str]:
    delivered = exists(select(StepLetter.id).join(Message).where(_of_call(), DELIVERED))
    broken = or_(Message.failed_at.is_not(None), Message.bounced_at.is_not(None))
    returned = exists(select(StepLetter.id).join(Message).where(_of_call(), broken))
    still = exists(select(StepLetter.id).join(Message).where(_of_call(), ~broken))
    goes_out = and_(late_within_reach(actor, today), StepCall.called_at > at - HOLDS)
    return case(
        (delivered, literal(Fate.TAKEN.value)),
        (and_(returned, ~still), literal(Fate.RETURNED.value)),
        (goes_out, literal(Fate.WAITING.value)),
        else_=literal(Fate.FALLEN_OUT.value),
    )


def _of_call() -> ColumnElement[bool]:
    return StepLetter.call_id == StepCall.id
