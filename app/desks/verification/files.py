"""What a file at hand is: known to its last byte, changed, appended to, or none of ours."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select

from app.attestations.models import Attestation
from app.compliance.cases.papers.models import CasePaper
from app.compliance.models import Notice
from app.compliance.requests.models import Decision
from app.deposits.inventory.stock_takes.models import StockTake
from app.deposits.receiving.models import Receipt
from app.desks.verification.verdicts import verdict_on
from app.infra import clock
from app.infra.db import session
from app.infra.notice_reading import CarriedNotice, carried_notice
from app.infra.signing.here import revocation_lists, trusted_roots
from app.infra.signing.reading import FoundSignature, Trust, Trustees, read_signature
from app.infra.storage import StoredFile, storage

PDF_MARK, PDF_MARK_WITHIN = b"%PDF-", 1024
"""What a PDF file begins with, and within how many bytes readers look for it."""


class Finding(StrEnum):
    """What a file is; only the first two can be relied on."""

    SAME = "same"
    """Its bytes are those that were issued."""
    SIGNED = "signed"
    """It is what the authority signed; no record was asked."""
    UNRECORDED = "unrecorded"
    """It is what the authority signed, but the record here does not know it."""
    APPENDED = "appended"
    CHANGED = "changed"
    DOUBTFUL = "doubtful"
    """The certificate was expired or revoked, and no time stamp shows that it was signed before."""
    FOREIGN = "foreign"
    DIFFERS = "differs"
    """It says that it is a document of the record, has other bytes, and no signature in it can be read."""
    UNKNOWN = "unknown"
    """Neither known nor signed."""


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What was found. `code` is that of the document it is, or else claims to be; it may be empty."""

    finding: Finding
    sha256: str
    code: str
    signature: FoundSignature | None
    carried: CarriedNotice | None

    @property
    def reliable(self) -> bool:
        """Whether the file is what was issued or signed."""
        return self.finding in (Finding.SAME, Finding.SIGNED)


def check_file(content: bytes, *, at: datetime, record: bool = True, held_for: str = "") -> FileCheck:
    """Check a file at this moment; without `record` only by what it proves itself.

    `held_for`: the code of the document for which whoever sends the file holds it.
    """
    digest = hashlib.sha256(content).hexdigest()
    pdf = is_pdf(content)  # anything else is told without the cost of looking into it
    signature = proved_by(content, at) if pdf else None
    carried = carried_notice(content) if pdf else None
    known = code_of_file(digest) if record else ""
    claimed = carried.code if carried is not None else ""
    if known:
        finding = Finding.SAME
    elif record and signature is None and _is_of_record(claimed, held_for, today=clock.local_day(at)):
        finding = Finding.DIFFERS
    else:
        finding = _finding(signature, record=record)
    return FileCheck(finding, digest, known or claimed, signature, carried)


def is_pdf(content: bytes) -> bool:
    """Whether a file begins as a PDF file does."""
    return PDF_MARK in content[:PDF_MARK_WITHIN]


def proved_by(content: bytes, at: datetime) -> FoundSignature | None:
    """What the signature of a file proves to whom trusts the roots configured here."""
    return read_signature(content, Trustees(trusted_roots(), revocation_lists()), at=at)


def signature_of(file: StoredFile | None, at: datetime) -> FoundSignature | None:
    """The signature of a file that was kept, as it stands now; None for one that is not signed."""
    return proved_by(storage().get(file.sha256), at) if file is not None else None


def code_of_file(sha256: str) -> str:
    """The verification code of the document whose file has these bytes; empty for none."""
    for model in (Notice, Decision, CasePaper, Attestation, Receipt, StockTake):
        owner = select(model.verification_code).join(StoredFile, StoredFile.id == model.file_id)
        code: str | None = session().scalar(owner.where(StoredFile.sha256 == sha256).limit(1))
        if code:
            return code
    return ""


def _is_of_record(*codes: str, today: date) -> bool:
    return any(code and verdict_on(code, today) is not None for code in codes)


def _finding(signature: FoundSignature | None, *, record: bool) -> Finding:
    if signature is None:
        return Finding.UNKNOWN
    if signature.trust is Trust.FOREIGN:
        return Finding.FOREIGN
    if not signature.intact:
        return Finding.CHANGED
    if not signature.whole:
        return Finding.APPENDED
    if signature.trust is not Trust.TRUSTED:
        return Finding.DOUBTFUL
    return Finding.UNRECORDED if record else Finding.SIGNED
