"""With what this installation signs, and whom it trusts."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509

from app.config import Mode
from app.infra.settings import settings
from app.infra.signing.demonstration import PASSPHRASE, ROOT, SIGNER, STAMPER
from app.infra.signing.keys import SigningKey, load_key
from app.infra.signing.pades import Sealer, stamper_at, stamper_of
from app.infra.signing.trouble import SigningTrouble, Trouble


def sealer_at(at: datetime) -> Sealer | None:
    """Return what files are signed with at this moment; None where no key is configured.

    Raises:
        SigningTrouble: a key is configured, and nothing may be signed with it.
    """
    key = _key()
    if key is None:
        return None
    trouble = key.trouble(at, demonstration_allowed=settings().mode is not Mode.PRODUCTION)
    if trouble is not None:
        raise SigningTrouble(trouble)
    return _sealer(key, settings().signing.stamps_from, demonstration_folder())


def trouble_at(at: datetime) -> Trouble | None:
    """Why nothing is signed at this moment although a key is configured; None if all is well."""
    try:
        sealer_at(at)
    except SigningTrouble as error:
        return error.trouble
    return None


def trusted_roots() -> list[x509.Certificate]:
    """The roots whose signatures count here: those configured, else the one that vouches for our own key."""
    configured = settings().signing.roots
    path = configured or demonstration_folder() / ROOT
    if configured is not None or (settings().signing.key is None and path.exists()):
        return x509.load_pem_x509_certificates(path.read_bytes())
    try:
        key = _key()
    except SigningTrouble:
        return []
    return [] if key is None else [one for one in (*key.chain, key.certificate) if one.issuer == one.subject]


def revocation_lists() -> list[x509.CertificateRevocationList]:
    """The lists of revoked certificates that the administrator keeps beside the roots."""
    path = settings().signing.revocations
    if path is None:
        return []
    content = path.read_bytes()
    if content.startswith(b"-----"):
        end = b"-----END X509 CRL-----"
        parts = [part + end for part in content.split(end) if part.strip()]
        return [x509.load_pem_x509_crl(part) for part in parts]
    return [x509.load_der_x509_crl(content)]


def demonstration_folder() -> Path:
    """Where the authority of a demonstration lies."""
    return settings().instance / "signing"


def _key() -> SigningKey | None:
    configured = settings().signing
    if configured.key is not None:
        return load_key(configured.key, configured.passphrase)
    demonstration = demonstration_folder() / SIGNER
    if settings().mode is Mode.DEMONSTRATION and demonstration.exists():
        return load_key(demonstration, PASSPHRASE)
    return None


@lru_cache(maxsize=4)
def _sealer(key: SigningKey, stamps_from: str, demonstration: Path) -> Sealer:
    """Kept, since a time-stamp authority is asked beforehand how long its answers are."""
    if stamps_from:
        return Sealer(key, stamper_at(stamps_from))
    if not (demonstration / STAMPER).exists():
        raise SigningTrouble(Trouble.NO_TIME_STAMP)
    return Sealer(key, stamper_of(load_key(demonstration / STAMPER, PASSPHRASE)))
