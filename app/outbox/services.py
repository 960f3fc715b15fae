"""Acts on messages."""

from datetime import datetime

from app.domain.actor import Actor
from app.domain.errors import Conflict, NotFound
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish
from app.infra.mail import Message


def send_again(*, message_id: int, by: Actor, at: datetime) -> Message:
    """Let a message that was given up, or came back, be sent once more; its attempts stay on record.

    Raises:
        NotFound: there is none.
        Conflict: `message.not_failed`, it waits, or was delivered as far as anybody knows.
    """
    message = session().get(Message, message_id, with_for_update=True, populate_existing=True)
    if message is None:
        raise NotFound("not_found")
    if message.failed_at is None and message.bounced_at is None:
        raise Conflict("message.not_failed")
    before = {"error": message.bounce}
    message.sent_at = message.failed_at = message.bounced_at = message.not_before = None
    message.bounce = ""
    session().flush()
    publish(Event("message.sent_again", by, at, (Subject("message", message.id),), before=before))
    return message
