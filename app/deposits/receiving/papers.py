"""Receipt acts and reversals as files: rendered when asked for, kept by a job after the act is committed."""

from app.deposits.receiving.documents import act_facts
from app.deposits.receiving.queries import ReceiptRecord
from app.domain.documents import ReceiptActPaper, ReversalPaper
from app.domain.documents.storing import paper_of
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
    """Return the PDF of a receipt or a reversal, from the facts that were kept with it."""
    receipt = record.receipt
    language = receipt.language or settings().default_language
    facts = receipt.facts or act_facts(record, language)
    kind: type[ReceiptActPaper | ReversalPaper] = (
        ReceiptActPaper if record.reverses is None else ReversalPaper
    )
    return render_paper(
        paper_of(kind, facts),
        language,
        identifier=f"receipt:{receipt.number}".encode(),
        created=receipt.at,
    )
