"""Letters about a receipt to whom it concerns beside the depositor of the parcel: those whose copies somebody
else brought, and the library that passed copies on."""

from collections.abc import Iterator, Sequence

from app.accounts.organisation_letters import write_to
from app.deposits.receiving.awaiting import replacement_awaited
from app.deposits.receiving.credits import present_id
from app.deposits.receiving.letters import (
    faults_among,
    lines_with_titles,
    passed_on,
    receipt_in_letter,
    subject_with,
)
from app.deposits.receiving.models import Receipt, ReceiptLine
from app.deposits.receiving.queries.missed import missed_in
from app.deposits.receiving.queries.owners import owners_in
from app.domain.events import Event
from app.infra.addresses import public_address
from app.infra.db import session
from app.infra.i18n import lazy_gettext as _
from app.organisations.models import Organisation


def tell_others_of_receipt(event: Event) -> None:
    """Tell each depositor whose copies somebody else brought, or nobody known, what became of these; and the
    library that passed copies on what the last library says of them."""
    receipt = receipt_in_letter(event.subjects[0].id)
    _tell_owners(receipt, event)
    if passed_on(receipt) and receipt.depositor is not None:
        _tell_collector(receipt, receipt.depositor, event)


def tell_others_of_reversal(event: Event) -> None:
    """Tell them that the receipt was taken back, and why."""
    original, reversal = (receipt_in_letter(subject.id) for subject in event.subjects[:2])
    told = [
        (owner, "mail/receiving/own_copies_again.txt", _page(reversal)) for owner, _lines in _owners(reversal)
    ]
    if passed_on(original) and original.depositor is not None:
        told.append((original.depositor, "mail/receiving/passed_on_again.txt", _transfer(original)))
    for organisation, template, url in told:
        write_to(
            organisation,
            _("A receipt was taken back"),
            template,
            at=event.at,
            original=original,
            reversal=reversal,
            passed_on=passed_on(original),
            url=url,
        )


def _tell_owners(receipt: Receipt, event: Event) -> None:
    for owner, lines in _owners(receipt):
        faults = faults_among(lines)
        write_to(
            owner,
            subject_with(faults),
            "mail/receiving/own_copies.txt",
            at=event.at,
            receipt=receipt,
            passed_on=passed_on(receipt),
            counted=_copies(line for line in lines if line.obligation_id is not None),
            held=_copies(line for line in lines if line.held_for_id is not None),
            faults=faults,
            lacking=replacement_awaited(receipt.id, ReceiptLine.id.in_([line.id for line in lines])),
            url=_page(receipt),
            report_url=public_address("discrepancies.report", number=receipt.number),
        )


def _tell_collector(receipt: Receipt, collector: Organisation, event: Event) -> None:
    lines = lines_with_titles(ReceiptLine.receipt_id == receipt.id)
    missing = missed_in(receipt)
    write_to(
        collector,
        _("Receipt of copies that you passed on"),
        "mail/receiving/passed_on.txt",
        at=event.at,
        receipt=receipt,
        counted=_copies(line for line in lines if line.obligation_id is not None),
        faults=faults_among(lines),
        missing=missing,
        short=sum(row.copies for row in missing),
        url=_transfer(receipt),
        report_url=public_address("discrepancies.report", number=receipt.number),
    )


def _owners(receipt: Receipt) -> Iterator[tuple[Organisation, Sequence[ReceiptLine]]]:
    for owner_id, line_ids in sorted(owners_in(receipt.id).items()):
        owner = session().get_one(Organisation, owner_id)
        if present_id(owner) != present_id(receipt.depositor):
            yield owner, lines_with_titles(ReceiptLine.id.in_(line_ids))


def _copies(lines: Iterator[ReceiptLine]) -> int:
    return sum(line.copies for line in lines)


def _page(receipt: Receipt) -> str:
    return public_address("receiving.receipt", number=receipt.number)


def _transfer(receipt: Receipt) -> str:
    code = receipt.consignment.code if receipt.consignment else ""
    return public_address("passing.show", code=code)
