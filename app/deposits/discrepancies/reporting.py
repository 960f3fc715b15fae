"""Reports follow receipts: a receipt makes its report, what it brings settles older ones, a reversal undoes
that."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import select

from app.deposits.discrepancies.models import Discrepancy, Settlement
from app.deposits.discrepancies.replacing import made_good_by
from app.deposits.receiving.models import Decision, Receipt, ReceiptLine, Scan, Shortage
from app.domain.discrepancies import Outcome
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
    """What the receipt had brought is lacking again, and what was decided before it came stands anew; its own
    report falls with it."""
    brought = select(Settlement).where(
        Settlement.receipt_id == event.subjects[0].id, Settlement.ended_at.is_(None)
    )
    for settlement in session().scalars(brought).all():
        settlement.ended_at = event.at
        session().flush()
        _decide_again(settlement)


def _decide_again(replaced: Settlement) -> None:
    """What the replacement had ended stands as it was decided then; the ended row stays beside it."""
    ended_by_it = select(Settlement).where(
        Settlement.discrepancy_id == replaced.discrepancy_id,
        Settlement.ended_at == replaced.at,
        Settlement.id < replaced.id,
    )
    earlier = session().scalar(ended_by_it.order_by(Settlement.id.desc()).limit(1))
    if earlier is not None:
        again = Settlement(discrepancy_id=earlier.discrepancy_id, outcome=earlier.outcome, note=earlier.note)
        again.at, again.by_id = earlier.at, earlier.by_id
        session().add(again)
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
    for lack_id in made_good_by(receipt):
        standing = select(Settlement).where(
            Settlement.discrepancy_id == lack_id, Settlement.ended_at.is_(None)
        )
        for earlier in session().scalars(standing):
            earlier.ended_at = event.at
        session().flush()
        _settle(lack_id, Outcome.REPLACED, event, receipt_id=receipt.id)


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
