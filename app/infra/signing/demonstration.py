"""An authority of the demonstration's own: a root, a signer and a time-stamp service that nobody else trusts.

Each certificate calls itself a specimen, and production refuses it (`keys.is_demonstration`).
"""

from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from app.infra.signing.keys import DEMONSTRATION_UNIT

PASSPHRASE = "demonstration"  # noqa: S105 - public, as is everything of a demonstration
SIGNER, STAMPER, ROOT = "signer.p12", "stamper.p12", "root.pem"
CURVE = ec.SECP256R1()
YEARS = timedelta(days=3652)
BEFORE = timedelta(days=1)
"""Valid from a day earlier, for clocks differ."""

_Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def found_authority(folder: Path, *, at: datetime) -> bool:
    """Make the authority in a folder, unless it is there; False if it was.

    The signer's file comes last and whole, so an authority that was interrupted is founded anew.
    """
    if (folder / SIGNER).exists():
        return False
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Reading an RSA key costs more than the signature, and the time-stamp service takes no other.
    root_key, signer_key, stamper_key = ec.generate_private_key(CURVE), ec.generate_private_key(CURVE), _rsa()
    root = make_certificate("Nusxa SPECIMEN root", root_key, None, root_key, at)
    (folder / ROOT).write_bytes(root.public_bytes(Encoding.PEM))
    stamper = make_certificate(
        "Nusxa SPECIMEN time-stamp service", stamper_key, root, root_key, at, stamps=True
    )
    signer = make_certificate("Nusxa SPECIMEN authority", signer_key, root, root_key, at)
    _keep(folder / STAMPER, stamper_key, stamper, root)
    _keep(folder / SIGNER, signer_key, signer, root)
    return True


def _rsa() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def make_certificate(
    name: str,
    key: _Key,
    issuer: x509.Certificate | None,
    issuer_key: _Key,
    at: datetime,
    *,
    stamps: bool = False,
) -> x509.Certificate:
    """A certificate; without an issuer that of a root."""
    subject, is_root = _name(name), issuer is None
    usage = x509.KeyUsage(
        digital_signature=not is_root, content_commitment=not is_root, key_cert_sign=is_root,
        crl_sign=is_root, key_encipherment=False, data_encipherment=False, key_agreement=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if issuer is None else issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - BEFORE)
        .not_valid_after(at + YEARS)
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(usage, critical=True)
    )
    if stamps:
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(purpose, critical=True)
    return builder.sign(issuer_key, SHA256())


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "UZ"),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, DEMONSTRATION_UNIT),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _keep(path: Path, key: _Key, certificate: x509.Certificate, root: x509.Certificate) -> None:
    content = pkcs12.serialize_key_and_certificates(
        None, key, certificate, [root], BestAvailableEncryption(PASSPHRASE.encode())
    )
    unfinished = path.with_suffix(".part")
    unfinished.touch(mode=0o600)
    unfinished.write_bytes(content)
    unfinished.replace(path)
