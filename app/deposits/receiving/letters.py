"""Letters about a parcel: to its depositor the receipt with all that was wrong, to others what of theirs was
in it, to all of them that a receipt was taken back."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.accounts.organisation_letters import write_to
from app.deposits.receiving.credits import Credit, credits_of, not_of_sender, of_each
from app.deposits.receiving.models import Receipt, ReceiptLine, Shortage
from app.domain.events import Event
from app.domain.receiving import DiscrepancyKind
from app.infra.addresses import public_address
from app.infra.db import session
from app.infra.i18n import lazy_gettext as _
from app.organisations.models import Organisation
from app.publications.models import Publication, Release
from app.publications.queries import full_title


class Fault(NamedTuple):
    """So many copies with a fault; `title` None: nobody registered the book, `note` holds its number."""

    kind: str
    title: str | None
    note: str
    copies: int


def tell_of_receipt(event: Event) -> None:
    """Tell of a receipt just made, with the address of its act: the depositor of the parcel, if it is known,
    and everybody else towards whose obligations copies in it count."""
    receipt = _receipt(event.subjects[0].id)
    credited = credits_of(receipt.id)
    others = not_of_sender(receipt, credited)
    if receipt.depositor is not None:
        counted = _copies(credited)
        _tell_sender(receipt, receipt.depositor, counted - _copies(others), _copies(others), event.at)
    for depositor, of_theirs in of_each(others):
        write_to(
            depositor,
            _("Copies that you owe came in another parcel"),
            "mail/receiving/credited.txt",
            at=event.at,
            receipt=receipt,
            counted=_copies(of_theirs),
            credited=of_theirs,
            act_url=public_address("receiving.receipt_act", number=receipt.number),
        )


def _tell_sender(
    receipt: Receipt, depositor: Organisation, counted: int, for_others: int, at: datetime
) -> None:
    faults = _faults(receipt.id)
    write_to(
        depositor,
        _("Receipt of your copies: something was not as announced")
        if faults
        else _("Receipt of your copies"),
        "mail/receiving/receipt.txt",
        at=at,
        receipt=receipt,
        counted=counted,
        for_others=for_others,
        faults=faults,
        act_url=public_address("receiving.receipt_act", number=receipt.number),
        url=public_address("discrepancies.report", number=receipt.number),
    )


def tell_of_reversal(event: Event) -> None:
    """Tell whoever was told of a receipt that it was taken back, and why."""
    original, reversal = (_receipt(subject.id) for subject in event.subjects[:2])
    others = [depositor for depositor, _credits in of_each(not_of_sender(original, credits_of(original.id)))]
    for depositor in filter(None, (original.depositor, *others)):
        write_to(
            depositor,
            _("A receipt was taken back"),
            "mail/receiving/reversal.txt",
            at=event.at,
            original=original,
            reversal=reversal,
            act_url=public_address("receiving.receipt_act", number=reversal.number),
        )


def _receipt(receipt_id: int) -> Receipt:
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
