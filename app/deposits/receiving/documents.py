"""What a receipt act and a reversal say."""

from collections import Counter
from collections.abc import Sequence

from app.deposits.consignments.documents import party, work_of
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.queries.behind import Behind, behind, obligations_met
from app.deposits.receiving.queries.receipts import ReceiptRecord
from app.deposits.receiving.queries.rows import ReceiptRow
from app.domain.documents import (
    Awaited,
    Discrepancy,
    Letterhead,
    Party,
    ReceiptActLine,
    ReceiptActPaper,
    ReversalLine,
    ReversalPaper,
    RuleSetName,
    Work,
)
from app.domain.documents.storing import facts_of
from app.infra import clock
from app.infra.i18n import force_locale, gettext, organisation_name, short_organisation_name
from app.infra.settings import settings
from app.infra.verification import check_of
from app.law.queries import rule_set_on
from app.organisations.addresses import postal_address
from app.organisations.letterheads import signatory_of
from app.organisations.models import Organisation
from app.publications.models import Release

# No rule set says yet how long a library keeps what goes back, nor how long a depositor may object.
RETURN_DAYS = 30
OBJECTION_DAYS = 10


def act_facts(record: ReceiptRecord, language: str) -> dict[str, object]:
    """Return every value that the act of a receipt or of a reversal shows now, as it is kept."""
    make = receipt_act_paper if record.reverses is None else reversal_paper
    return facts_of(make(record, language))


def receipt_act_paper(record: ReceiptRecord, language: str) -> ReceiptActPaper:
    """Return the values of a receipt act; `record` comes from the receiving queries."""
    receipt = record.receipt
    named = behind(receipt)
    rules = _rules(record, named.met)
    slip = receipt.consignment
    return ReceiptActPaper(
        number=receipt.number,
        issued_at=receipt.at.astimezone(clock.zone()),
        specimen=rules.hypothetical,
        rules=rules,
        letterhead=letterhead(receipt.depository, language),
        library=organisation_name(receipt.depository, language),
        depositor=party(receipt.depositor, language) if receipt.depositor else Party(""),
        consignment=slip.code if slip else _without_slip(record, language),
        slip_on=clock.local_day(slip.created_at) if slip else None,
        lines=_lines(record, named, language),
        return_days=RETURN_DAYS,
        objection_days=OBJECTION_DAYS,
        signatory=signatory_of(receipt.depository, language),
        check=check_of(receipt.verification_code),
        passed_on=slip is not None and slip.is_transfer,
    )


def reversal_paper(record: ReceiptRecord, language: str) -> ReversalPaper:
    """Return the values of the act by which a receipt is taken back; `record` is that of a reversal.

    Raises:
        ValueError: it is none.
    """
    receipt, original = record.receipt, record.reverses
    if original is None:
        raise ValueError("only a reversal takes a receipt back")
    rules = _rules(record, obligations_met(receipt))
    return ReversalPaper(
        number=receipt.number,
        issued_at=receipt.at.astimezone(clock.zone()),
        specimen=rules.hypothetical,
        rules=rules,
        letterhead=letterhead(receipt.depository, language),
        library=organisation_name(receipt.depository, language),
        depositor=party(receipt.depositor, language) if receipt.depositor else Party(""),
        consignment=receipt.consignment.code if receipt.consignment else "",
        receipt=original.number,
        receipt_on=clock.local_day(original.at),
        reason=receipt.reason,
        lines=tuple(
            ReversalLine(_work(row), copies=-row.copies, counted=-row.counted) for row in record.rows
        ),
        signatory=signatory_of(receipt.depository, language),
        check=check_of(receipt.verification_code),
    )


def _work(row: ReceiptRow) -> Work:
    return work_of(row.release) if row.release is not None else Work(row.note, "und")


def _lines(record: ReceiptRecord, named: Behind, language: str) -> tuple[ReceiptActLine, ...]:
    """One row for the copies of a book that are in order or missing, and one for each fault."""
    missing = {release.id: (release, copies) for release, copies in record.shortages}
    lines = [_scanned_line(row, missing, named, language) for row in record.rows]
    lines += [
        ReceiptActLine(
            work_of(release),
            copies,
            0,
            0,
            Discrepancy.SHORT,
            left_open=_ids(named.left_open(release.id, None)),
            awaited=_awaited(named.awaited(release.id, None), language),
        )
        for release, copies in missing.values()
    ]
    return (*lines, *_came_otherwise(record, named, language))


