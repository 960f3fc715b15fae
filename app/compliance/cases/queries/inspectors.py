"""Who may work on cases."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from app.accounts.models import Account
from app.domain.actor import Role
from app.infra.db import session


def inspectors_of(region: str | None) -> Sequence[Account]:
    """Inspectors of a region and of the whole country, by name; None: those of every region."""
    statement = select(Account).where(Account.role == Role.REGULATOR, Account.deactivated_at.is_(None))
    if region is not None:
        statement = statement.where(or_(Account.region_soato.is_(None), Account.region_soato == region))
    return session().scalars(statement.order_by(Account.name, Account.id)).all()
