"""What the public learns of a document by its code: no name, phone or address of a person is among it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.attestations.queries import AttestationRecord, attestation_by_code
from app.compliance.cases.papers.queries import CasePaperRecord, case_paper_by_code
from app.compliance.models import Notice
from app.compliance.queries.notices import NoticeRecord, notice_by_code
from app.compliance.requests.queries.showing import DecisionRecord, decision_by_code
from app.compliance.serving.queries import effect_of, services_of
from app.deposits.inventory.stock_takes.queries import StockTakeAct, act_by_code
from app.deposits.receiving.models import Receipt
from app.deposits.receiving.queries.behind import obligations_met
from app.deposits.receiving.queries.receipts import ReceiptRecord, receipt_by_code
from app.domain.attestation import Tally
from app.domain.codes import CodeKind, parse_code
from app.domain.documents import ReferralPaper, StockTakeSum, Term
from app.domain.errors import DomainError
from app.infra import clock
from app.infra.settings import settings
from app.infra.storage import StoredFile
from app.organisations.letterheads import speaker
from app.organisations.models import Organisation, OrganisationKind
from app.publications.vocabulary import language_tag


@dataclass(frozen=True, slots=True)
class NamedWork:
    """Copies of a work, or its file, that a document names: missing by `due_on` in a notice, taken in by a
    receipt. `received` of them have come since to the library that a notice asks for.
    """

    title: str
    language: str
    copies: int
    library: object
    due_on: date | None = None
    received: int = 0
    is_file: bool = False

    @property
    def is_met(self) -> bool:
        """Whether all that a notice names of it has come."""
        return self.received == self.copies


OF_LIBRARIES = frozenset({"receipt", "reversal", "stock_take"})
"""Kinds of papers that a library makes. The authority signs its own papers; a library has no key."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A document as the public sees it.

    `status` is live, spared, cured, lapsed, superseded or withdrawn; that of a receipt is received or
    cancelled, of a reversal that it is one, of an attestation valid, superseded or withdrawn, of a stock-take
    closed, of a decision what was decided, or reopened, of a paper of a case issued or withdrawn. `addressee`
    None: a private person, who is not named, or nobody known. `basis` is empty for a receipt. What is
    attested of a `period` is in its `tally`, how many duties could not be decided then in `undecided`, what a
    stock-take found in `stock`. `replaces`, `successor`: number and code of a notice, or of the receipt that
    a reversal takes back and of the reversal. `again_after`: the day after which a notice asks again for
    what an amendment put off.
    """

    kind: str
    code: str
    number: str
    issued_on: date
    issuer: object
    addressee: Organisation | None
    specimen: bool
    status: str
    works: Sequence[NamedWork]
    copies: int
    file: StoredFile | None
    missing: int = 0
    spared: int = 0
    undecided: int = 0
    again_after: date | None = None
    basis: str = ""
    clauses: tuple[str, ...] = ()
    cure: Term | None = None
    known_at: datetime | None = None
    period: tuple[date, date] | None = None
    tally: Tally | None = None
    stock: StockTakeSum | None = None
    replaces: tuple[str, str] | None = None
    successor: tuple[str, str] | None = None

    @property
    def of_authority(self) -> bool:
        """Whether it is a paper of the authority, which signs what it issues."""
        return self.kind not in OF_LIBRARIES


def read_code(text: str) -> str:
    """Return a verification code in its one written form, from whatever was typed or scanned.

    Raises:
        DomainError: `verification.malformed`, `.check_character` or `.other_code`, each for the field `code`.
    """
    try:
        found = parse_code(text)
    except DomainError as error:
        wrong = error.code.removeprefix("code.")
        raise DomainError(f"verification.{wrong}", field="code") from error
    if found.kind is not CodeKind.VERIFICATION:
        raise DomainError("verification.other_code", field="code")
    return found.text


def verdict_on(code: str, today: date) -> Verdict | None:
    """What stands under a code on a day; None if nothing was ever issued with it."""
    notice = notice_by_code(code, today)
    if notice is not None:
        return _of_notice(notice)
    attestation = attestation_by_code(code)
    if attestation is not None:
        return _of_attestation(attestation)
    decision = decision_by_code(code)
    if decision is not None:
        return _of_decision(decision)
    paper = case_paper_by_code(code)
    if paper is not None:
        return _of_case_paper(paper)
    act = act_by_code(code)
    if act is not None:
        return _of_stock_take(act)
    receipt = receipt_by_code(code)
    return _of_receipt(receipt) if receipt is not None else None


def _of_notice(record: NoticeRecord) -> Verdict:
    notice, paper = record.notice, record.paper
    return Verdict(
        kind="notice",
        code=notice.verification_code,
        number=notice.number,
        issued_on=paper.issued_on,
        issuer=speaker(paper.letterhead),
        addressee=_named(notice.depositor),
        specimen=notice.specimen,
        status=record.status.value,
        works=[
            NamedWork(
                line.work.title,
                line.work.language,
                line.missing,
                row.depository,
                line.due_on,
                max(0, min(row.handed_over - line.received, line.missing)),
                line.is_file,
            )
            for line, row in zip(paper.lines, record.lines, strict=True)
        ],
        copies=paper.missing,
        file=notice.file,
        missing=record.missing,
        spared=record.spared,
        again_after=record.again_after,
        basis=f"{paper.rules.code} {paper.rules.version}",
        clauses=(*paper.clauses, paper.notice_clause),
        cure=_cure(record),
        replaces=_number_and_code(notice.replaces),
        successor=_number_and_code(notice.successor),
    )


def _cure(record: NoticeRecord) -> Term:
    """The time that holds: that of the paper, or a longer one after a later service."""
    notice = record.notice
    effect = effect_of(notice, services_of([notice.id]).get(notice.id, ()))
    later = effect.served_on is not None
    return replace(record.paper.cure, last_day=effect.clocks.cure_on) if later else record.paper.cure


def _number_and_code(paper: Notice | Receipt | None) -> tuple[str, str] | None:
    return (paper.number, paper.verification_code) if paper is not None else None


def _of_attestation(record: AttestationRecord) -> Verdict:
    found, paper = record.attestation, record.paper
    return Verdict(
        kind=found.kind.value,
        code=found.verification_code,
        number=found.number,
        issued_on=paper.issued_on,
        issuer=speaker(paper.letterhead),
        addressee=_named(found.depositor),
        specimen=found.specimen,
        status=record.standing.value,
        works=(),
        copies=paper.whole.copies,
        file=found.file,
        basis=", ".join(f"{law.code} {law.version}" for law in paper.laws),
        known_at=found.issued_at,
        period=(found.first_day, found.last_day),
        tally=paper.whole,
        spared=paper.not_covered.spared,
        undecided=paper.not_covered.undecided,
    )


def _of_decision(record: DecisionRecord) -> Verdict:
    found, paper = record.decision, record.paper
    return Verdict(
        kind="decision",
        code=found.verification_code,
        number=found.number,
        issued_on=paper.issued_on,
        issuer=speaker(paper.letterhead),
        addressee=_named(record.depositor),
        specimen=found.specimen,
        status="reopened" if found.reopened_at else found.outcome.value,
        works=(),
        copies=sum(line.copies or 0 for line in paper.lines),
        file=found.file,
        basis=f"{paper.rules.code} {paper.rules.version}",
        clauses=(paper.clause,) if paper.clause else (),
    )


def _of_case_paper(record: CasePaperRecord) -> Verdict:
    found, paper = record.issued, record.paper
    return Verdict(
        kind=found.kind.value,
        code=found.verification_code,
        number=found.number,
        issued_on=paper.issued_on,
        issuer=speaker(paper.letterhead),
        addressee=_named(found.case.depositor),
        specimen=found.specimen,
        status="withdrawn" if found.withdrawn_at else "issued",
        works=(),
        copies=paper.missing if isinstance(paper, ReferralPaper) else paper.copies,
        file=found.file,
        basis=f"{paper.rules.code} {paper.rules.version}",
        clauses=(paper.clause,),
    )


def _of_stock_take(record: StockTakeAct) -> Verdict:
    found, paper = record.stock_take, record.paper
    return Verdict(
        kind="stock_take",
        code=paper.check.code,
        number=found.number,
        issued_on=paper.closed_at.date(),
        issuer=found.depository,
        addressee=None,
        specimen=found.specimen,
        status="closed",
        works=(),
        copies=paper.whole.expected,
        file=found.file,
        period=(found.first_day, found.last_day),
        stock=paper.whole,
    )


def _of_receipt(record: ReceiptRecord) -> Verdict:
    receipt = record.receipt
    met = obligations_met(receipt)
    hypothetical = any(obligation.rule_set.hypothetical for obligation in met)
    kind = "receipt" if record.reverses is None else "reversal"
    return Verdict(
        kind=kind,
        code=receipt.verification_code,
        number=receipt.number,
        issued_on=clock.local_day(receipt.at),
        issuer=receipt.depository,
        addressee=_named(receipt.depositor),
        specimen=hypothetical if met else settings().hypothetical_law,
        status=kind if kind == "reversal" else "cancelled" if record.reversed_by else "received",
        works=[
            NamedWork(
                row.release.title,
                language_tag(row.release.publication.language, row.release.publication.script),
                abs(row.counted),
                receipt.depository,
            )
            for row in record.rows
            if row.release is not None and row.counted
        ],
        copies=abs(record.counted),
        file=receipt.file,
        replaces=_number_and_code(record.reverses),
        successor=_number_and_code(record.reversed_by),
    )


def _named(organisation: Organisation | None) -> Organisation | None:
    if organisation is None or organisation.kind is OrganisationKind.AUTHOR_PUBLISHER:
        return None
    return organisation
