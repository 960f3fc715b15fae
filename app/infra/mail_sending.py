"""Sends what waits, each message once: killed at any moment, nothing is lost and nobody is written to twice.

An attempt is kept before it is made. One without an outcome is looked up where letters go: what arrived there
is recorded as sent, what did not is tried again. Where that cannot be asked, as of a mail server, the letter
is given up and said to be of unknown outcome: a person may send it again. A message with a kind is composed
anew at the moment of sending by what `compose_by` named for it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import urlsplit

import structlog
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.infra.carriers import carrier
from app.infra.db import session, transaction
from app.infra.mail import Letter, Message, SendAttempt
from app.infra.mail_server import Refused
from app.infra.settings import settings

log = structlog.get_logger()

LEASE = timedelta(minutes=5)
"""So long an attempt without an outcome may still be under way."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=12)
AFTER_MISTAKE = timedelta(hours=1)
AT_ONCE = 20
MOST_ATTEMPTS = 18
"""With ever longer waits, about five days, as mail servers themselves do (RFC 5321, 4.5.4.1)."""
INTERRUPTED, UNKNOWN = "interrupted", "interrupted, outcome unknown"


class Later(Exception):
    """A message must not go out before `until`: for example, its reader's quiet hours have begun."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


Compose = Callable[[Message, datetime], Letter | None]
"""Says what a message says now; None: nothing is left to say. Part of the sender's transaction.

Raises:
    Later: it must wait.
"""

_REFERENCE = re.compile(r"<message-(\d{1,18})-\d+@[^<>]+>")
_composers: dict[str, Compose] = {}


def compose_by(kind: str, compose: Compose) -> None:
    """Let `compose` say what messages of a kind say at the moment of sending; from `app/wiring.py`."""
    _composers[kind] = compose


def send_waiting(now: Callable[[], datetime]) -> int:
    """Send every message whose time has come and return how many were; `now` tells the time of each."""
    return sum(_send(message_id, now()) for message_id in _waiting(now()))


def _waiting(at: datetime) -> Iterator[int]:
    """The messages whose time has come, each once, whatever becomes of it.

    Those that were complete when they were queued go first, also if they come meanwhile: a link to set a
    password does not wait for ten thousand reminders.
    """
    last_complete = last_composed = 0
    while True:
        if ids := _next(at, composed=False, after=last_complete):
            last_complete = ids[-1]
        elif ids := _next(at, composed=True, after=last_composed):
            last_composed = ids[-1]
        else:
            return
        yield from ids


def _next(at: datetime, *, composed: bool, after: int) -> Sequence[int]:
    """The next few messages, the oldest first: those that are composed when they are sent, or the others."""
    waiting = select(Message.id).where(
        Message.waits,
        or_(Message.not_before.is_(None), Message.not_before <= at),
        Message.kind != "" if composed else Message.kind == "",
        Message.id > after,
    )
    return session().scalars(waiting.order_by(Message.id).limit(AT_ONCE)).all()


def _send(message_id: int, at: datetime) -> bool:
    """Send one message, if nobody else does; a failure is kept and the others go on."""
    try:
        with transaction() as current:
            begun = _begin(current, message_id, at)
    except Exception:
        log.exception("message not composed", message=message_id)
        with transaction() as current:
            current.get_one(Message, message_id).not_before = at + AFTER_MISTAKE
        return False
    if begun is None:
        return False
    attempt_id, letter = begun
    try:
        carrier().deliver(letter)
    except (OSError, Refused) as failure:
        log.warning("message not sent", message=message_id, error=str(failure))
        with transaction() as current:
            _failed(current, attempt_id, failure, at)
        return False
    with transaction() as current:
        attempt = current.get_one(SendAttempt, attempt_id)
        attempt.ended_at = current.get_one(Message, attempt.message_id).sent_at = at
    return True


def _begin(current: Session, message_id: int, at: datetime) -> tuple[int, EmailMessage] | None:
    """Keep that an attempt begins and return it with what is sent; None: there is nothing to send now."""
    message = current.get_one(Message, message_id, with_for_update=True, populate_existing=True)
    if not message.waits:
        return None
    last = current.scalar(
        select(SendAttempt).where(SendAttempt.message_id == message_id).order_by(SendAttempt.number.desc())
    )
    if last is not None and last.ended_at is None and not _settled(message, last, at):
        return None
    if message.kind and not _composed(message, at):
        return None
    attempt = SendAttempt(message_id=message_id, number=last.number + 1 if last else 1, begun_at=at)
    current.add(attempt)
    current.flush()
    return attempt.id, _as_email(message, at)


def _settled(message: Message, attempt: SendAttempt, at: datetime) -> bool:
    """Whether an attempt without an outcome is over and failed, so that another may begin."""
    if attempt.begun_at > at - LEASE:
        return False
    attempt.ended_at = at
    held = carrier().holds(reference_of(message))
    if held:
        message.sent_at = attempt.begun_at
        return False
    attempt.error = UNKNOWN if held is None else INTERRUPTED
    if held is None:
        message.failed_at = at
    return held is not None


def _composed(message: Message, at: datetime) -> bool:
    """Let the message say what is so now; False: it must wait, or nothing is left to say."""
    try:
        letter = _composers[message.kind](message, at)
    except Later as later:
        message.not_before = later.until
        return False
    if letter is None:
        message.dropped_at = at
        return False
    message.to, message.subject, message.body = letter.to, letter.subject, letter.body
    message.html, message.stop_url = letter.html, letter.stop_url
    return True


def _failed(current: Session, attempt_id: int, failure: Exception, at: datetime) -> None:
    attempt = current.get_one(SendAttempt, attempt_id)
    attempt.ended_at, attempt.error = at, str(failure)
    message = current.get_one(Message, attempt.message_id)
    if isinstance(failure, Refused) or attempt.number >= MOST_ATTEMPTS:
        message.failed_at = at
    message.not_before = at + min(FIRST_WAIT * 2 ** min(attempt.number, 20), LONGEST_WAIT)


def _as_email(message: Message, at: datetime) -> EmailMessage:
    letter = EmailMessage()
    letter["To"], letter["Subject"], letter["Date"] = message.to, message.subject, format_datetime(at)
    letter["Message-ID"] = reference_of(message)
    if message.stop_url:
        letter["List-Unsubscribe"] = f"<{message.stop_url}>"
        letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter.set_content(message.body, cte="8bit")
    if message.html:
        letter.add_alternative(message.html, subtype="html", cte="8bit")
    return letter


def reference_of(message: Message) -> str:
    """The `Message-ID` of a message, the same for every attempt, so that it is known again."""
    site = urlsplit(settings().public_url).hostname
    return f"<message-{message.id}-{int(message.queued_at.timestamp())}@{site}>"


def id_in_reference(reference: str) -> int:
    """The number of the message that a `Message-ID` may be of; 0: of none of ours."""
    found = _REFERENCE.fullmatch(reference)
    return int(found[1]) if found else 0
