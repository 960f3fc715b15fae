"""Which requests a person may see."""

from sqlalchemy import ColumnElement

from app.compliance.requests.models import DepositorRequest
from app.domain.actor import Actor
from app.organisations.reach import records_within_reach
from app.policy.permissions import Permission


def requests_within_reach(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    """The condition that the actor's permission extends to a request; false for who holds none."""
    return records_within_reach(
        actor,
        permission,
        depositor_id=DepositorRequest.depositor_id,
        region_soato=DepositorRequest.region_soato,
    )
