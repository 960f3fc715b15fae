"""What was sent to a person, with each attempt."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.infra.db import session
from app.infra.mail import SendAttempt
from app.reminders.models import Reminder


def reminders_to(actor: Actor, *, after: int | None = None, limit: int = 50) -> Sequence[Reminder]:
    """Return one's own digests with their messages, the newest first; `after`: the id of the last seen."""
    statement = select(Reminder).where(Reminder.account_id == actor.account_id)
    if after is not None:
        statement = statement.where(Reminder.id < after)
    ordered = statement.order_by(Reminder.id.desc()).limit(limit)
    return session().scalars(ordered.options(joinedload(Reminder.message))).all()


def reminder_to(actor: Actor, reminder_id: int) -> Reminder:
    """Return one of one's own digests with its message. Raises `NotFound`."""
    own = select(Reminder).where(Reminder.id == reminder_id, Reminder.account_id == actor.account_id)
    found = session().scalar(own.options(joinedload(Reminder.message)))
    if found is None:
        raise NotFound("not_found")
    return found


def attempts_of(reminder: Reminder) -> Sequence[SendAttempt]:
    """Return the attempts to send a digest, in their order; the caller has made sure of its reach."""
    made = select(SendAttempt).where(SendAttempt.message_id == reminder.message_id)
    return session().scalars(made.order_by(SendAttempt.number)).all()
