"""Reads of accounts and sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.models import Account, CalendarFeed, PasswordReset, UserSession
from app.accounts.secrets import hash_of
from app.domain.actor import Actor, Role
from app.domain.errors import NotFound
from app.infra.db import session
from app.infra.passwords import password_matches
from app.organisations.models import Organisation
from app.organisations.queries import OrganisationNames


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An open session with whose it is, in plain values."""

    session_id: int
    last_seen_at: datetime
    email: str
    language: str
    organisation: OrganisationNames | None
    actor: Actor


def signed_in_by(secret: str, *, at: datetime) -> SignedIn | None:
    """Return who holds the secret of a session that is open at `at`: not revoked, expired or deactivated."""
    row = (
        session()
        .execute(
            select(
                UserSession.id,
                UserSession.last_seen_at,
                Account.email,
                Account.language,
                Organisation.name,
                Organisation.name_ru,
                Organisation.name_en,
                Account.role,
                Account.id,
                Account.name,
                Account.organisation_id,
                Account.region_soato,
            )
            .join(Account, Account.id == UserSession.account_id)
            .outerjoin(Organisation, Organisation.id == Account.organisation_id)
            .where(
                UserSession.secret_hash == hash_of(secret),
                UserSession.revoked_at.is_(None),
                UserSession.expires_at > at,
                Account.deactivated_at.is_(None),
            )
        )
        .one_or_none()
    )
    if row is None:
        return None
    names = row[4:7]
    organisation = None if names[0] is None else OrganisationNames(*names)
    return SignedIn(*row[:4], organisation, Actor(*row[7:]))


def feed_of(account_id: int | None) -> CalendarFeed | None:
    """Return the address of an account's calendar, as far as it is kept; None where there is none."""
    return None if account_id is None else session().get(CalendarFeed, account_id)


def reader_of_feed(secret: str) -> tuple[Actor, str] | None:
    """Return whose calendar the secret opens, and in which language; None for an address that is dead."""
    statement = (
        select(Account)
        .join(CalendarFeed, CalendarFeed.account_id == Account.id)
        .where(CalendarFeed.secret_hash == hash_of(secret), Account.deactivated_at.is_(None))
    )
    account = session().scalar(statement)
    return None if account is None else (account.actor(), account.language)


def account_with_password(*, email: str, password: str) -> int | None:
    """Return whose e-mail and password these are; takes the same time whether or not the e-mail is known."""
    row = (
        session()
        .execute(
            select(Account.id, Account.password_hash).where(
                Account.email == email, Account.deactivated_at.is_(None)
            )
        )
        .one_or_none()
    )
    matches = password_matches(row.password_hash if row else None, password)
    return row.id if row and matches else None


def link_is_alive(secret: str, *, at: datetime) -> bool:
    """Whether a link to set a password would still work."""
    alive = select(PasswordReset.id).where(
        PasswordReset.secret_hash == hash_of(secret),
        PasswordReset.used_at.is_(None),
        PasswordReset.expires_at > at,
    )
    return session().scalar(alive) is not None


def sessions_of(account_id: int, *, at: datetime) -> Sequence[UserSession]:
    """Return the open sessions of an account, the last seen first."""
    open_ones = select(UserSession).where(
        UserSession.account_id == account_id, UserSession.revoked_at.is_(None), UserSession.expires_at > at
    )
    return session().scalars(open_ones.order_by(UserSession.last_seen_at.desc(), UserSession.id.desc())).all()


def account_by_id(account_id: int) -> Account:
    """Return an account with its organisation.

    Raises:
        NotFound: there is none.
    """
    found = session().get(Account, account_id, options=[joinedload(Account.organisation)])
    if found is None:
        raise NotFound("not_found")
    return found


def list_accounts(
    *, search: str = "", role: Role | None = None, after: str | None = None, limit: int = 50
) -> Sequence[Account]:
    """Return accounts by e-mail, one more than `limit` if more follow; `search` is part of name or e-mail."""
    statement = select(Account).options(joinedload(Account.organisation)).order_by(Account.email)
    if search:
        part = search.strip()
        statement = statement.where(
            Account.email.icontains(part, autoescape=True) | Account.name.icontains(part, autoescape=True)
        )
    if role is not None:
        statement = statement.where(Account.role == role)
    if after is not None:
        statement = statement.where(Account.email > after)
    return session().scalars(statement.limit(limit + 1)).all()


def has_demonstration_accounts() -> bool:
    """Whether the database holds accounts whose passwords are published."""
    return session().scalar(select(Account.id).where(Account.is_demonstration).limit(1)) is not None
