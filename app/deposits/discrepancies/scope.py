"""Which discrepancies an actor may read, and how far each is, as conditions of a query.

A report belongs to the two sides of its receipt: who merely has copies in another's parcel reads the receipt
and not what the two write to each other.
"""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_
from sqlalchemy.orm import aliased

from app.deposits.discrepancies.models import Discrepancy, ReplacementPromise, Settlement
from app.deposits.receiving.models import Receipt
from app.deposits.receiving.queries.receipts import received_within
from app.domain.actor import Actor
from app.domain.discrepancies import REPLACEABLE, Outcome, Standing
from app.policy.permissions import Permission
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
    return or_(
        false(), *(received_within(reach, actor) for reach in reaches(actor, Permission.DISCREPANCY_READ))
    )
