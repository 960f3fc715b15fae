"""Which batches a person may see and move, as a condition."""

from sqlalchemy import ColumnElement, false, true

from app.compliance.batches.models import NoticeBatch
from app.domain.actor import Actor
from app.policy.permissions import Permission
from app.policy.table import may


def batches_within_reach(actor: Actor) -> ColumnElement[bool]:
    """Those of one's own region; all of them for who works for the whole country."""
    if not may(actor, Permission.NOTICE_ISSUE):
        return false()
    return true() if actor.region_soato is None else NoticeBatch.region_soato == actor.region_soato
