"""Whose attestations a person may see and make."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.orm import joinedload

from app.attestations.models import Attestation
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.script import search_key
from app.infra.db import session
from app.organisations.models import Organisation, OrganisationKind
from app.organisations.queries import organisation_by_id
from app.organisations.reach import records_within_reach
from app.policy.permissions import Permission
from app.policy.predicates import Parties, Reach
from app.policy.table import may_with, reaches

NOT_DEPOSITORS = (OrganisationKind.DEPOSITORY, OrganisationKind.AUTHORITY)
MOST_FOUND = 50


def attestations_within_reach(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    """The condition that the actor's permission extends to an attestation; false for who holds none."""
    return records_within_reach(
        actor, permission, depositor_id=Attestation.depositor_id, region_soato=Attestation.region_soato
    )


def depositor_for(actor: Actor, depositor_id: int) -> Organisation:
    """The depositor of whom the actor may make attestations; a merged record stands for its survivor.

    Raises:
        NotFound: there is none within reach.
    """
    found = organisation_by_id(depositor_id)
    if found.merged_into_id is not None:
        found = organisation_by_id(found.merged_into_id)
    parties = Parties(depositor_ids=frozenset(ids_of(found)), region_soato=found.region_soato)
    if found.kind in NOT_DEPOSITORS or not may_with(actor, Permission.ATTESTATION_ISSUE, parties):
        raise NotFound("not_found")
    return found


def ids_of(depositor: Organisation) -> Collection[int]:
    """The depositor's record and those that were merged into it: what is theirs is its own."""
    merged = select(Organisation.id).where(Organisation.merged_into_id == depositor.id)
    return [depositor.id, *session().scalars(merged.order_by(Organisation.id))]


def depositors_called(actor: Actor, text: str) -> Sequence[Organisation]:
    """The depositors within reach whose name holds the text in any spelling, or whose STIR it is, by name.

    Whoever reaches the own organisation alone need not search for it.
    """
    key, region = search_key(text), actor.region_soato
    named = Organisation.search_key.contains(key, autoescape=True) if key else false()
    sought = or_(named, Organisation.stir == "".join(text.split())) if searches(actor) else true()
    statement = select(Organisation).where(
        sought,
        Organisation.kind.not_in(NOT_DEPOSITORS),
        Organisation.merged_into_id.is_(None),
        true() if region is None else Organisation.region_soato == region,
        true() if searches(actor) else Organisation.id.in_(actor.organisation_ids),
    )
    ordered = statement.options(joinedload(Organisation.region)).order_by(Organisation.name, Organisation.id)
    return session().scalars(ordered.limit(MOST_FOUND)).all()


def searches(actor: Actor) -> bool:
    """Whether somebody attests for others than the own organisation."""
    return bool({Reach.ALL, Reach.REGION}.intersection(reaches(actor, Permission.ATTESTATION_ISSUE)))
