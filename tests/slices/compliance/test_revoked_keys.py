"""A signature whose certificate was revoked, before or after it was made."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from app.infra import clock
from app.infra.pdf import render_pdf
from app.infra.signing.demonstration import PASSPHRASE, ROOT, STAMPER, found_authority, make_certificate
from app.infra.signing.keys import SigningKey, load_key
from app.infra.signing.pades import Sealer, stamper_of
from app.infra.signing.reading import Trust, Trustees, read_signature

pytestmark = pytest.mark.documents


@pytest.mark.parametrize(("revoked", "trust"), [(-2, Trust.REVOKED), (2, Trust.TRUSTED)])
def test_what_was_signed_before_the_revocation_counts(tmp_path: Path, revoked: int, trust: Trust) -> None:
    now = clock.now()
    found_authority(tmp_path, at=now)
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = make_certificate("Root", root_key, None, root_key, now - timedelta(days=9))
    signer = make_certificate("Signer", key, root, root_key, now - timedelta(days=9))
    page = "<!doctype html><html lang=en><head><title>Page</title></head><body><p>Page</p></body></html>"
    content = render_pdf(page, stylesheets=["base"], identifier=b"1", created=now)
    signed = Sealer(
        SigningKey(key, signer, (root,)), stamper_of(load_key(tmp_path / STAMPER, PASSPHRASE))
    ).seal(content)
    later = now + timedelta(days=3)
    listed = _list_of(root, root_key, signer, revoked_at=now + timedelta(days=revoked), at=later)
    roots = [root, *x509.load_pem_x509_certificates((tmp_path / ROOT).read_bytes())]
    found = read_signature(signed, Trustees(roots, [listed]), at=later + timedelta(hours=1))
    assert found is not None
    assert (found.intact, found.whole, found.trust) == (True, True, trust)
    unlisted = read_signature(signed, Trustees(roots), at=later)
    assert unlisted is not None
    assert unlisted.good


def _list_of(
    root: x509.Certificate,
    root_key: ec.EllipticCurvePrivateKey,
    certificate: x509.Certificate,
    *,
    revoked_at: datetime,
    at: datetime,
) -> x509.CertificateRevocationList:
    entry = (
        x509.RevokedCertificateBuilder()
        .serial_number(certificate.serial_number)
        .revocation_date(revoked_at)
        .build()
    )
    return (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.subject)
        .last_update(at)
        .next_update(at + timedelta(days=30))
        .add_revoked_certificate(entry)
        .sign(root_key, SHA256())
    )
