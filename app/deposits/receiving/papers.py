"""The receipt act as a file: rendered when it is asked for, kept by a job after the receipt is committed."""

from app.deposits.receiving.documents import receipt_act_paper
from app.deposits.receiving.queries import ReceiptRecord
from app.infra.papers import render_paper
from app.infra.settings import settings
from app.infra.storage import storage

MEDIA_TYPE = "application/pdf"


def receipt_act_file(record: ReceiptRecord) -> bytes:
    """Return the PDF of a receipt: the kept bytes, or until they are kept the same ones rendered now."""
    if record.receipt.file is not None:
        return storage().get(record.receipt.file.sha256)
    return render_receipt_act(record)


def render_receipt_act(record: ReceiptRecord) -> bytes:
    """Return the PDF of a receipt in the installation's own language."""
    language = settings().default_language
    return render_paper(
        receipt_act_paper(record, language),
        language,
        identifier=f"receipt:{record.receipt.number}".encode(),
        created=record.receipt.at,
    )
