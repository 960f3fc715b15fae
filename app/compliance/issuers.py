"""In whose name a notice may be issued when that person is not there to say so."""

from app.accounts.models import Account
from app.domain.actor import Actor
from app.infra.db import session
from app.policy.permissions import Permission
from app.policy.table import may


def issuer(account_id: int | None) -> Actor | None:
    """The person as the policy knows him now; None for one who may not issue notices any more."""
    return as_issuer(session().get(Account, account_id, populate_existing=True) if account_id else None)


def as_issuer(account: Account | None) -> Actor | None:
    """The same of an account that is read already."""
    if account is None or account.deactivated_at is not None:
        return None
    return account.actor() if may(account.actor(), Permission.NOTICE_ISSUE) else None
