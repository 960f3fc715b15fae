"""Letters that came back: what a report of delivery (RFC 3464) says, and to which message it belongs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.message import Message as Part
from email.policy import default

from sqlalchemy import select

from app.infra.db import session
from app.infra.mail import Message
from app.infra.mail_sending import id_in_reference, reference_of

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Bounce:
    """A letter that could not be delivered after all: its `Message-ID`, and why, in the server's words."""

    reference: str
    reason: str


def read_bounce(report: bytes) -> Bounce | None:
    """Return what a report says; None: it is none, or tells of a delay or a success only."""
    letter = message_from_bytes(report, policy=default)
    reasons = [reason for part in letter.walk() for reason in _failures(part)]
    reference = next((found for part in letter.walk() if (found := _original(part))), "")
    return Bounce(reference, reasons[0][:LONGEST]) if reference and reasons else None


def keep_bounce(bounce: Bounce, *, at: datetime) -> Message | None:
    """Note that a message came back, once; None: it is none of ours, so nothing is kept."""
    message_id = id_in_reference(bounce.reference)
    message = session().scalar(select(Message).where(Message.id == message_id).with_for_update())
    if message is None or message.sent_at is None or reference_of(message) != bounce.reference:
        return None
    if message.bounced_at is None:
        message.bounced_at, message.bounce = at, bounce.reason
        session().flush()
    return message


def _failures(part: EmailMessage) -> Iterator[str]:
    """Why it failed, for each recipient whose report says so for good."""
    if part.get_content_type() != "message/delivery-status":
        return
    blocks = part.get_payload()
    for block in blocks if isinstance(blocks, list) else ():
        if isinstance(block, Part) and str(block.get("Action", "")).strip().lower() == "failed":
            words = f"{block.get('Status', '')} {block.get('Diagnostic-Code', '')}"
            yield " ".join(words.split()) or "failed"


def _original(part: EmailMessage) -> str:
    """The `Message-ID` in the returned letter, or in its headers where only they were returned."""
    kind = part.get_content_type()
    if kind == "text/rfc822-headers":
        headers = message_from_bytes(part.get_payload(decode=True) or b"", policy=default)  # type: ignore[arg-type]
        return str(headers.get("Message-ID", "")).strip()
    if kind == "message/rfc822":
        inner = part.get_payload(0)
        return str(inner.get("Message-ID", "")).strip() if isinstance(inner, Part) else ""
    return ""
