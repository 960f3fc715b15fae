"""How the regions do: the share of what fell due in the last twelve months that was received in time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Subquery, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.deposits.consignments.models import Consignment
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import is_late, within_reach
from app.deposits.receiving.models import Receipt, ReceiptLine
from app.domain.actor import Actor
from app.infra import clock
from app.infra.db import session
from app.infra.zoned import local_day_of
from app.organisations.models import Region
from app.policy.permissions import Permission

TWELVE_MONTHS = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class RegionCompliance:
    """What fell due in a region, and how much of it was received in full by its day."""

    region: Region
    due: int
    in_time: int

    @property
    def percent(self) -> int:
        """The share in whole per cent, cut and not rounded: 100 means all of it."""
        return self.in_time * 100 // self.due


def compliance_by_region(actor: Actor, *, at: datetime) -> list[RegionCompliance]:
    """Each region within reach in which something fell due, the best first.

    What a request of the depositor pauses, extends or has excused counts neither way while it lacks.
    """
    today = clock.local_day(at)
    taken = _taken_in()
    last_day = func.coalesce(Obligation.extended_to, Obligation.due_on)
    in_time = and_(Obligation.handed_over >= Obligation.copies, local_day_of(taken.c.at, at=at) <= last_day)
    counted = (
        select(
            Obligation.region_soato,
            func.count().label("due"),
            func.count().filter(in_time).label("in_time"),
        )
        .outerjoin(taken, taken.c.obligation_id == Obligation.id)
        .where(
            Obligation.due_on.between(today - TWELVE_MONTHS, today - timedelta(days=1)),
            Obligation.cancelled_at.is_(None),
            Obligation.excused_at.is_(None),
            or_(Obligation.handed_over >= Obligation.copies, is_late(today)),
            Obligation.depositor_id.is_not(None),
            Obligation.event_on.is_not(None),
            Obligation.copies > 0,
            within_reach(actor, Permission.LATE_READ),
        )
        .group_by(Obligation.region_soato)
        .subquery()
    )
    rows = session().execute(
        select(Region, counted.c.due, counted.c.in_time).join(counted, counted.c.region_soato == Region.soato)
    )
    found = [RegionCompliance(region, due, in_time) for region, due, in_time in rows]
    return sorted(found, key=lambda row: (-row.percent, row.region.soato))


def _taken_in() -> Subquery:
    """The moment at which the last copy towards each obligation came in, at the library or at the one that
    collects for it; what was reversed does not count."""
    met, own = ReceiptLine.handed_over_for, Consignment.is_transfer.is_not(True)
    reversal = aliased(Receipt)
    reversed_later = exists(select(reversal.id).where(reversal.reverses_id == Receipt.id))
    return (
        select(met.label("obligation_id"), func.max(Receipt.at).label("at"))
        .join(Receipt, Receipt.id == ReceiptLine.receipt_id)
        .outerjoin(Consignment, Consignment.id == Receipt.consignment_id)
        .where(met.is_not(None), ReceiptLine.copies > 0, ~reversed_later, own)
        .group_by(met)
        .subquery("taken")
    )
