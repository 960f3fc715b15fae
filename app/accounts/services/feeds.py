"""The address from which a calendar program reads what is due: one for each account."""

from datetime import datetime

from app.accounts.models import CalendarFeed
from app.accounts.secrets import hash_of, new_secret
from app.domain.actor import Actor
from app.domain.errors import Forbidden
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish


def open_feed(*, by: Actor, at: datetime) -> str:
    """Make an address of one's own and return its secret, which is kept nowhere; an earlier one is dead.

    Raises:
        Forbidden: nobody is signed in.
    """
    account_id = _own(by)
    secret = new_secret()
    session().merge(CalendarFeed(account_id=account_id, secret_hash=hash_of(secret), opened_at=at))
    session().flush()
    publish(Event("account.feed_opened", by, at, (Subject("account", account_id),)))
    return secret


def close_feed(*, by: Actor, at: datetime) -> None:
    """Let one's own address answer no longer; nothing happens where there is none.

    Raises:
        Forbidden: nobody is signed in.
    """
    account_id = _own(by)
    feed = session().get(CalendarFeed, account_id, with_for_update=True)
    if feed is not None:
        session().delete(feed)
        session().flush()
        publish(Event("account.feed_closed", by, at, (Subject("account", account_id),)))


def _own(by: Actor) -> int:
    if by.account_id is None:
        raise Forbidden("forbidden")
    return by.account_id
