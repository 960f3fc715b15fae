"""What the signature of a PDF file proves, to whoever holds the file: no database is asked.

A time stamp that is trusted shows that the signature existed then; so a certificate that expired, or was
revoked, after that moment still counts.
"""

import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import structlog
from asn1crypto import crl as asn1_crl
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from app.infra.signing.apart import apart
from app.infra.signing.keys import common_name, is_demonstration

log = structlog.get_logger()
# What the library cannot validate is the answer to a question here, and no fault to be logged.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)

_OUTSIDE = (
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED,
)
"""What the library calls a certificate at a moment outside its time."""


class Trust(StrEnum):
    """Whether the signer is one of ours at the moment that counts."""

    TRUSTED = "trusted"
    FOREIGN = "foreign"
    """No root of ours vouches for it."""
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Trustees:
    """Whom to trust: roots, and lists of certificates that were revoked."""

    roots: Sequence[x509.Certificate]
    revocations: Sequence[x509.CertificateRevocationList] = ()


@dataclass(frozen=True, slots=True)
class FoundSignature:
    """The last signature of a file.

    `intact`: what it covers was not changed. `whole`: it covers the whole file, so that nothing was appended.
    `stamped_at` is the moment that a trusted time stamp confirms, None without one.
    """

    holder: str
    issuer: str
    serial: str
    intact: bool
    whole: bool
    trust: Trust
    root: str
    stamped_at: datetime | None
    stamped_by: str
    demonstration: bool

    @property
    def good(self) -> bool:
        """The file is, to its last byte, what a trusted signer signed."""
        return self.intact and self.whole and self.trust is Trust.TRUSTED


def read_signature(content: bytes, trustees: Trustees, *, at: datetime) -> FoundSignature | None:
    """Return what the last signature of a file proves at this moment; None for a file without any.

    A file that is no PDF, or a broken one, has none.
    """
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        found = reader.embedded_regular_signatures
        if not found:
            return None
        return _read(found[-1], content, trustees, at)
    except Exception as error:
        # Whatever a stranger uploads, and however the reader of it fails: no signature can be read in it.
        log.info("no signature could be read", reason=type(error).__name__)
        return None


def _read(found: EmbeddedPdfSignature, content: bytes, trustees: Trustees, at: datetime) -> FoundSignature:
    status = _status(found, trustees, at)
    stamp = status.timestamp_validity
    stamped = stamp is not None and stamp.valid and stamp.intact and stamp.trusted
    moment = stamp.timestamp.astimezone(UTC) if stamp is not None and stamped else None
    certificate = x509.load_der_x509_certificate(status.signing_cert.dump())
    trust = _trust(status)
    if trust is Trust.EXPIRED and moment is not None:
        trust = _trust(_status(found, trustees, moment))
    revoked_at = _revoked_at(certificate, trustees)
    if revoked_at is not None and trust is not Trust.FOREIGN:
        trust = Trust.REVOKED if moment is None or revoked_at <= moment else Trust.TRUSTED
    anchor = status.validation_path.first if status.validation_path is not None else None
    return FoundSignature(
        holder=common_name(certificate.subject),
        issuer=common_name(certificate.issuer),
        serial=f"{certificate.serial_number:X}",
        intact=status.intact and status.valid,
        whole=_end(found) == len(content) and status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
        trust=trust,
        root=_named(anchor),
        stamped_at=moment,
        stamped_by=_named(stamp.signing_cert) if stamp is not None and stamped else "",
        demonstration=is_demonstration(certificate),
    )


def _status(found: EmbeddedPdfSignature, trustees: Trustees, at: datetime) -> PdfSignatureStatus:
    return apart(
        lambda: validate_pdf_signature(found, _context(trustees, at), _context(trustees, at), skip_diff=True)
    )


def _context(trustees: Trustees, at: datetime) -> ValidationContext:
    return ValidationContext(
        trust_roots=[_certificate(root) for root in trustees.roots],
        crls=[asn1_crl.CertificateList.load(one.public_bytes(Encoding.DER)) for one in trustees.revocations],
        allow_fetching=False,
        revocation_mode="soft-fail",
        moment=at,
    )


def _trust(status: PdfSignatureStatus) -> Trust:
    if status.revocation_details is not None:
        return Trust.REVOKED
    if status.trust_problem_indic is None:
        return Trust.TRUSTED if status.validation_path is not None else Trust.FOREIGN
    return Trust.EXPIRED if status.trust_problem_indic in _OUTSIDE else Trust.FOREIGN


def _revoked_at(certificate: x509.Certificate, trustees: Trustees) -> datetime | None:
    """When a certificate was revoked. The library takes no list younger than the moment it judges."""
    for one in trustees.revocations:
        entry = one.get_revoked_certificate_by_serial_number(certificate.serial_number)
        if one.issuer == certificate.issuer and entry is not None:
            return entry.revocation_date_utc
    return None


def _end(found: EmbeddedPdfSignature) -> int:
    """The first byte after what the signature covers."""
    start, length = [int(number) for number in found.byte_range][-2:]
    return start + length


def _certificate(found: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(found.public_bytes(Encoding.DER))


def _named(found: asn1_x509.Certificate | None) -> str:
    return common_name(x509.load_der_x509_certificate(found.dump()).subject) if found is not None else ""
