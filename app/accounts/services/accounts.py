"""Accounts: created and closed by an administrator; a person changes only language and name in Russian."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.accounts.models import Account
from app.accounts.password_rules import check_password
from app.accounts.secrets import new_secret
from app.accounts.services.attempts import forget_attempts
from app.accounts.services.passwords import INVITATION_LIFETIME, ResetLink, make_link
from app.accounts.services.sessions import revoke_all_sessions
from app.domain.actor import Actor, Role
from app.domain.errors import DomainError, NotFound
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish
from app.infra.passwords import hash_password
from app.organisations.models import Organisation, OrganisationKind, Region

ROLES = (Role.DEPOSITOR, Role.LIBRARIAN, Role.REGULATOR, Role.ADMINISTRATOR)
_NOT_DEPOSITORS = frozenset({OrganisationKind.DEPOSITORY, OrganisationKind.AUTHORITY})
KINDS_FOR: dict[Role, frozenset[OrganisationKind]] = {
    Role.DEPOSITOR: frozenset(OrganisationKind) - _NOT_DEPOSITORS,
    Role.LIBRARIAN: frozenset({OrganisationKind.DEPOSITORY}),
    Role.REGULATOR: frozenset({OrganisationKind.AUTHORITY}),
    Role.ADMINISTRATOR: frozenset({OrganisationKind.AUTHORITY}),
}
"""What an account of each role may be bound to."""
_NEEDS_ORGANISATION = frozenset({Role.DEPOSITOR, Role.LIBRARIAN})


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an account begins with; `region_soato` bounds a regulator, None means the whole country.

    The first person of a depositor manages it, whatever `manages` says: somebody must.
    """

    email: str
    name: str
    role: Role
    organisation_id: int | None = None
    region_soato: str | None = None
    manages: bool = False
    language: str = "uz"
    is_demonstration: bool = False


def create_account(*, new: NewAccount, password: str | None = None, by: Actor, at: datetime) -> Account:
    """Add an account; without a `password` it opens only through a link (`invite`).

    Raises:
        DomainError: `account.email_taken`, `account.organisation_needed`, `account.organisation_unfit`,
            `account.region_unfit`, or the password is refused.
    """
    email = new.email.strip().lower()
    if session().scalar(select(Account.id).where(Account.email == email)) is not None:
        raise DomainError("account.email_taken", field="email")
    _check_binding(new)
    if password is not None:
        check_password(password, email=email)
    account = Account(
        email=email,
        name=new.name.strip(),
        password_hash=hash_password(password or new_secret()),
        role=new.role,
        organisation_id=new.organisation_id,
        manages=new.role is Role.DEPOSITOR and (new.manages or not _is_managed(new.organisation_id)),
        region_soato=new.region_soato,
        language=new.language,
        is_demonstration=new.is_demonstration,
        created_at=at,
    )
    session().add(account)
    session().flush()
    publish(Event("account.created", by, at, _subjects(account), after=_facts(account)))
    return account


def invite(*, account: Account, by: Actor, at: datetime) -> ResetLink:
    """Make the link by which a new person sets his first password."""
    link = make_link(account, lifetime=INVITATION_LIFETIME, at=at)
    publish(Event("account.invited", by, at, _subjects(account)))
    return link


def deactivate_account(*, account_id: int, by: Actor, at: datetime) -> Account:
    """Close an account and end its sessions; what it did stays under its name.

    Raises:
        NotFound: there is no such account.
        DomainError: `account.own_deactivation`, or `account.already_deactivated`.
    """
    account = _locked(account_id)
    if account.id == by.account_id:
        raise DomainError("account.own_deactivation")
    if account.deactivated_at is not None:
        raise DomainError("account.already_deactivated")
    account.deactivated_at = at
    revoke_all_sessions(account_id=account.id, at=at)
    publish(Event("account.deactivated", by, at, _subjects(account)))
    return account


def reactivate_account(*, account_id: int, by: Actor, at: datetime) -> Account:
    """Open a closed account again, with the password it had.

    Raises:
        NotFound: there is no such account.
        DomainError: `account.already_active`.
    """
    account = _locked(account_id)
    if account.deactivated_at is None:
        raise DomainError("account.already_active")
    account.deactivated_at = None
    forget_attempts(email=account.email)
    publish(Event("account.reactivated", by, at, _subjects(account)))
    return account


def change_language(*, language: str, by: Actor, at: datetime) -> None:
    """Keep the language in which one's pages and messages are written."""
    account = _locked(by.account_id)
    before, account.language = account.language, language
    if before != language:
        publish(
            Event(
                "account.language_changed",
                by,
                at,
                _subjects(account),
                {"language": before},
                {"language": language},
            )
        )


def change_russian_name(*, account_id: int | None, name: str, by: Actor, at: datetime) -> Account:
    """Keep how a person's name is written in Russian papers; empty: it is transliterated.

    Raises:
        NotFound: there is no such account.
    """
    account = _locked(account_id)
    before, account.name_ru = account.name_ru, " ".join(name.split())
    if before != account.name_ru:
        told = {"written": before}, {"written": account.name_ru}
        publish(Event("account.name_ru_changed", by, at, _subjects(account), *told))
    return account


def _locked(account_id: int | None) -> Account:
    account = session().get(Account, account_id, with_for_update=True) if account_id is not None else None
    if account is None:
        raise NotFound("not_found")
    return account


def _check_binding(new: NewAccount) -> None:
    organisation = session().get(Organisation, new.organisation_id) if new.organisation_id else None
    fitting = KINDS_FOR.get(new.role)
    if organisation is None and (new.role in _NEEDS_ORGANISATION or new.organisation_id is not None):
        raise DomainError("account.organisation_needed", field="organisation_id")
    if organisation is not None and fitting is not None and organisation.kind not in fitting:
        raise DomainError("account.organisation_unfit", field="organisation_id")
    if new.region_soato is not None and (
        new.role is not Role.REGULATOR or session().get(Region, new.region_soato) is None
    ):
        raise DomainError("account.region_unfit", field="region_soato")


def _is_managed(organisation_id: int | None) -> bool:
    managers = select(Account.id).where(
        Account.organisation_id == organisation_id, Account.manages, Account.deactivated_at.is_(None)
    )
    return session().scalar(managers.limit(1)) is not None


def _subjects(account: Account) -> tuple[Subject, ...]:
    own = Subject("account", account.id)
    return (own, Subject("organisation", account.organisation_id)) if account.organisation_id else (own,)


def _facts(account: Account) -> dict[str, object]:
    return {
        "email": account.email,
        "name": account.name,
        "role": account.role.value,
        "organisation": account.organisation_id,
        "region": account.region_soato,
    }
