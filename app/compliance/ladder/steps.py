"""Which obligations a step of the law is due for, as conditions: the pure rule read backwards."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import aliased

from app.compliance.claims.covering import is_covered
from app.compliance.ladder.models import StepCall, StepLetter
from app.compliance.scope import late_within_reach, noticed
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import last_day
from app.domain.actor import Actor
from app.domain.deadlines import Event
from app.domain.errors import DomainError, NotFound
from app.domain.ladder import starts
from app.domain.law import Claim
from app.domain.law.procedure_vocabulary import ClaimAction
from app.infra import clock
from app.infra.mail import Message
from app.law.calendars.queries import calendar
from app.law.queries import InForce, rule_sets

REMINDERS = frozenset({ClaimAction.REMINDER, ClaimAction.SECOND_REMINDER})
HOLDS = timedelta(days=14)
"""So long a reminder that was called for may still go out; afterwards it may be called for again."""
DELIVERED = and_(Message.sent_at.is_not(None), Message.failed_at.is_(None), Message.bounced_at.is_(None))


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a rule set up to its formal notice, and the one that has to be taken before it."""

    law: InForce
    claim: Claim
    before: Claim | None

    @property
    def is_reminder(self) -> bool:
        """Whether it goes out with a digest, and a standing order may name it."""
        return self.claim.action in REMINDERS

    @property
    def is_notice(self) -> bool:
        """Whether it is the formal notice."""
        return self.claim.action is ClaimAction.FORMAL_NOTICE


def all_steps() -> list[Step]:
    """The steps of every rule set up to the notice, in their order; what follows it is done in cases."""
    found = []
    for law in rule_sets():
        before = None
        for claim in law.rule_set.claims:
            if claim.after.event in (Event.DUE_DATE, Event.PREVIOUS_STEP):
                found.append(Step(law, claim, before))
            if claim.action is ClaimAction.FORMAL_NOTICE:
                break
            before = claim
    return found


def step_of(rule_set_id: int, number: int) -> Step:
    """One of them. Raises `NotFound`."""
    steps = (one for one in all_steps() if one.law.id == rule_set_id and one.claim.step == number)
    step = next(steps, None)
    if step is None:
        raise NotFound("not_found")
    return step


def due(step: Step, actor: Actor, *, at: datetime) -> ColumnElement[bool]:
    """The condition that this is the next step for an obligation within reach and its day has come.

    What is wholly on its way is not reminded of; a notice names it, as the worklist does.
    """
    today, number = clock.local_day(at), step.claim.step
    conditions = [
        Obligation.rule_set_id == step.law.id,
        late_within_reach(actor, today),
        ~noticed(),
        _clock_ended(step, today),
        ~_taken_from(step.law.id, number),
        ~called_since(step.law.id, number, at - HOLDS),
    ]
    return and_(*conditions, ~is_covered()) if step.is_reminder else and_(*conditions)


def taken_on(rule_set_id: int, number: int) -> ScalarSelect[date | None]:
    """The day on which a letter that said the step was delivered as far as anybody knows, as a value."""
    letters = _letters(select(func.min(StepLetter.day))).where(
        StepCall.rule_set_id == rule_set_id, StepCall.step == number
    )
    return letters.correlate(Obligation).scalar_subquery()


def unreminded() -> ColumnElement[bool]:
    """The condition that the rules know reminders before the notice, and none about it was delivered."""
    laws = {step.law.id for step in all_steps() if step.is_reminder}
    letters = _letters(select(StepLetter.id)).where(StepCall.rule_set_id == Obligation.rule_set_id)
    return and_(Obligation.rule_set_id.in_(laws), ~exists(letters.correlate(Obligation)))


def called_since(rule_set_id: int, number: int, since: datetime) -> ColumnElement[bool]:
    """The condition that the step was called for after a moment."""
    call = aliased(StepCall)
    return exists(
        select(call.id)
        .where(
            call.obligation_id == Obligation.id,
            call.rule_set_id == rule_set_id,
            call.step == number,
            call.called_at > since,
        )
        .correlate(Obligation)
    )


def _clock_ended(step: Step, today: date) -> ColumnElement[bool]:
    try:
        days = calendar(step.law.rule_set.working_week)
    except DomainError:  # without a calendar no day is known
        return false()
    before = taken_on(step.law.id, step.before.step) if step.before else None
    from_due = step.claim.after.event is Event.DUE_DATE
    start = last_day() if from_due else before
    if start is None:
        return false()
    ended = or_(false(), *(start.between(*span) for span in starts(step.claim.after, days, today)))
    return ended if before is None else and_(before.is_not(None), ended)


def _taken_from(rule_set_id: int, number: int) -> ColumnElement[bool]:
    letters = _letters(select(StepLetter.id)).where(
        StepCall.rule_set_id == rule_set_id, StepCall.step >= number
    )
    return exists(letters.correlate(Obligation))


def _letters(statement: Select[Any]) -> Select[Any]:
    """Letters delivered that said a step about the obligation."""
    return (
        statement.select_from(StepLetter)
        .join(StepCall, StepCall.id == StepLetter.call_id)
        .join(Message, Message.id == StepLetter.message_id)
        .where(StepCall.obligation_id == Obligation.id, DELIVERED)
    )
