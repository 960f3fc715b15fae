"""Messages to people: rows first, sent afterwards, each attempt kept with its outcome."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, UniqueConstraint, and_, text
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, Key, session


@dataclass(frozen=True, slots=True)
class Letter:
    """What a message says: plain text, and where it has one the same as HTML.

    `stop_url` is where its reader can end messages of this kind without signing in.
    """

    to: str
    subject: str
    body: str
    html: str = ""
    stop_url: str = ""


class Message(Base):
    """A message that awaits sending; `sent_at` is set only once a send is recorded.

    `kind` names what composes it anew at the moment of sending, so that no stale facts go out; empty: it was
    complete when it was queued. It waits until `not_before`. `dropped_at`: nothing was left to say.
    `failed_at`: it was given up. `bounced_at`: it was sent and came back; `bounce` is what was said then.
    """

    __tablename__ = "message"
    __table_args__ = (
        Index(
            "ix_message_bounced",
            "to",
            "bounced_at",
            postgresql_where=text("bounced_at IS NOT NULL"),
            sqlite_where=text("bounced_at IS NOT NULL"),
        ),
    )

    id: Key
    kind: Mapped[str] = mapped_column(default="")
    to: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    html: Mapped[str] = mapped_column(default="")
    stop_url: Mapped[str] = mapped_column(default="")
    queued_at: Mapped[datetime]
    not_before: Mapped[datetime | None]
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    dropped_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    bounced_at: Mapped[datetime | None]
    bounce: Mapped[str] = mapped_column(default="")

    @hybrid_property
    def waits(self) -> bool:
        """Whether it is still to be sent."""
        return self.sent_at is None and self.dropped_at is None and self.failed_at is None

    @waits.inplace.expression
    @classmethod
    def _waits(cls) -> ColumnElement[bool]:
        return and_(cls.sent_at.is_(None), cls.dropped_at.is_(None), cls.failed_at.is_(None))


class SendAttempt(Base):
    """One attempt to send a message, kept before it is made: `ended_at` None after a while means that nobody
    knows its outcome. `error` is empty where it succeeded."""

    __tablename__ = "send_attempt"
    __table_args__ = (UniqueConstraint("message_id", "number"),)

    id: Key
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
    number: Mapped[int]
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")


def queue_message(*, to: str, subject: str, body: str, at: datetime, kind: str = "") -> Message:
    """Add a message to the transaction; it leaves the system only after the commit."""
    message = Message(kind=kind, to=to, subject=subject, body=body, queued_at=at)
    session().add(message)
    session().flush()
    return message
