"""People of the demonstration, by the first part of their e-mail."""

from sqlalchemy import select

from app.accounts.models import Account
from app.desks.demo.country import email_of
from app.domain.actor import Actor
from app.infra.db import session


def person(local_part: str) -> Actor:
    """Return who acts under this name; there must be one."""
    return session().scalars(select(Account).where(Account.email == email_of(local_part))).one().actor()
