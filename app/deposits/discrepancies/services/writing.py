"""Writing to the other side of a receipt."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from app.deposits.discrepancies.models import MessagePhoto, ReportMessage
from app.deposits.discrepancies.services.standing import receipt_with_report, tell
from app.deposits.photographs import Sent, keep_photograph
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.infra.db import session
from app.policy.permissions import Permission

MOST_MESSAGES = 200
"""About one receipt."""


def write_message(*, number: str, text: str, sent: Sequence[Sent], by: Actor, at: datetime) -> ReportMessage:
    """Write to the other side of a receipt, with photographs or without; each photograph is kept once.

    Raises:
        NotFound: there is no such report within reach, or the actor is on neither side.
        Conflict: `discrepancy.too_many_messages`.
        DomainError: `discrepancy.nothing_written`, and what `keep_photograph` finds wrong.
    """
    receipt = receipt_with_report(number, by, Permission.DISCREPANCY_ANSWER)
    if not text.strip() and not sent:
        raise DomainError("discrepancy.nothing_written", "text")
    written = select(func.count()).where(ReportMessage.receipt_id == receipt.id)
    if (session().scalar(written) or 0) >= MOST_MESSAGES:
        raise Conflict("discrepancy.too_many_messages", most=MOST_MESSAGES)
    photos = {photo.sha256: photo for photo in sent}
    message = ReportMessage(
        receipt_id=receipt.id,
        organisation_id=by.organisation_id,
        text=text.strip(),
        at=at,
        by_id=by.account_id,
        photos=[
            MessagePhoto(file_id=keep_photograph(photo, at=at), sent_sha256=digest)
            for digest, photo in photos.items()
        ],
    )
    session().add(message)
    session().flush()
    tell("discrepancy.answered", receipt, None, by, at, {"sent_sha256": sorted(photos)} if photos else {})
    return message
