"""What did not come of a transfer: which books, and which labels lie with its sender again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import case, func, select

from app.deposits.consignments.models import Consignment, ConsignmentLine, Copy
from app.deposits.receiving.models import Arrival, Receipt, ReceiptLine, Scan, Shortage
from app.deposits.receiving.places import LIES, current_line
from app.infra.db import session
from app.publications.models import Publication, Release
from app.publications.queries import full_title


class Missed(NamedTuple):
    """So many copies towards an obligation that did not come; `codes`: those of them that lie with the sender
    again and were not sent anew."""

    obligation_id: int
    title: str
    copies: int
    codes: tuple[str, ...]


def missed_in(receipt: Receipt) -> list[Missed]:
    """What the parcel of a receipt announced and did not hold, by title."""
    copies = func.sum(Shortage.copies)
    short = (
        select(Shortage.obligation_id, full_title(), copies)
        .join(Release, Release.id == Shortage.release_id)
        .join(Publication, Publication.id == Release.publication_id)
        .where(Shortage.receipt_id == receipt.id)
        .group_by(Shortage.obligation_id, Release.id, Publication.id)
        .order_by(Shortage.obligation_id)
    )
    rows = session().execute(short).all()
    codes = _with_sender(receipt) if rows else {}
    return [Missed(*row, tuple(codes.get(row[0], ()))) for row in rows]


class Found(NamedTuple):
    """What a receipt says of its parcel: by release how many copies count, and the faults of those that do
    not, each with its copies. A book that nobody has registered is named by what was scanned of it."""

    counted: Mapping[int | None, int]
    faults: Mapping[tuple[int | None, str], Sequence[tuple[str, int]]]


def found_in(receipt: Receipt) -> Found:
    """What was found of the parcel of a receipt; what did not come is told by `missed_in`."""
    counts = ReceiptLine.handed_over_for.is_not(None)
    unknown = case((ReceiptLine.release_id.is_(None), Scan.text), else_="").label("unknown")
    columns = (ReceiptLine.release_id, unknown, ReceiptLine.discrepancy, counts.label("counts"))
    lines = (
        select(*columns, ReceiptLine.copies.label("copies"))
        .outerjoin(Scan, Scan.id == ReceiptLine.scan_id)
        .where(ReceiptLine.receipt_id == receipt.id)
        .subquery()
        .c
    )
    book = (lines.release_id, lines.unknown, lines.discrepancy, lines.counts)
    counted, faults = Counter[int | None](), dict[tuple[int | None, str], list[tuple[str, int]]]()
    for release_id, text, fault, counting, copies in session().execute(
        select(*book, func.sum(lines.copies)).group_by(*book).order_by(lines.release_id.is_(None), *book[:3])
    ):
        if counting:
            counted[release_id] += copies
        else:
            faults.setdefault((release_id, text or ""), []).append((fault, copies))
    return Found(counted, faults)


def receipt_of_parcel(consignment_id: int) -> Receipt | None:
    """Return the receipt of a parcel that stands."""
    taken_back = select(Receipt.reverses_id).where(Receipt.reverses_id.is_not(None))
    statement = select(Receipt).where(
        Receipt.consignment_id == consignment_id,
        Receipt.reverses_id.is_(None),
        Receipt.id.not_in(taken_back.where(Receipt.consignment_id == consignment_id)),
    )
    return session().scalar(statement.order_by(Receipt.id.desc()).limit(1))


def _with_sender(receipt: Receipt) -> dict[int, list[str]]:
    lying = (
        select(ConsignmentLine.obligation_id, Copy.code)
        .select_from(Scan)
        .join(Copy, Copy.id == Scan.copy_id)
        .join(ConsignmentLine, ConsignmentLine.id == current_line())
        .join(Consignment, Consignment.id == ConsignmentLine.consignment_id)
        .join(Arrival, Arrival.id == Scan.arrival_id)
        .where(
            Consignment.id == receipt.consignment_id, Arrival.depository_id == Consignment.depositor_id, LIES
        )
        .order_by(Copy.id)
    )
    found: dict[int, list[str]] = {}
    for obligation_id, code in session().execute(lying):
        found.setdefault(obligation_id, []).append(code)
    return found
