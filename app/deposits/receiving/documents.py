"""What a receipt act says."""

from app.deposits.consignments.documents import party, work_of
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.queries.receipts import ReceiptRecord, ReceiptRow, obligations_met
from app.domain.documents import (
    Check,
    Discrepancy,
    Letterhead,
    Party,
    ReceiptActLine,
    ReceiptActPaper,
    RuleSetName,
    Signatory,
    Work,
)
from app.domain.receiving import DiscrepancyKind
from app.infra import clock
from app.infra.i18n import force_locale, gettext, organisation_name
from app.infra.settings import settings
from app.law.queries import rule_set_on
from app.organisations.models import Organisation
from app.publications.models import Release

# No rule set says yet how long a library keeps what goes back, nor how long a depositor may object.
RETURN_DAYS = 30
OBJECTION_DAYS = 10

_FAULTS = {
    DiscrepancyKind.DAMAGED: Discrepancy.DAMAGED,
    DiscrepancyKind.DEFECTIVE: Discrepancy.DEFECTIVE,
    DiscrepancyKind.WRONG_EDITION: Discrepancy.WRONG_EDITION,
    DiscrepancyKind.SURPLUS: Discrepancy.SURPLUS,
    DiscrepancyKind.UNANNOUNCED: Discrepancy.UNANNOUNCED,
    DiscrepancyKind.ADDRESSED_ELSEWHERE: Discrepancy.UNANNOUNCED,
}
_NEVER_ON_SLIP = frozenset({Discrepancy.SURPLUS, Discrepancy.UNANNOUNCED})


def receipt_act_paper(record: ReceiptRecord, language: str) -> ReceiptActPaper:
    """Return the values of a receipt act; `record` comes from the receiving queries."""
    receipt = record.receipt
    met = obligations_met(receipt)
    rules = _rules(record, met)
    slip = receipt.consignment
    return ReceiptActPaper(
        number=receipt.number,
        issued_at=receipt.at.astimezone(clock.zone()),
        specimen=rules.hypothetical,
        rules=rules,
        letterhead=_letterhead(receipt.depository, language),
        library=organisation_name(receipt.depository, language),
        depositor=party(receipt.depositor, language) if receipt.depositor else Party(""),
        consignment=slip.code if slip else "",
        slip_on=clock.local_day(slip.created_at) if slip else None,
        lines=_lines(record, {o.release_id: _is_done(met, o.release_id) for o in met}),
        return_days=RETURN_DAYS,
        objection_days=OBJECTION_DAYS,
        signatory=Signatory(receipt.depository.head_post, receipt.depository.head_name),
        check=_check(receipt.verification_code),
    )


def _lines(record: ReceiptRecord, done: dict[int, bool]) -> tuple[ReceiptActLine, ...]:
    """One row for the copies of a book that are in order or missing, and one for each fault."""
    missing = {release.id: (release, copies) for release, copies in record.shortages}
    with_slip = record.receipt.consignment is not None
    lines = [_scanned_line(row, missing, done, with_slip=with_slip) for row in record.rows]
    lines += [
        ReceiptActLine(work_of(release), copies, 0, 0, Discrepancy.SHORT, fulfilled=False)
        for release, copies in missing.values()
    ]
    return tuple(lines)


def _scanned_line(
    row: ReceiptRow, missing: dict[int, tuple[Release, int]], done: dict[int, bool], *, with_slip: bool
) -> ReceiptActLine:
    fault = _FAULTS[DiscrepancyKind(row.discrepancy)] if row.discrepancy else Discrepancy.NONE
    if row.release is None:
        return ReceiptActLine(Work(row.note, "und"), 0, row.copies, 0, fault, fulfilled=None)
    # What is missing of a book stands in the row of its good copies, beside those that came.
    short = missing.pop(row.release.id)[1] if not row.discrepancy and row.release.id in missing else 0
    on_slip = row.copies if with_slip and fault not in _NEVER_ON_SLIP else 0
    return ReceiptActLine(
        work_of(row.release),
        on_slip + short,
        row.copies,
        row.counted,
        Discrepancy.SHORT if short else fault,
        row.note,
        done.get(row.release.id),
    )


def _is_done(met: list[Obligation], release_id: int) -> bool:
    return not any(obligation.open for obligation in met if obligation.release_id == release_id)


def _rules(record: ReceiptRecord, met: list[Obligation]) -> RuleSetName:
    """The rules under which the copies are owed; where nothing counted, those in force on that day."""
    if met:
        adopted = met[0].rule_set
        return RuleSetName(adopted.code, adopted.version, adopted.hypothetical)
    in_force = rule_set_on(clock.local_day(record.receipt.at))
    if in_force is None:
        return RuleSetName("", "", hypothetical=settings().hypothetical_law)
    return RuleSetName(in_force.code, in_force.version, in_force.hypothetical)


def _letterhead(library: Organisation, language: str) -> Letterhead:
    with force_locale(language):
        above = gettext("Depository library")
    contacts = tuple(part for part in (library.address, library.phone, library.email) if part)
    return Letterhead(above, organisation_name(library, language), contacts)


def _check(code: str) -> Check:
    address = f"{settings().public_url}/t"
    url = f"{address}/{code.replace('-', '')}".upper()
    return Check(code, url, address.split("://", 1)[-1])