def _came_otherwise(record: ReceiptRecord, named: Behind, language: str) -> list[ReceiptActLine]:
    """One row for the copies of a book that had come in one other arrival, and are not missing. What only
    lies set aside there is owed still."""
    copies = Counter((came.release, came.receipt, came.slip, came.set_aside) for came in record.otherwise)
    with force_locale(language):
        return [
            ReceiptActLine(
                work_of(release),
                number,
                0,
                0,
                note=_how_it_came(receipt, slip, set_aside=set_aside),
                left_open=_ids(named.left_open(release.id, None) if set_aside else ()),
            )
            for (release, receipt, slip, set_aside), number in copies.items()
        ]


def _how_it_came(receipt: str | None, slip: str | None, *, set_aside: bool) -> str:
    if set_aside:
        return gettext("set aside at another library, receipt %(number)s", number=receipt or "")
    if receipt is not None:
        return gettext("came otherwise, receipt %(number)s", number=receipt)
    if slip is not None:
        return gettext("came otherwise, in parcel %(code)s", code=slip)
    return gettext("came otherwise, without a slip")


def _scanned_line(
    row: ReceiptRow, missing: dict[int, tuple[Release, int]], named: Behind, language: str
) -> ReceiptActLine:
    fault = Discrepancy(row.discrepancy) if row.discrepancy else Discrepancy.NONE
    if row.release is None:
        return ReceiptActLine(
            _work(row), 0, row.copies, 0, fault, _decision(row, language), returned=row.returned
        )
    # What is missing of a book stands in the row of its good copies, beside those that came.
    short = missing.pop(row.release.id)[1] if not row.discrepancy and row.release.id in missing else 0
    # What is missing or faulty may be for any library that the slip names; what counts is for this one.
    library = row.held_for.id if row.held_for is not None else named.receipt.depository_id
    book = (row.release.id, library if row.counted and not short else None)
    owed = bool(row.counted or row.announced)
    return ReceiptActLine(
        _work(row),
        row.announced + short,
        row.copies,
        row.counted,
        Discrepancy.SHORT if short else fault,
        _note(row, language),
        fulfilled=_ids(named.fulfilled(*book) if row.counted else ()),
        left_open=_ids(named.left_open(*book) if owed else ()),
        returned=row.returned,
        awaited=_awaited(named.awaited(*book) if owed else (), language),
    )


def _ids(obligations: Sequence[Obligation]) -> frozenset[int]:
    return frozenset(one.id for one in obligations)


def _awaited(obligations: Sequence[Obligation], language: str) -> tuple[Awaited, ...]:
    return tuple(Awaited(one.id, organisation_name(one.depository, language)) for one in obligations)


def _note(row: ReceiptRow, language: str) -> str:
    said = _decision(row, language)
    if row.held_for is not None:
        library = short_organisation_name(row.held_for, language)
        with force_locale(language):
            said = gettext("to be passed on to: %(library)s", library=library)
    return ". ".join(filter(None, (said, row.note)))


def _decision(row: ReceiptRow, language: str) -> str:
    """What the desk decided about copies that are not in order."""
    with force_locale(language):
        if row.accepted:
            return gettext("accepted by the library")
        return gettext("goes back") if row.returned else ""


def _rules(record: ReceiptRecord, met: Sequence[Obligation]) -> RuleSetName:
    """The rules under which the copies are owed; where nothing counted, those in force on that day."""
    if met:
        adopted = met[0].rule_set
        return RuleSetName(adopted.code, adopted.version, adopted.hypothetical)
    in_force = rule_set_on(clock.local_day(record.receipt.at))
    if in_force is None:
        return RuleSetName("", "", hypothetical=settings().hypothetical_law)
    return RuleSetName(in_force.code, in_force.version, in_force.hypothetical)


def _without_slip(record: ReceiptRecord, language: str) -> str:
    """What stands in place of the code of a slip; nothing lets the paper say that there was none."""
    if not record.of_file:
        return ""
    with force_locale(language):
        return gettext("delivered as a file")


def letterhead(library: Organisation, language: str) -> Letterhead:
    """Return a library as it speaks on its papers."""
    with force_locale(language):
        above = gettext("Depository library")
    contacts = tuple(
        part for part in (postal_address(library, language), library.phone, library.email) if part
    )
    return Letterhead(above, organisation_name(library, language), contacts)
