"""Which requests a person may see or decide."""

from sqlalchemy import ColumnElement, or_

from app.compliance.requests.deciders import appealed_before, decided_by, named_to
from app.compliance.requests.models import DepositorRequest
from app.domain.actor import Actor
from app.organisations.reach import records_within_reach
from app.policy.permissions import Permission
from app.policy.predicates import Reach
from app.policy.table import reaches


def requests_within_reach(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    """The condition that the actor's permission extends to a request; false for who holds none.

    Who was named to decide one reaches it, also after it ended, reads what it appeals while it waits, and
    reads on what he decided.
    """
    reached = records_within_reach(
        actor,
        permission,
        depositor_id=DepositorRequest.depositor_id,
        region_soato=DepositorRequest.region_soato,
    )
    if Reach.NAMED not in reaches(actor, permission) or actor.region_soato is None:
        return reached  # the whole country is within it already
    if permission is Permission.REQUEST_READ:
        reached = or_(reached, appealed_before(actor), decided_by(actor))
    return or_(reached, named_to(actor))
