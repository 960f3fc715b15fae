"""Whose copies the lines of a receipt are, whoever sent the parcel.

A copy that counts, or is held, is its obligation's. One that counts for nothing is that of who printed its
label; without a label, in what a library passed on, of whom the transfer names for its book.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import CompoundSelect, Select, and_, func, select, union

from app.deposits.consignments.models import Consignment, ConsignmentLine, Copy
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Receipt, ReceiptLine, Scan
from app.domain.receiving import Condition
from app.infra.db import session

# One expression of both: the index of either would lead through nearly every line of the country.
_COUNTS_FOR_NOTHING = func.coalesce(ReceiptLine.obligation_id, ReceiptLine.held_for_id).is_(None)
# Such a scan does not take the copy, which may be counted where it belongs: only its text names the label.
_ELSEWHERE = and_(Scan.condition == Condition.ADDRESSED_ELSEWHERE, Scan.copy_id.is_(None))

# The release is compared too, so that the lines are found by its index and not by reading all scans.
_NAMED = and_(Obligation.id == ConsignmentLine.obligation_id, Obligation.release_id == ReceiptLine.release_id)


def lines_of(depositor_ids: Collection[int]) -> CompoundSelect[int]:
    """The receipt lines that hold copies of these depositors, as identifiers."""
    owned = _owned(ReceiptLine.id)
    return union(*(several.where(Obligation.depositor_id.in_(depositor_ids)) for several in owned))


def owners_in(receipt_id: int) -> Mapping[int, Collection[int]]:
    """By depositor whose copies are in a receipt, the lines that hold them."""
    columns = Obligation.depositor_id, ReceiptLine.id
    here = ReceiptLine.receipt_id == receipt_id, Obligation.depositor_id.is_not(None)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for depositor_id, line_id in session().execute(union(*(s.where(*here) for s in _owned(*columns)))):
        found[depositor_id].add(line_id)
    return found


def meant_for(*columns: Any) -> list[Select[Any]]:
    """Statements over receipt lines that count for nothing, each with an obligation for which the copy was
    meant: that of its label; without a label, any that the parcel's slip names for its book."""
    return [*_labelled(*columns), _on_slip(*columns)]


def _owned(*columns: Any) -> list[Select[Any]]:
    """Statements over receipt lines, each with the obligation that tells whose they are."""
    lines = select(*columns).select_from(ReceiptLine)
    passed_on = _on_slip(*columns).join(Consignment, Consignment.id == ConsignmentLine.consignment_id)
    return [
        lines.join(Obligation, Obligation.id == ReceiptLine.obligation_id),
        lines.join(Obligation, Obligation.id == ReceiptLine.held_for_id),
        *_labelled(*columns),
        passed_on.where(Consignment.is_transfer),
    ]


def _labelled(*columns: Any) -> list[Select[Any]]:
    lines = select(*columns).select_from(ReceiptLine).join(Scan, Scan.id == ReceiptLine.scan_id)
    return [
        lines.join(Copy, by_label)
        .join(ConsignmentLine, ConsignmentLine.id == Copy.line_id)
        .join(Obligation, _NAMED)
        .where(_COUNTS_FOR_NOTHING)
        for by_label in (Copy.id == Scan.copy_id, and_(_ELSEWHERE, Copy.code == Scan.text))
    ]


def _on_slip(*columns: Any) -> Select[Any]:
    lines = select(*columns).select_from(ReceiptLine).join(Scan, Scan.id == ReceiptLine.scan_id)
    return (
        lines.join(Receipt, Receipt.id == ReceiptLine.receipt_id)
        .join(ConsignmentLine, ConsignmentLine.consignment_id == Receipt.consignment_id)
        .join(Obligation, _NAMED)
        .where(_COUNTS_FOR_NOTHING, Scan.copy_id.is_(None), ~_ELSEWHERE)
    )
