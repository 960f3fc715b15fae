"""Letters to the depositor of a parcel: its receipt with all that was wrong, and a receipt taken back.

What others hear of it whose copies are in the parcel, and the library that passed it on, is told by
`app.deposits.receiving.letters_to_others`.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from flask_babel import LazyString
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.accounts.organisation_letters import write_to
from app.deposits.receiving.credits import Credit, credits_of, not_of_sender
from app.deposits.receiving.models import Receipt, ReceiptLine, Shortage
from app.domain.events import Event
from app.domain.receiving import DiscrepancyKind
from app.infra.addresses import public_address
from app.infra.db import session
from app.infra.i18n import lazy_gettext as _
from app.publications.models import Publication, Release
from app.publications.queries import full_title


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
    faults = _faults(receipt.id)
    write_to(
        receipt.depositor,
        subject_with(faults),
        "mail/receiving/receipt.txt",
        at=event.at,
        receipt=receipt,
        counted=_copies(credited) - for_others,
        for_others=for_others,
        faults=faults,
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


def _faults(receipt_id: int) -> Sequence[Fault]:
    title = full_title().label("shown")  # another name than the column it reads
    found = (
        select(ReceiptLine.discrepancy, title, ReceiptLine.note, func.sum(ReceiptLine.copies))
        .outerjoin(Release, Release.id == ReceiptLine.release_id)
        .outerjoin(Publication, Publication.id == Release.publication_id)
        .where(ReceiptLine.receipt_id == receipt_id, ReceiptLine.discrepancy != "")
        .group_by(ReceiptLine.discrepancy, title, ReceiptLine.note)
        .order_by(title, ReceiptLine.discrepancy)
    )
    missing = (
        select(title, func.sum(Shortage.copies))
        .join(Release, Release.id == Shortage.release_id)
        .join(Publication, Publication.id == Release.publication_id)
        .where(Shortage.receipt_id == receipt_id)
        .group_by(title)
        .order_by(title)
    )
    return [
        *(Fault(DiscrepancyKind.SHORT, name, "", copies) for name, copies in session().execute(missing)),
        *(Fault(*row) for row in session().execute(found)),
    ]
