"""Reports follow receipts: a receipt makes its report, what it brings settles older ones, a reversal undoes
that."""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import NamedTuple

from sqlalchemy import or_, select

from app.deposits.discrepancies.models import Discrepancy, Settlement
from app.deposits.discrepancies.scope import OPEN, SETTLEMENT, about_copies_of
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Decision, Receipt, ReceiptLine, Scan, Shortage
from app.deposits.receiving.queries.owners import owners_in
from app.domain.discrepancies import REPLACEABLE, Lack, Outcome, replaced_by
from app.domain.events import Event
from app.domain.receiving import DiscrepancyKind
from app.infra.db import session


class _Fault(NamedTuple):
    """What the copies that become one discrepancy have in common; `reason` is why they were accepted or
    returned at the desk."""

    kind: DiscrepancyKind
    release_id: int | None
    note: str
    outcome: Outcome | None
    reason: str


def receipt_confirmed(event: Event) -> None:
    """Settle what the receipt replaced, then write what was wrong with its own parcel."""
    receipt = session().get_one(Receipt, event.subjects[0].id)
    _settle_replaced(receipt, event)
    copies: Counter[_Fault] = Counter()
    for fault, number in _faults(receipt.id):
        copies[fault] += number
    for fault, number in copies.items():
        made = Discrepancy(
            receipt_id=receipt.id,
            kind=fault.kind,
            release_id=fault.release_id,
            copies=number,
            note=fault.note,
        )
        session().add(made)
        session().flush()
        if fault.outcome is not None:
            _settle(made.id, fault.outcome, event, note=fault.reason)


def receipt_reversed(event: Event) -> None:
    """What the receipt had brought is lacking again; its own report falls with it."""
    brought = select(Settlement).where(
        Settlement.receipt_id == event.subjects[0].id, Settlement.ended_at.is_(None)
    )
    for settlement in session().scalars(brought):
        settlement.ended_at = event.at
    session().flush()


def _faults(receipt_id: int) -> Iterator[tuple[_Fault, int]]:
    lines = (
        select(ReceiptLine, Scan.decision)
        .outerjoin(Scan, Scan.id == ReceiptLine.scan_id)
        .where(ReceiptLine.receipt_id == receipt_id, ReceiptLine.discrepancy != "")
        .order_by(ReceiptLine.id)
    )
    for line, decision in session().execute(lines):
        outcome = Outcome.ACCEPTED if line.obligation_id is not None else None
        if decision is Decision.RETURNED:
            outcome = Outcome.RETURNED
        unknown = line.release_id is None
        reason = line.note if outcome is not None and not unknown else ""
        kind = DiscrepancyKind(line.discrepancy)
        yield _Fault(kind, line.release_id, line.note if unknown else "", outcome, reason), line.copies
    missing = select(Shortage).where(Shortage.receipt_id == receipt_id).order_by(Shortage.id)
    for shortage in session().scalars(missing):
        yield _Fault(DiscrepancyKind.SHORT, shortage.release_id, "", None, ""), shortage.copies


def _settle_replaced(receipt: Receipt, event: Event) -> None:
    counted = select(ReceiptLine.release_id, ReceiptLine.copies).where(
        ReceiptLine.receipt_id == receipt.id, ReceiptLine.obligation_id.is_not(None)
    )
    came: Counter[int] = Counter()
    for release_id, copies in session().execute(counted):
        if release_id is not None:
            came[release_id] += copies
    lacks = _lacks(receipt, came.keys())
    if not lacks:
        return
    for lack_id in replaced_by(came, _owed_still(receipt, came.keys()), lacks):
        standing = select(Settlement).where(
            Settlement.discrepancy_id == lack_id, Settlement.ended_at.is_(None)
        )
        for earlier in session().scalars(standing):
            earlier.ended_at = event.at
        session().flush()
        _settle(lack_id, Outcome.REPLACED, event, receipt_id=receipt.id)


def _lacks(receipt: Receipt, release_ids: Collection[int]) -> list[Lack]:
    """What earlier parcels of this sender to this library lacked of these releases, the oldest first; also
    what was wrong with copies, whoever brought them, of those whose copies came now."""
    owners = owners_in(receipt.id).keys()
    statement = (
        select(Discrepancy.id, Discrepancy.release_id, Discrepancy.copies)
        .join(Receipt, Receipt.id == Discrepancy.receipt_id)
        .outerjoin(Settlement, SETTLEMENT)
        .where(
            Receipt.depository_id == receipt.depository_id,
            or_(Receipt.depositor_id == receipt.depositor_id, about_copies_of(owners)),
            Receipt.id < receipt.id,
            Discrepancy.release_id.in_(release_ids),
            Discrepancy.kind.in_(REPLACEABLE),
            OPEN,
        )
        .order_by(Discrepancy.id)
        .with_for_update(of=Discrepancy)
    )
    return [Lack(id_, release_id or 0, copies) for id_, release_id, copies in session().execute(statement)]


def _owed_still(receipt: Receipt, release_ids: Collection[int]) -> set[int]:
    statement = select(Obligation.release_id).where(
        Obligation.release_id.in_(release_ids),
        Obligation.depository_id == receipt.depository_id,
        Obligation.depositor_id.in_({receipt.depositor_id, *owners_in(receipt.id)} - {None}),
        Obligation.open,
        Obligation.cancelled_at.is_(None),
    )
    return set(session().scalars(statement))


def _settle(
    discrepancy_id: int, outcome: Outcome, event: Event, *, note: str = "", receipt_id: int | None = None
) -> None:
    session().add(
        Settlement(
            discrepancy_id=discrepancy_id,
            outcome=outcome,
            note=note,
            receipt_id=receipt_id,
            at=event.at,
            by_id=event.by.account_id,
        )
    )
    session().flush()
