"""Who reads a library's letter to a depositor, and in which language."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import select

from app.accounts.models import Account
from app.accounts.people import OWN_ORGANISATION, belonging
from app.domain.actor import Role
from app.infra.db import session
from app.infra.settings import settings
from app.organisations.models import Organisation


class Addressee(NamedTuple):
    """To whom and where a letter goes; `email` may hold several addresses, with commas between them, and is
    empty where none is known."""

    organisation: Organisation
    email: str
    language: str


def addressees_of(depositor_ids: Collection[int]) -> Mapping[int, Addressee]:
    """Those who manage each depositor, else its first person, else its own e-mail; in two statements.

    Each has one letter in one language: that of the first of its readers.
    """
    organisations = session().scalars(select(Organisation).where(Organisation.id.in_(depositor_ids)))
    found = {one.id: Addressee(one, one.email, settings().default_language) for one in organisations}
    people = belonging(select(OWN_ORGANISATION, Account.email, Account.language, Account.manages)).where(
        OWN_ORGANISATION.in_(depositor_ids),
        Account.role == Role.DEPOSITOR,
        Account.deactivated_at.is_(None),
    )
    rows = session().execute(people.order_by(Account.manages.desc(), Account.id)).all()
    for id_, addressee in found.items():
        own = [row for row in rows if row[0] == id_]
        readers = [row for row in own if row.manages] or own[:1]
        if readers:
            email = ", ".join(row.email for row in readers)
            found[id_] = addressee._replace(email=email, language=readers[0].language)
    return found
