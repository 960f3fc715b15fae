"""Messages to people: rows first, sent afterwards."""

from datetime import datetime

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, Key, session, transaction


class Message(Base):
    """A message that awaits sending; `sent_at` is set only once a send is recorded."""

    __tablename__ = "message"

    id: Key
    to: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    queued_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime | None] = mapped_column(index=True)


def queue_message(*, to: str, subject: str, body: str, at: datetime) -> Message:
    """Add a message to the transaction; it leaves the system only after the commit."""
    message = Message(to=to, subject=subject, body=body, queued_at=at)
    session().add(message)
    session().flush()
    return message


def init_mail(app: Flask) -> None:
    """Let messages go to a file in the instance folder: no mail server is configured at this stage."""
    app.extensions["nusxa_mail_file"] = app.config["NUSXA"].instance / "mail.txt"


def send_waiting(*, at: datetime, limit: int = 100) -> int:
    """Write waiting messages to the mail file and record each; return how many."""
    path = current_app.extensions["nusxa_mail_file"]
    waiting = session().scalars(
        select(Message.id).where(Message.sent_at.is_(None)).order_by(Message.id).limit(limit)
    )
    sent = 0
    for message_id in waiting.all():
        with transaction() as current:
            message = current.get_one(Message, message_id, with_for_update=True)
            if message.sent_at is None:
                with path.open("a", encoding="utf-8") as stream:
                    stream.write(_letter(message, at))
                message.attempts += 1
                message.sent_at = at
                sent += 1
    return sent


def _letter(message: Message, at: datetime) -> str:
    head = f"To: {message.to}\nSubject: {message.subject}\nDate: {at:%c %z}"
    return f"{head}\n\n{message.body}\n\n"
