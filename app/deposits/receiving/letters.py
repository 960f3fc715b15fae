"""Letters to the depositor of a parcel: its receipt with all that was wrong, and a receipt taken back.

What others hear of it whose copies are in the parcel, and the library that passed it on, is told by
`app.deposits.receiving.letters_to_others`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from flask_babel import LazyString
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from app.accounts.organisation_letters import write_to
from app.deposits.receiving.awaiting import missing_awaited, replacement_awaited
from app.deposits.receiving.credits import Credit, credits_of, not_of_sender
from app.deposits.receiving.models import Receipt, ReceiptLine, Shortage
from app.deposits.receiving.queries.otherwise import came_before
from app.domain.events import Event
from app.domain.receiving import DiscrepancyKind
from app.infra.addresses import public_address
from app.infra.db import session
from app.infra.i18n import lazy_gettext as _
from app.publications.models import Release


class Fault(NamedTuple):
    """So many copies with a fault; `title` None: nobody registered the book, `note` holds its number."""

    kind: str
    title: str | None
    note: str
    copies: int


def tell_of_receipt(event: Event) -> None:
    """Tell the depositor of a receipt just made, with the address of its act; nobody where it is unknown."""
    receipt = receipt_in_letter(event.subjects[0].id)
    if receipt.depositor is None or passed_on(receipt):
        return
    credited = credits_of(receipt.id)
    for_others = _copies(not_of_sender(receipt, credited))
    faulty = lines_with_titles(ReceiptLine.receipt_id == receipt.id, ReceiptLine.discrepancy != "")
    faults = [*_missing(receipt.id), *faults_among(faulty)]
    write_to(
        receipt.depositor,
        subject_with(faults),
        "mail/receiving/receipt.txt",
        at=event.at,
        receipt=receipt,
        counted=_copies(credited) - for_others,
        for_others=for_others,
        faults=faults,
        otherwise=came_before(receipt),
        lacking=replacement_awaited(receipt.id) or missing_awaited(receipt.id),
        act_url=public_address("receiving.receipt_act", number=receipt.number),
        url=public_address("discrepancies.report", number=receipt.number),
    )


def tell_of_reversal(event: Event) -> None:
    """Tell the depositor that a receipt was taken back, and why."""
    original, reversal = (receipt_in_letter(subject.id) for subject in event.subjects[:2])
    if original.depositor is None or passed_on(original):
        return
    write_to(
        original.depositor,
        _("A receipt was taken back"),
        "mail/receiving/reversal.txt",
        at=event.at,
        original=original,
        reversal=reversal,
        act_url=public_address("receiving.receipt_act", number=reversal.number),
    )


def subject_with(faults: Collection[Fault]) -> LazyString:
    """Return the subject of a letter to whose copies a receipt counts, with what was wrong with them."""
    if faults:
        return _("Receipt of your copies: something was not as announced")
    return _("Receipt of your copies")


def passed_on(receipt: Receipt) -> bool:
    """Whether a library sent the parcel, which owes nothing."""
    return receipt.consignment is not None and receipt.consignment.is_transfer


def receipt_in_letter(receipt_id: int) -> Receipt:
    """Return a receipt with its parties and its parcel, read anew."""
    parties = (joinedload(Receipt.depositor), joinedload(Receipt.depository), joinedload(Receipt.consignment))
    statement = select(Receipt).where(Receipt.id == receipt_id).options(*parties)
    return session().scalars(statement.execution_options(populate_existing=True)).one()


def _copies(credited: Iterable[Credit]) -> int:
    return sum(credit.copies for credit in credited)


def lines_with_titles(*chosen: ColumnElement[bool]) -> Sequence[ReceiptLine]:
    """Return lines of receipts with their titles, in the order of their making."""
    titles = joinedload(ReceiptLine.release).joinedload(Release.publication)
    return (
        session().scalars(select(ReceiptLine).where(*chosen).options(titles).order_by(ReceiptLine.id)).all()
    )


def faults_among(lines: Iterable[ReceiptLine]) -> list[Fault]:
    """Return what was wrong with copies, those that are alike together."""
    return _alike(
        Fault(line.discrepancy, line.release.title if line.release else None, line.note, line.copies)
        for line in lines
        if line.discrepancy
    )


def _missing(receipt_id: int) -> list[Fault]:
    titles = joinedload(Shortage.release).joinedload(Release.publication)
    missing = select(Shortage).where(Shortage.receipt_id == receipt_id).options(titles)
    return _alike(
        Fault(DiscrepancyKind.SHORT, of.release.title, "", of.copies) for of in session().scalars(missing)
    )


def _alike(faults: Iterable[Fault]) -> list[Fault]:
    copies: Counter[tuple[str, str | None, str]] = Counter()
    for fault in faults:
        copies[fault[:-1]] += fault.copies
    together = (Fault(*alike, number) for alike, number in copies.items())
    return sorted(together, key=lambda fault: (fault.title or "", fault.kind, fault.note))
