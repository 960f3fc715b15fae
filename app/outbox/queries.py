"""Reads of messages, without what they say: links in them open accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select

from app.infra.db import session
from app.infra.mail import Message, SendAttempt


class MessageState(StrEnum):
    """How far a message is."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message with how often it was tried; `reason` is why the last attempt failed or it came back."""

    id: int
    to: str
    subject: str
    queued_at: datetime
    not_before: datetime | None
    sent_at: datetime | None
    attempts: int
    reason: str
    state: MessageState


_IN_STATE: dict[MessageState, ColumnElement[bool]] = {
    MessageState.WAITING: Message.waits.expression,
    MessageState.SENT: Message.sent_at.is_not(None) & Message.bounced_at.is_(None),
    MessageState.FAILED: Message.failed_at.is_not(None),
    MessageState.BOUNCED: Message.bounced_at.is_not(None),
    MessageState.DROPPED: Message.dropped_at.is_not(None),
}


def list_messages(
    state: MessageState | None, *, after: int | None = None, limit: int
) -> Sequence[SentMessage]:
    """Return messages, the newest first; `after`: the id of the last one seen."""
    tried = select(func.count()).where(SendAttempt.message_id == Message.id).scalar_subquery()
    last = (
        select(SendAttempt.error)
        .where(SendAttempt.message_id == Message.id)
        .order_by(SendAttempt.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    statement = select(Message, tried, last).order_by(Message.id.desc()).limit(limit)
    if state is not None:
        statement = statement.where(_IN_STATE[state])
    if after is not None:
        statement = statement.where(Message.id < after)
    return [_row(message, attempts, error or "") for message, attempts, error in session().execute(statement)]


def count_undelivered() -> int:
    """How many messages were given up or came back."""
    wanted = Message.failed_at.is_not(None) | Message.bounced_at.is_not(None)
    return session().scalar(select(func.count()).select_from(Message).where(wanted)) or 0


def _row(message: Message, attempts: int, error: str) -> SentMessage:
    return SentMessage(
        message.id,
        message.to,
        message.subject,
        message.queued_at,
        message.not_before,
        message.sent_at,
        attempts,
        message.bounce or error,
        _state(message),
    )


def _state(message: Message) -> MessageState:
    if message.bounced_at is not None:
        return MessageState.BOUNCED
    if message.sent_at is not None:
        return MessageState.SENT
    if message.failed_at is not None:
        return MessageState.FAILED
    return MessageState.DROPPED if message.dropped_at is not None else MessageState.WAITING
