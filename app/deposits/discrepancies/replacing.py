"""What a receipt makes good of what was lacking before: here, or at the library that was to pass it on.

A copy makes good what was lacking of the obligation for which it is taken in, whoever sent either parcel.
Where nobody can say for which obligation a faulty copy was, a later one of the same sender replaces it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import and_, func, literal, or_, select

from app.deposits.discrepancies.models import Discrepancy, Settlement
from app.deposits.discrepancies.scope import SETTLEMENT, UNSETTLED, lacking_for
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Receipt, ReceiptLine, Shortage
from app.deposits.receiving.queries.owners import meant_for, owners_in
from app.domain.discrepancies import REPLACEABLE, Lack, Lacking, replaced_by
from app.domain.receiving import DiscrepancyKind
from app.infra.db import session


class _Reported(NamedTuple):
    id: int
    receipt_id: int
    release_id: int
    kind: DiscrepancyKind
    copies: int
    depository_id: int


class _Meant(NamedTuple):
    """Copies, told apart by `key`, and an obligation for which they may have been."""

    receipt_id: int
    release_id: int
    kind: str
    key: int
    copies: int
    obligation_id: int
    depository_id: int
    open: bool
    held: int
    cancelled: bool


_OBLIGATION = (
    Obligation.id,
    Obligation.depository_id,
    Obligation.open,
    Obligation.held,
    Obligation.cancelled_at.is_not(None),
)


def made_good_by(receipt: Receipt) -> Sequence[int]:
    """Return the discrepancies of earlier receipts that this one makes good, and lock them."""
    came = _came(receipt.id)
    reported = _reported_before(receipt, came) if came else []
    if not reported:
        return ()
    meant, of_book = _meant(reported), _of_books(receipt, came)
    lacks = []
    for row in reported:
        copies = meant.get((row.receipt_id, row.release_id, row.kind), {}).values()
        if row.depository_id == receipt.depository_id:
            lacks.append(Lack(row.id, tuple(_parts_here(row, copies, of_book.get(row.release_id, {})))))
        elif _is_plain(row, copies, came):
            lacks.append(Lack(row.id, tuple(_known_parts(row, copies))))
    return replaced_by(came, lacks)


def _came(receipt_id: int) -> dict[int, int]:
    """By obligation the copies that are taken in for it, here or for another library."""
    towards = ReceiptLine.handed_over_for
    statement = select(towards, func.sum(ReceiptLine.copies)).group_by(towards)
    taken_in = statement.where(ReceiptLine.receipt_id == receipt_id, towards.is_not(None))
    return {obligation_id: copies for obligation_id, copies in session().execute(taken_in) if obligation_id}


def _reported_before(receipt: Receipt, came: Collection[int]) -> list[_Reported]:
    """What may be made good, the oldest first. What a library passes on makes nothing good there: it lay
    there all the time."""
    statement = (
        select(
            Discrepancy.id,
            Discrepancy.receipt_id,
            Discrepancy.release_id,
            Discrepancy.kind,
            Discrepancy.copies,
            Receipt.depository_id,
        )
        .join(Receipt, Receipt.id == Discrepancy.receipt_id)
        .outerjoin(Settlement, SETTLEMENT)
        .where(
            or_(
                and_(
                    Receipt.depository_id == receipt.depository_id,
                    Receipt.depositor_id == receipt.depositor_id,
                ),
                and_(Receipt.depository_id != receipt.depositor_id, lacking_for(came)),
            ),
            Receipt.id < receipt.id,
            Discrepancy.release_id.in_(select(Obligation.release_id).where(Obligation.id.in_(came))),
            Discrepancy.kind.in_(REPLACEABLE),
            UNSETTLED,
        )
        .order_by(Discrepancy.id)
        .with_for_update(of=Discrepancy)
    )
    return [_Reported._make(row) for row in session().execute(statement)]


def _meant(reported: Iterable[_Reported]) -> Mapping[tuple[int, int, str], Mapping[int, list[_Meant]]]:
    """By receipt, release and fault the copies, each with the obligations for which it may have been."""
    receipts = {row.receipt_id for row in reported}
    short = literal(DiscrepancyKind.SHORT.value)
    missing = (
        select(
            Shortage.receipt_id, Shortage.release_id, short, Shortage.id, Shortage.copies, *_OBLIGATION
        ).join(Obligation, Obligation.id == Shortage.obligation_id)
        .where(Shortage.receipt_id.in_(receipts))
    )  # fmt: skip
    lines = meant_for(
        ReceiptLine.receipt_id, ReceiptLine.release_id, ReceiptLine.discrepancy, ReceiptLine.id,
        ReceiptLine.copies, *_OBLIGATION,
    )  # fmt: skip
    faulty = (
        some.where(ReceiptLine.receipt_id.in_(receipts), ReceiptLine.discrepancy != "") for some in lines
    )
    found: dict[tuple[int, int, str], dict[int, list[_Meant]]] = {}
    for row in session().execute(missing.union_all(*faulty)):
        one = _Meant._make(row)
        of_fault = found.setdefault((one.receipt_id, one.release_id, one.kind), {})
        of_fault.setdefault(one.key, []).append(one)
    return found


def _of_books(receipt: Receipt, came: Collection[int]) -> Mapping[int, Mapping[int, bool]]:
    """By release the obligations of which a copy came here, or could have come from these; whether each is
    owed still."""
    release_ids = select(Obligation.release_id).where(Obligation.id.in_(came))
    depositors = {receipt.depositor_id, *owners_in(receipt.id)} - {None}
    statement = select(Obligation.release_id, Obligation.id, Obligation.open).where(
        Obligation.release_id.in_(release_ids),
        Obligation.depository_id == receipt.depository_id,
        or_(Obligation.depositor_id.in_(depositors), Obligation.id.in_(came)),
        Obligation.cancelled_at.is_(None),
    )
    found: dict[int, dict[int, bool]] = {}
    for release_id, obligation_id, is_open in session().execute(statement):
        found.setdefault(release_id, {})[obligation_id] = is_open
    return found


def _parts_here(
    row: _Reported, copies: Collection[Sequence[_Meant]], of_book: Mapping[int, bool]
) -> Iterator[Lacking]:
    """What was lacking at the library of the receipt: any copy of the book replaces what was for no
    obligation that is known and stands."""
    known = list(_known_parts(row, copies))
    yield from known
    rest = row.copies - sum(part.copies for part in known)
    if rest > 0:
        yield Lacking(frozenset(of_book), rest, owed=any(of_book.values()))


def _known_parts(row: _Reported, copies: Collection[Sequence[_Meant]]) -> Iterator[Lacking]:
    """What was for obligations that are known and stand. One book may stand in several rows of a report, so
    no row is given more than it says."""
    rest = row.copies
    for meant in copies:
        number = min(rest, meant[0].copies)
        if number and not all(one.cancelled for one in meant):
            yield _part(row, meant, number)
            rest -= number


def _is_plain(row: _Reported, copies: Collection[Sequence[_Meant]], came: Collection[int]) -> bool:
    """Whether what another library lacked was for obligations that can be told; what is held for it has not
    come there yet."""
    return (
        sum(meant[0].copies for meant in copies) >= row.copies
        and all(len(meant) == 1 for meant in copies)
        and not any(
            one.obligation_id in came and one.depository_id == row.depository_id
            for meant in copies
            for one in meant
        )
    )


def _part(row: _Reported, meant: Sequence[_Meant], copies: int) -> Lacking:
    # What another library holds for the one that is owed has not come there yet, though nobody owes it.
    owed = any(one.open or (one.held > 0 and one.depository_id == row.depository_id) for one in meant)
    return Lacking(frozenset(one.obligation_id for one in meant), copies, owed)
