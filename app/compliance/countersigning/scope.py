"""Which proposals a person may see and decide on, as a condition."""

from sqlalchemy import ColumnElement

from app.compliance.countersigning.models import NoticeProposal
from app.domain.actor import Actor
from app.organisations.reach import records_within_reach
from app.policy.permissions import Permission


def proposals_within_reach(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    """The condition that the actor's permission extends to a proposal; false for who holds none."""
    return records_within_reach(
        actor,
        permission,
        depositor_id=NoticeProposal.depositor_id,
        region_soato=NoticeProposal.region_soato,
    )
