"""Sessions: one for each sign-in on each device."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, update

from app.accounts.models import Account, UserSession
from app.accounts.secrets import hash_of, new_secret
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish

DEVICE_LENGTH = 300


def open_session(*, account_id: int, address: str, device: str, lifetime: timedelta, at: datetime) -> str:
    """Begin a session and return its secret, which exists nowhere else.

    Raises:
        NotFound: the account is gone or has been deactivated in the meantime.
    """
    account = session().get(Account, account_id)
    if account is None or account.deactivated_at is not None:
        raise NotFound("not_found")
    secret = new_secret()
    opened = UserSession(
        account_id=account_id,
        secret_hash=hash_of(secret),
        created_at=at,
        last_seen_at=at,
        expires_at=at + lifetime,
        address=address,
        device=device[:DEVICE_LENGTH],
    )
    session().add(opened)
    session().flush()
    _tell("account.signed_in", account.actor(), account_id, at, opened.id)
    return secret


def touch_session(*, session_id: int, at: datetime) -> None:
    """Note that the session is in use."""
    session().execute(update(UserSession).where(UserSession.id == session_id).values(last_seen_at=at))


def close_session(*, session_id: int, by: Actor, at: datetime) -> None:
    """Sign out: end one's present session."""
    if _revoke(UserSession.id == session_id, at=at) and by.account_id is not None:
        _tell("account.signed_out", by, by.account_id, at, session_id)


def revoke_session(*, session_id: int, by: Actor, at: datetime) -> None:
    """End one of one's own sessions from another device.

    Raises:
        NotFound: it is not one's own, or no longer open.
    """
    owned = (UserSession.id == session_id) & (UserSession.account_id == by.account_id)
    if by.account_id is None or not _revoke(owned, at=at):
        raise NotFound("not_found")
    _tell("account.session_revoked", by, by.account_id, at, session_id)


def revoke_other_sessions(*, keep_session_id: int, by: Actor, at: datetime) -> int:
    """End all of one's own sessions but one; return how many."""
    if by.account_id is None:
        raise NotFound("not_found")
    others = (UserSession.account_id == by.account_id) & (UserSession.id != keep_session_id)
    ended = _revoke(others, at=at)
    for session_id in ended:
        _tell("account.session_revoked", by, by.account_id, at, session_id)
    return len(ended)


def revoke_all_sessions(*, account_id: int, keep_session_id: int | None = None, at: datetime) -> None:
    """End every session of an account, save perhaps one, as part of an act that is told by itself."""
    whose = UserSession.account_id == account_id
    if keep_session_id is not None:
        whose &= UserSession.id != keep_session_id
    _revoke(whose, at=at)


def _revoke(which: ColumnElement[bool], *, at: datetime) -> list[int]:
    still_open = UserSession.revoked_at.is_(None)
    statement = update(UserSession).where(which, still_open).values(revoked_at=at).returning(UserSession.id)
    return sorted(session().scalars(statement))


def _tell(name: str, by: Actor, account_id: int, at: datetime, session_id: int) -> None:
    publish(Event(name, by, at, (Subject("account", account_id),), after={"session": session_id}))
