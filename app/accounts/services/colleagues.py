"""People of a depositor, chosen by who manages it."""

from datetime import datetime

from sqlalchemy import select

from app.accounts.models import Account
from app.accounts.services.accounts import (
    NewAccount,
    create_account,
    deactivate_account,
    invite,
    reactivate_account,
)
from app.accounts.services.passwords import ResetLink
from app.domain.actor import Actor, Role
from app.domain.errors import DomainError, NotFound
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish


def invite_colleague(
    *, name: str, email: str, manages: bool, language: str, by: Actor, at: datetime
) -> ResetLink:
    """Add a person to one's own organisation and return the link to set a password.

    Raises:
        DomainError: as `create_account`.
    """
    new = NewAccount(
        email=email,
        name=name,
        role=Role.DEPOSITOR,
        organisation_id=by.organisation_id,
        manages=manages,
        language=language,
    )
    return invite(account=create_account(new=new, by=by, at=at), by=by, at=at)


def invite_colleague_again(*, account_id: int, by: Actor, at: datetime) -> ResetLink:
    """Make a new link for a colleague who has not set a password. Raises `NotFound`."""
    return invite(account=_colleague(account_id, by), by=by, at=at)


def let_manage(*, account_id: int, manages: bool, by: Actor, at: datetime) -> Account:
    """Let a colleague manage the organisation too, or no longer; nobody does so to himself.

    Raises:
        NotFound: it is nobody of one's own organisation.
        DomainError: `colleague.oneself`, `colleague.last_of_record` where nobody would manage the record that
            the person comes from, once a merge is undone.
    """
    colleague = _colleague(account_id, by)
    if colleague.manages is not manages:
        _keep_manager(colleague)
        colleague.manages = manages
        session().flush()
        subjects = (Subject("account", colleague.id), Subject("organisation", by.organisation_id or 0))
        publish(Event("account.manager_changed", by, at, subjects, after={"manages": manages}))
    return colleague


def remove_colleague(*, account_id: int, by: Actor, at: datetime) -> Account:
    """Close a colleague's account; what it did stays under its name. Raises as `let_manage`."""
    colleague = _colleague(account_id, by)
    _keep_manager(colleague)
    return deactivate_account(account_id=colleague.id, by=by, at=at)


def restore_colleague(*, account_id: int, by: Actor, at: datetime) -> Account:
    """Open the account of a colleague who was removed. Raises as `let_manage`."""
    return reactivate_account(account_id=_colleague(account_id, by).id, by=by, at=at)


def _colleague(account_id: int, by: Actor) -> Account:
    found = session().get(Account, account_id, with_for_update=True)
    if found is None or found.organisation_id not in by.organisation_ids or found.role is not Role.DEPOSITOR:
        raise NotFound("not_found")
    if found.id == by.account_id:
        raise DomainError("colleague.oneself")
    return found


def _keep_manager(colleague: Account) -> None:
    """Of one's own record one is there oneself; of another that was merged with it this could be the last."""
    if not colleague.manages:
        return
    others = select(Account.id).where(
        Account.organisation_id == colleague.organisation_id,
        Account.id != colleague.id,
        Account.manages,
        Account.deactivated_at.is_(None),
    )
    if colleague.deactivated_at is None and session().scalar(others.limit(1)) is None:
        raise DomainError("colleague.last_of_record", name=colleague.name)
