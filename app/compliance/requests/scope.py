"""Which requests a person may see."""

from sqlalchemy import ColumnElement, false, or_, true

from app.compliance.requests.models import DepositorRequest
from app.domain.actor import Actor
from app.policy.permissions import Permission
from app.policy.predicates import Reach
from app.policy.table import reaches


def requests_within_reach(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    """The condition that the actor's permission extends to a request; false for who holds none."""
    return or_(false(), *(_condition(reach, actor) for reach in reaches(actor, permission)))


def _condition(reach: Reach, actor: Actor) -> ColumnElement[bool]:
    if reach is Reach.ALL or (reach is Reach.REGION and actor.region_soato is None):
        return true()
    if reach is Reach.REGION:
        return DepositorRequest.region_soato == actor.region_soato
    if reach is Reach.AS_DEPOSITOR:
        return DepositorRequest.depositor_id.in_(actor.organisation_ids)
    return false()
