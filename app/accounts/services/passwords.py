"""Passwords: changed by who knows the present one, or set through a link that was sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from app.accounts.models import Account, PasswordReset
from app.accounts.password_rules import check_password
from app.accounts.secrets import hash_of, new_secret
from app.accounts.services.attempts import forget_attempts
from app.accounts.services.sessions import revoke_all_sessions
from app.domain.actor import Actor
from app.domain.errors import DomainError, NotFound
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish
from app.infra.passwords import hash_password, password_matches

RESET_LIFETIME = timedelta(hours=1)
INVITATION_LIFETIME = timedelta(days=3)
RESETS_PER_HOUR = 3


@dataclass(frozen=True, slots=True)
class ResetLink:
    """A link to send to a person; `secret` exists nowhere else."""

    email: str
    name: str
    language: str
    secret: str
    expires_at: datetime


def change_password(*, new_password: str, keep_session_id: int, by: Actor, at: datetime) -> None:
    """Set one's own new password and sign out everywhere else; the present one was checked at the rim.

    Raises:
        DomainError: the new password is refused (see `check_password`), or is the present one:
            `password.same`.
    """
    account = session().get(Account, by.account_id)
    if account is None:
        raise NotFound("not_found")
    check_password(new_password, email=account.email)
    if password_matches(account.password_hash, new_password):
        raise DomainError("password.same", field="new_password")
    account.password_hash = hash_password(new_password)
    _withdraw_links(account.id, at)
    revoke_all_sessions(account_id=account.id, keep_session_id=keep_session_id, at=at)
    publish(Event("account.password_changed", by, at, (Subject("account", account.id),)))


def request_reset(*, email: str, at: datetime) -> ResetLink | None:
    """Make a link for who forgot his password; None for nobody's e-mail and for too many requests.

    The caller answers the same either way, so that nobody learns which e-mails have an account.
    """
    account = session().scalar(
        select(Account).where(Account.email == email, Account.deactivated_at.is_(None)).with_for_update()
    )
    if account is None:
        return None
    recent = select(func.count()).where(
        PasswordReset.account_id == account.id, PasswordReset.created_at > at - timedelta(hours=1)
    )
    if (session().scalar(recent) or 0) >= RESETS_PER_HOUR:
        return None
    publish(Event("account.reset_requested", account.actor(), at, (Subject("account", account.id),)))
    return make_link(account, lifetime=RESET_LIFETIME, at=at)


def make_link(account: Account, *, lifetime: timedelta, at: datetime) -> ResetLink:
    """Add a link by which the account's password may be set once."""
    secret = new_secret()
    expires_at = at + lifetime
    session().add(
        PasswordReset(
            account_id=account.id, secret_hash=hash_of(secret), created_at=at, expires_at=expires_at
        )
    )
    session().flush()
    return ResetLink(account.email, account.name, account.language, secret, expires_at)


def reset_password(*, secret: str, new_password: str, at: datetime) -> None:
    """Set a new password through a link, once, and sign the account out everywhere.

    Who opened the link has shown himself: attempts on his e-mail no longer keep him out.

    Raises:
        DomainError: `reset.link_dead` when the link is unknown, used or too old; or the password is refused.
    """
    statement = (
        update(PasswordReset)
        .where(
            PasswordReset.secret_hash == hash_of(secret),
            PasswordReset.used_at.is_(None),
            PasswordReset.expires_at > at,
        )
        .values(used_at=at)
        .returning(PasswordReset.account_id)
    )
    account_id = session().scalar(statement)
    account = session().get(Account, account_id) if account_id is not None else None
    if account is None or account.deactivated_at is not None:
        raise DomainError("reset.link_dead")
    check_password(new_password, email=account.email)
    account.password_hash = hash_password(new_password)
    _withdraw_links(account.id, at)
    forget_attempts(email=account.email)
    revoke_all_sessions(account_id=account.id, at=at)
    publish(Event("account.password_reset", account.actor(), at, (Subject("account", account.id),)))


def _withdraw_links(account_id: int, at: datetime) -> None:
    unused = (PasswordReset.account_id == account_id) & PasswordReset.used_at.is_(None)
    session().execute(update(PasswordReset).where(unused).values(used_at=at))
