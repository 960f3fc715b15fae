"""Letters to a depositor's people that came back: whoever follows it up learns that it was not told."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import or_, select

from app.accounts.models import Account
from app.infra.db import session
from app.infra.mail import Message
from app.organisations.models import Organisation

MOST_SHOWN = 3


class ReturnedLetter(NamedTuple):
    """A letter that came back: to whom, what it was about, when, and why in the words of the mail server."""

    to: str
    subject: str
    at: datetime
    reason: str


def returned_letters(depositor_id: int) -> Sequence[ReturnedLetter]:
    """The last letters that came back, the latest first; the caller has made sure of the reach."""
    merged = select(Organisation.id).where(Organisation.merged_into_id == depositor_id)
    of_it = or_(Account.organisation_id == depositor_id, Account.organisation_id.in_(merged))
    found = (
        select(Account.name, Message.subject, Message.bounced_at, Message.bounce)
        .join(Account, Account.email == Message.to)
        .where(of_it, Message.bounced_at.is_not(None))
        .order_by(Message.bounced_at.desc(), Message.id.desc())
    )
    return [
        ReturnedLetter(to, subject, at, reason)
        for to, subject, at, reason in session().execute(found.limit(MOST_SHOWN))
        if at is not None
    ]
