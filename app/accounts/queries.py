"""Reads of accounts and sessions."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Account, CalendarFeed, PasswordReset, UserSession
from app.accounts.people import people_of
from app.accounts.secrets import hash_of
from app.domain.actor import Actor, Role
from app.domain.errors import NotFound
from app.infra.db import session
from app.infra.passwords import password_matches
from app.organisations.models import Organisation


def feed_of(account_id: int | None) -> CalendarFeed | None:
    """Return the address of an account's calendar, as far as it is kept; None where there is none."""
    return None if account_id is None else session().get(CalendarFeed, account_id)


def reader_of_feed(secret: str) -> tuple[Actor, str] | None:
    """Return whose calendar the secret opens, and in which language; None for an address that is dead."""
    owner = select(CalendarFeed.account_id).where(CalendarFeed.secret_hash == hash_of(secret))
    account_id = session().scalar(owner)
    person = None if account_id is None else people_of([account_id]).get(account_id)
    return None if person is None else (person.actor, person.language)


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


def language_of_link(secret: str, *, at: datetime) -> str | None:
    """Return in which language the person reads to whom a link to set a password was sent; None for a link
    that would not work any more."""
    language = select(Account.language).join(PasswordReset, PasswordReset.account_id == Account.id)
    alive = language.where(
        PasswordReset.secret_hash == hash_of(secret),
        PasswordReset.used_at.is_(None),
        PasswordReset.expires_at > at,
    )
    return session().scalar(alive)


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


def colleagues_of(actor: Actor) -> Sequence[Account]:
    """Return the people of one's own organisation, those who were removed last. Raises `NotFound`."""
    if actor.organisation_id is None:
        raise NotFound("not_found")
    own = select(Account).where(Account.organisation_id.in_(actor.organisation_ids))
    removed_last = Account.deactivated_at.is_not(None)
    return session().scalars(own.order_by(removed_last, Account.name, Account.id)).all()


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


def name_of_account(account_id: int | None) -> str:
    """Who that is; empty for the system."""
    if account_id is None:
        return ""
    return session().scalar(select(Account.name).where(Account.id == account_id)) or ""


def has_account(email: str) -> bool:
    """Whether somebody signs in, or once signed in, with this e-mail."""
    return session().scalar(select(Account.id).where(Account.email == email)) is not None


def has_people(organisation_id: int) -> bool:
    """Whether anybody signs in for this organisation, or for a record that was merged into it."""
    merged = select(Organisation.id).where(Organisation.merged_into_id == organisation_id)
    of_it = or_(Account.organisation_id == organisation_id, Account.organisation_id.in_(merged))
    found = select(Account.id).where(of_it, Account.deactivated_at.is_(None))
    return session().scalar(found.limit(1)) is not None


def has_demonstration_accounts() -> bool:
    """Whether the database holds accounts whose passwords are published."""
    return session().scalar(select(Account.id).where(Account.is_demonstration).limit(1)) is not None
