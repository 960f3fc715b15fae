"""Messages to people: rows first, sent afterwards, each attempt kept with its outcome."""

from dataclasses import dataclass
from datetime import datetime

from flask import Flask
from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, Key, session
from app.infra.mail_file import MailFile


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
    """

    __tablename__ = "message"

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


def init_mail(app: Flask) -> None:
    """Let messages go to a file in the instance folder: no mail server is configured at this stage."""
    app.extensions["nusxa_mail_file"] = MailFile(app.config["NUSXA"].instance / "mail.txt")
