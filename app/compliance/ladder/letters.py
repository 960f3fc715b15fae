"""What a digest says of reminders that were called for: looked up when it is planned, read anew when sent."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, delete, exists, select

from app.compliance.claims.covering import is_covered
from app.compliance.ladder.models import StepCall, StepLetter
from app.compliance.ladder.steps import DELIVERED, HOLDS
from app.compliance.scope import noticeable, noticed
from app.deposits.obligations.models import Obligation
from app.domain.law.procedure_vocabulary import ClaimAction
from app.infra import clock
from app.infra.bulk import add_rows
from app.infra.db import session
from app.infra.mail import Message
from app.law.wording import ACTIONS, clause_text


class Said(NamedTuple):
    """A step that a digest is, its clause, and for how many deliveries."""

    action: object
    locator: str
    lines: int


def depositors_to_remind(depositor_ids: Collection[int], *, at: datetime) -> set[int]:
    """Those of these depositors for whom a reminder waits for the next digest."""
    waiting = select(Obligation.depositor_id).join(StepCall, StepCall.obligation_id == Obligation.id)
    found = session().scalars(waiting.where(Obligation.depositor_id.in_(depositor_ids), _goes_out(at)))
    return {depositor_id for depositor_id in found if depositor_id is not None}


def say_steps(message_id: int, depositor_ids: Collection[int], *, at: datetime) -> list[Said]:
    """Let a digest that is being composed say what waits for these depositors, and return what it says.

    What was received, answered or noticed meanwhile is not among it. Composed once more, it says what is so
    then.
    """
    session().execute(delete(StepLetter).where(StepLetter.message_id == message_id))
    waiting = (
        select(StepCall.id, StepCall.action, StepCall.locator, StepCall.step)
        .join(Obligation, Obligation.id == StepCall.obligation_id)
        .where(Obligation.depositor_id.in_(depositor_ids), _goes_out(at))
        .order_by(StepCall.step, StepCall.id)
    )
    rows, day = session().execute(waiting).all(), clock.local_day(at)
    add_rows(StepLetter, ("call_id", "message_id", "day"), ((row.id, message_id, day) for row in rows))
    said: dict[tuple[str, str], int] = {}
    for row in rows:
        said[row.action, row.locator] = said.get((row.action, row.locator), 0) + 1
    return [
        Said(ACTIONS[ClaimAction(action)], clause_text(locator), n) for (action, locator), n in said.items()
    ]


def _goes_out(at: datetime) -> ColumnElement[bool]:
    """Called for lately, yet late, and told to nobody on an earlier day; colleagues hear on the same one."""
    today = clock.local_day(at)
    return and_(
        StepCall.called_at > at - HOLDS,
        noticeable(today),
        ~noticed(),
        ~is_covered(),
        ~_told_before(today),
    )


def _told_before(today: date) -> ColumnElement[bool]:
    letters = select(StepLetter.id).join(Message, Message.id == StepLetter.message_id)
    return exists(letters.where(StepLetter.call_id == StepCall.id, StepLetter.day < today, DELIVERED))
