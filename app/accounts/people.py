"""People as the policy knows them where no session says for whom they act: each for the own organisation."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Account
from app.domain.actor import Actor
from app.infra.db import Columns, session
from app.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Person:
    """A person with an open account; who belongs to a merged record belongs to the one that stays."""

    actor: Actor
    email: str
    language: str


_bound, _absorbed = aliased(Organisation), aliased(Organisation)
OWN_ORGANISATION = func.coalesce(_bound.merged_into_id, _bound.id)
"""Which organisation somebody belongs to, in a statement that `belonging` joined."""


def belonging(statement: Select[*Columns]) -> Select[*Columns]:
    """Join to a statement of accounts what they belong to; those without an organisation stay."""
    return statement.select_from(Account).outerjoin(_bound, _bound.id == Account.organisation_id)


def people_of(account_ids: Collection[int]) -> Mapping[int, Person]:
    """Return those of these people whose accounts are open, by account, in one statement."""
    named = select(Account, OWN_ORGANISATION, _absorbed.id)
    statement = belonging(named).outerjoin(_absorbed, _absorbed.merged_into_id == OWN_ORGANISATION)
    wanted = statement.where(Account.id.in_(account_ids), Account.deactivated_at.is_(None))
    found: dict[int, Person] = {}
    # One row for each record that was merged into somebody's organisation.
    for account, own_id, absorbed in session().execute(wanted.order_by(Account.id)):
        person = found.get(account.id)
        if person is None:
            actor = replace(account.actor(), organisation_id=own_id)
            person = Person(actor, account.email, account.language)
        if absorbed is not None:
            actor = replace(person.actor, absorbed=person.actor.absorbed | {absorbed})
            person = replace(person, actor=actor)
        found[account.id] = person
    return found
