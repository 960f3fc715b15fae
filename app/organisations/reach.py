"""Whose records a permission extends to, where a record belongs to a depositor and to a region."""

from sqlalchemy import ColumnElement, false, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.actor import Actor
from app.policy.permissions import Permission
from app.policy.predicates import Reach
from app.policy.table import reaches


def records_within_reach(
    actor: Actor,
    permission: Permission,
    *,
    depositor_id: InstrumentedAttribute[int],
    region_soato: InstrumentedAttribute[str],
) -> ColumnElement[bool]:
    """The condition that the permission extends to a record with these columns; false for who holds none."""
    conditions: dict[Reach, ColumnElement[bool]] = {
        Reach.ALL: true(),
        Reach.REGION: true() if actor.region_soato is None else region_soato == actor.region_soato,
        Reach.AS_DEPOSITOR: depositor_id.in_(actor.organisation_ids),
    }
    return or_(false(), *(conditions.get(reach, false()) for reach in reaches(actor, permission)))
