"""Which discrepancies an actor may read, and how far each is, as conditions of a query.

A report belongs to the two sides of its receipt: who merely has copies in another's parcel reads the receipt
and not what the two write to each other.
"""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_, select, true
from sqlalchemy.orm import aliased

from app.deposits.discrepancies.models import Discrepancy, ReplacementPromise, Settlement
from app.deposits.receiving.models import Receipt
from app.domain.actor import Actor
from app.domain.discrepancies import REPLACEABLE, Outcome, Standing
from app.organisations.models import Organisation
from app.policy.permissions import Permission
from app.policy.predicates import Reach
from app.policy.table import reaches

_reversal = aliased(Receipt)

WITHDRAWN = exists().where(_reversal.reverses_id == Receipt.id)
SETTLEMENT = and_(Settlement.discrepancy_id == Discrepancy.id, Settlement.ended_at.is_(None))
PROMISE = and_(ReplacementPromise.discrepancy_id == Discrepancy.id, ReplacementPromise.ended_at.is_(None))

OPEN = and_(
    not_(WITHDRAWN),
    or_(
        Settlement.outcome.is_(None),
        Settlement.outcome == Outcome.OFFERED,
        and_(Settlement.outcome == Outcome.RETURNED, Discrepancy.kind.in_(REPLACEABLE)),
    ),
)
"""Something is still to be done; as `app.domain.discrepancies.is_open` of one."""

STANDINGS: Mapping[Standing, ColumnElement[bool]] = {
    Standing.OPEN: OPEN,
    Standing.PROMISED: and_(OPEN, ReplacementPromise.id.is_not(None)),
    Standing.OFFERED: and_(OPEN, Settlement.outcome == Outcome.OFFERED),
    Standing.SETTLED: and_(not_(WITHDRAWN), not_(OPEN)),
    Standing.WITHDRAWN: WITHDRAWN,
}
"""For statements that join the receipt, the standing settlement and the standing promise. What is promised or
offered is open too."""


def within_report_reach(actor: Actor) -> ColumnElement[bool]:
    """The condition on receipts that the actor may read what was wrong with the parcel."""
    return or_(false(), *(_reached(reach, actor) for reach in reaches(actor, Permission.DISCREPANCY_READ)))


def _reached(reach: Reach, actor: Actor) -> ColumnElement[bool]:
    if reach is Reach.ALL or (reach is Reach.REGION and actor.region_soato is None):
        return true()
    if reach is Reach.REGION:
        here = select(Organisation.id).where(Organisation.region_soato == actor.region_soato)
        unknown = and_(Receipt.depositor_id.is_(None), Receipt.depository_id.in_(here))
        return or_(Receipt.depositor_id.in_(here), unknown)
    if actor.organisation_id is None:
        return false()
    if reach is Reach.AS_DEPOSITORY:
        return Receipt.depository_id == actor.organisation_id
    return Receipt.depositor_id.in_(actor.organisation_ids)
