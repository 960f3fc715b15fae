"""Receipt acts and reversals as files: rendered when asked for, kept by a job after the act is committed."""

from app.deposits.receiving.documents import receipt_act_paper, reversal_paper
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
    """Return the PDF of a receipt or a reversal in the installation's own language."""
    language = settings().default_language
    make = receipt_act_paper if record.reverses is None else reversal_paper
    return render_paper(
        make(record, language),
        language,
        identifier=f"receipt:{record.receipt.number}".encode(),
        created=record.receipt.at,
    )
