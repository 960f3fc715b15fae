"""Which libraries' inventories a person may see and work at."""

from sqlalchemy import ColumnElement, false, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.policy.permissions import Permission
from app.policy.predicates import Parties, Reach
from app.policy.table import may_with, reaches


def own_library(actor: Actor) -> int:
    """Return the library at which the actor takes stock. Raises `NotFound` for who works at none."""
    if actor.organisation_id is None or not takes_stock_at(actor, actor.organisation_id):
        raise NotFound("not_found")
    return actor.organisation_id


def takes_stock_at(actor: Actor, depository_id: int) -> bool:
    """Whether the actor takes stock at this library."""
    return may_with(actor, Permission.INVENTORY_WORK, Parties(depository_ids=frozenset({depository_id})))


def within_inventory_reach(
    actor: Actor,
    depository_id: InstrumentedAttribute[int],
    region_soato: InstrumentedAttribute[str],
) -> ColumnElement[bool]:
    """The condition that the actor may read what belongs to a library of a region."""
    conditions = (
        _condition(reach, actor, depository_id, region_soato)
        for reach in reaches(actor, Permission.INVENTORY_READ)
    )
    return or_(false(), *conditions)


def _condition(
    reach: Reach,
    actor: Actor,
    depository_id: InstrumentedAttribute[int],
    region_soato: InstrumentedAttribute[str],
) -> ColumnElement[bool]:
    if reach is Reach.ALL or (reach is Reach.REGION and actor.region_soato is None):
        return true()
    if reach is Reach.REGION:
        return region_soato == actor.region_soato
    if reach is Reach.AS_DEPOSITORY and actor.organisation_id is not None:
        return depository_id == actor.organisation_id
    return false()
