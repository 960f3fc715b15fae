"""Which discrepancies an actor may read, and how far each is, as conditions of a query.

A report belongs to the two sides of its receipt. Whose copies came in another's parcel reads what was wrong
with these, and not what the two write to each other. Where nobody known sent it, or a library passed it on,
those whose copies are in it stand on the sender's side, each for his own; of what did not come of a transfer,
the library that sent it.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_, select, tuple_, union
from sqlalchemy.orm import aliased

from app.deposits.consignments.models import Consignment
from app.deposits.discrepancies.models import Discrepancy, ReplacementPromise, ReportMessage, Settlement
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.awaiting import awaited
from app.deposits.receiving.models import Receipt, ReceiptLine, Shortage
from app.deposits.receiving.queries.owners import meant_for
from app.deposits.receiving.queries.receipts import on_a_side, own_lines
from app.domain.actor import Actor
from app.domain.discrepancies import REPLACEABLE, Outcome, Standing
from app.domain.receiving import DiscrepancyKind
from app.policy.permissions import Permission
from app.policy.predicates import Reach
from app.policy.table import reaches

_reversal = aliased(Receipt)

WITHDRAWN = exists().where(_reversal.reverses_id == Receipt.id)
SETTLEMENT = and_(Settlement.discrepancy_id == Discrepancy.id, Settlement.ended_at.is_(None))
PROMISE = and_(ReplacementPromise.discrepancy_id == Discrepancy.id, ReplacementPromise.ended_at.is_(None))

_UNDECIDED = Settlement.outcome.is_(None)
_OFFERED = Settlement.outcome.is_not_distinct_from(Outcome.OFFERED)
_LACKING = and_(or_(_UNDECIDED, Settlement.outcome == Outcome.RETURNED), Discrepancy.kind.in_(REPLACEABLE))

UNSETTLED = and_(not_(WITHDRAWN), or_(_UNDECIDED, _OFFERED, _LACKING))
"""No decision and no later copy has ended it."""

OPEN = and_(
    not_(WITHDRAWN),
    or_(
        and_(_UNDECIDED, Discrepancy.kind != DiscrepancyKind.SHORT),
        _OFFERED,
        and_(_LACKING, awaited(Discrepancy.release_id)),
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


OF_TRANSFER = Receipt.consignment_id.in_(select(Consignment.id).where(Consignment.is_transfer))
"""A library passed the parcel on, to whose copies it is a stranger."""


def discrepancies_within_reach(actor: Actor) -> ColumnElement[bool]:
    """The condition on discrepancies, joined with their receipt, that the actor may read them."""
    return or_(on_a_side(actor, Permission.DISCREPANCY_READ), _about(_own(actor)), _missed_of(actor))


def messages_within_reach(actor: Actor) -> ColumnElement[bool]:
    """The condition on messages, joined with their receipt, that the actor may read them."""
    own = or_(_about(_own(actor)), _missed_of(actor))
    reported = Receipt.id.in_(select(Discrepancy.receipt_id).where(own).correlate(Receipt))
    said = or_(
        ReportMessage.organisation_id == Receipt.depository_id,
        ReportMessage.organisation_id.in_(actor.organisation_ids),
    )
    stands_in = and_(or_(Receipt.depositor_id.is_(None), OF_TRANSFER), reported, said)
    return or_(on_a_side(actor, Permission.DISCREPANCY_READ), stands_in)


def _missed_of(actor: Actor) -> ColumnElement[bool]:
    """The condition that copies did not come which the actor's library had passed on: it looks for them, and
    nobody else can say where they are. Of parcels that a library sends there are only transfers."""
    if (
        Reach.AS_DEPOSITORY not in reaches(actor, Permission.DISCREPANCY_READ)
        or actor.organisation_id is None
    ):
        return false()
    return and_(Receipt.depositor_id == actor.organisation_id, Discrepancy.kind == DiscrepancyKind.SHORT)


def lacking_for(obligation_ids: Collection[int]) -> ColumnElement[bool]:
    """The condition on discrepancies that copies for one of these obligations did not come, or were not in
    order, whoever sent the parcel and wherever it came."""
    missing = exists().where(
        Shortage.receipt_id == Discrepancy.receipt_id,
        Shortage.release_id == Discrepancy.release_id,
        Shortage.obligation_id.in_(obligation_ids),
    )
    faulty = union(*(lines.where(Obligation.id.in_(obligation_ids)) for lines in meant_for(ReceiptLine.id)))
    short = Discrepancy.kind == DiscrepancyKind.SHORT
    return or_(and_(short, missing), _about(ReceiptLine.id.in_(faulty)))


def _own(actor: Actor) -> ColumnElement[bool]:
    return own_lines(actor, Permission.DISCREPANCY_READ)


def _about(lines: ColumnElement[bool]) -> ColumnElement[bool]:
    faulty = select(ReceiptLine.receipt_id, ReceiptLine.release_id, ReceiptLine.discrepancy).where(
        lines, ReceiptLine.discrepancy != ""
    )
    return tuple_(Discrepancy.receipt_id, Discrepancy.release_id, Discrepancy.kind).in_(faulty)
