"""The file of a notice read back: its words, its mark, and its QR symbol that leads to the public check."""

import io
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy.orm import Session

from app.compliance.jobs import notice_pdf
from app.infra.db import transaction
from tests.factories.compliance import Late, add_late, make_notice

pytestmark = pytest.mark.documents

MARKS = {"uz": "NAMUNA", "uz_Cyrl": "НАМУНА", "ru": "ОБРАЗЕЦ", "en": "SPECIMEN"}


@pytest.mark.parametrize("language", list(MARKS))
def test_a_file_says_what_its_notice_says(late: Late, language: str, tmp_path: Path) -> None:
    with transaction():
        lines = [add_late(late, title=title) for title in ("Oʻtkan kunlar", "Шум бола")]
    issued = make_notice(late, *lines, language=language)
    content = notice_pdf(issued)
    assert content == notice_pdf(issued)
    file = tmp_path / "notice.pdf"
    file.write_bytes(content)
    text = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True
    ).stdout
    for word in ("000001", "Oʻtkan kunlar", "Шум бола", MARKS[language], issued.verification_code, "6.1"):
        assert word in text, word
    assert "notice.xml" in PdfReader(io.BytesIO(content)).attachments


def test_the_qr_symbol_leads_to_the_public_check(
    client: FlaskClient, session: Session, late: Late, tmp_path: Path
) -> None:
    with transaction():
        line = add_late(late)
    issued = make_notice(late, line)
    (tmp_path / "notice.pdf").write_bytes(notice_pdf(issued))
    subprocess.run(["pdftoppm", "-r", "300", "-png", "notice.pdf", "page"], cwd=tmp_path, check=True)
    (page,) = tmp_path.glob("page*.png")
    read = subprocess.run(["zbarimg", "--raw", "-q", str(page)], capture_output=True, text=True, check=True)
    address = read.stdout.strip()
    assert address.startswith("HTTPS://NUSXA.TEST/T/")
    answer = client.get(urlsplit(address).path, follow_redirects=True)
    assert answer.status_code == 200
    assert issued.number in answer.text
