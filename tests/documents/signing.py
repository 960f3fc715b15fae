"""Signed samples of what the authority issues, and other programs that read signatures."""

import io
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import get_args

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from app.domain.documents import AuthorityPaper, Seal
from app.infra import clock
from app.infra.papers import render_paper
from app.infra.signing.apart import apart
from app.infra.signing.demonstration import PASSPHRASE, ROOT, SIGNER, STAMPER, found_authority
from app.infra.signing.keys import load_key
from app.infra.signing.pades import Sealer, stamper_of
from tests.documents.makers import MAKERS, paper
from tests.documents.rendering import FOLDER, IDENTIFIER, written
from tests.documents.samples import CREATED

SEAL = Seal("Nusxa SPECIMEN authority", "Nusxa SPECIMEN root", "6A1F 09C4 D2B7 5E30", date(2036, 11, 23))
SIGNED = [kind for kind in MAKERS if isinstance(paper(kind, "uz", 1), get_args(AuthorityPaper))]
"""The kinds of papers that are signed."""


@cache
def signed(kind: str, language: str) -> Path:
    """One sample as a signed file."""
    sample = replace(paper(kind, language, 6), seal=SEAL)  # type: ignore[call-arg]  # of those that are signed
    content = render_paper(sample, language, identifier=IDENTIFIER, created=CREATED)
    return written(f"signed-{kind}-{language}", _sealer().seal(content))


def roots() -> list[x509.Certificate]:
    """Who vouches for the signer of samples."""
    return x509.load_pem_x509_certificates((_authority() / ROOT).read_bytes())


def pdfsig(content: bytes) -> str:
    """What Poppler's reader says."""
    file = written("pdfsig", content)
    return subprocess.run(
        ["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False
    ).stdout


def bottom_line(content: bytes, trusted: Sequence[x509.Certificate]) -> bool:
    """PyHanko's own verdict, with its own reading of what may change."""
    (found,) = PdfFileReader(io.BytesIO(content)).embedded_signatures
    anchors = [asn1_x509.Certificate.load(root.public_bytes(Encoding.DER)) for root in trusted]
    context = ValidationContext(trust_roots=anchors, allow_fetching=False, revocation_mode="soft-fail")
    return bool(apart(lambda: validate_pdf_signature(found, context)).bottom_line)


@cache
def _authority() -> Path:
    folder = FOLDER / "authority"
    found_authority(folder, at=clock.now())
    return folder


@cache
def _sealer() -> Sealer:
    signer, stamper = (load_key(_authority() / file, PASSPHRASE) for file in (SIGNER, STAMPER))
    return Sealer(signer, stamper_of(stamper))
