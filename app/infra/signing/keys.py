"""A key with its certificate, out of a PKCS#12 file; each fault of it has its own name."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, pkcs12
from cryptography.x509.oid import NameOID

from app.infra.signing.trouble import SigningTrouble, Trouble

DEMONSTRATION_UNIT = "SPECIMEN, no legal force"
"""The organisational unit of every certificate of a demonstration authority."""
DER_SEQUENCE = b"\x30"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key, the certificate that belongs to it, and those that vouch for it up to the root."""

    private: PrivateKeyTypes
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    def trouble(self, at: datetime, *, demonstration_allowed: bool) -> Trouble | None:
        """Why nothing may be signed with it at this moment; None if it is in order."""
        if not demonstration_allowed and is_demonstration(self.certificate):
            return Trouble.DEMONSTRATION
        if at < self.certificate.not_valid_before_utc:
            return Trouble.NOT_YET_VALID
        if at > self.certificate.not_valid_after_utc:
            return Trouble.EXPIRED
        return None if _may_sign(self.certificate) else Trouble.UNFIT


def load_key(path: Path, passphrase: str) -> SigningKey:
    """Return the key in a PKCS#12 file; the same file is opened once.

    Raises:
        SigningTrouble: `UNREADABLE`, `PASSPHRASE` or `MISMATCHED`.
    """
    try:
        return _opened(path, path.stat().st_mtime_ns, passphrase)
    except OSError as error:
        raise SigningTrouble(Trouble.UNREADABLE) from error


@lru_cache(maxsize=4)
def _opened(path: Path, _changed_at: int, passphrase: str) -> SigningKey:
    content = path.read_bytes()
    if not content.startswith(DER_SEQUENCE):
        raise SigningTrouble(Trouble.UNREADABLE)
    try:
        private, certificate, chain = pkcs12.load_key_and_certificates(content, passphrase.encode() or None)
    except ValueError as error:
        raise SigningTrouble(Trouble.PASSPHRASE) from error
    if (
        private is None
        or certificate is None
        or _public(private.public_key()) != _public(certificate.public_key())
    ):
        raise SigningTrouble(Trouble.MISMATCHED)
    return SigningKey(private, certificate, tuple(chain))


def is_demonstration(certificate: x509.Certificate) -> bool:
    """Whether a certificate was made by the authority of a demonstration."""
    units = certificate.issuer.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
    return any(unit.value == DEMONSTRATION_UNIT for unit in units)


def common_name(name: x509.Name) -> str:
    """What a certificate calls its holder; the whole name where there is no common one."""
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else name.rfc4514_string()


def _public(key: object) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)  # type: ignore[attr-defined,no-any-return]  # of whatever kind


def _may_sign(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment
