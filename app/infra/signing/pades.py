"""The one place that writes signatures into PDF files: pyHanko with what the rest of the product knows.

The signature is invisible and appended, so the bytes that were rendered stay the beginning of the file.
"""

import io

from asn1crypto import keys, x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from app.infra.signing.apart import apart
from app.infra.signing.keys import SigningKey
from app.infra.signing.trouble import SigningTrouble, Trouble

FIELD = "Signature"
STAMP_SECONDS = 15
"""How long the time-stamp authority may take."""


class Sealer:
    """Signs files with one key and has the moment confirmed by one time-stamp authority."""

    def __init__(self, key: SigningKey, stamper: TimeStamper) -> None:
        self.key = key
        self._stamper = stamper
        self._signer = SimpleSigner(
            signing_cert=_certificate(key.certificate),
            signing_key=_private(key),
            cert_registry=_registry(key),
        )

    def seal(self, content: bytes) -> bytes:
        """Return the file with a signature over all its bytes and a time stamp (PAdES B-T).

        Raises:
            SigningTrouble: `NO_TIME_STAMP`.
        """
        meaning = PdfSignatureMetadata(
            field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
        )
        try:
            signed = apart(
                lambda: sign_pdf(
                    IncrementalPdfFileWriter(io.BytesIO(content)),
                    meaning,
                    signer=self._signer,
                    timestamper=self._stamper,
                )
            )
        except (TimestampRequestError, OSError) as error:
            raise SigningTrouble(Trouble.NO_TIME_STAMP) from error
        sealed: bytes = signed.getvalue()
        return sealed


def stamper_at(address: str) -> TimeStamper:
    """The time-stamp authority (RFC 3161) at an address."""
    return HTTPTimeStamper(address, timeout=STAMP_SECONDS)


def stamper_of(key: SigningKey) -> TimeStamper:
    """A time-stamp authority in this process, for a demonstration; its key is an RSA one."""
    return DummyTimeStamper(_certificate(key.certificate), _private(key), certs_to_embed=_registry(key))


def _registry(key: SigningKey) -> SimpleCertificateStore:
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple([_certificate(one) for one in key.chain])
    return store


def _certificate(found: object) -> x509.Certificate:
    return x509.Certificate.load(found.public_bytes(Encoding.DER))  # type: ignore[attr-defined]


def _private(key: SigningKey) -> keys.PrivateKeyInfo:
    return keys.PrivateKeyInfo.load(
        key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    )
