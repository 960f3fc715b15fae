"""Every paper that the product makes, by its name."""

from collections.abc import Callable

from app.domain.documents import Paper
from tests.documents.case_samples import case_cover
from tests.documents.decision_samples import decision
from tests.documents.ladder_samples import referral, refund_claim
from tests.documents.library_samples import accession_labels, stock_take
from tests.documents.samples import (
    calculation,
    certificate,
    labels,
    memorandum,
    notice,
    receipt_act,
    reversal,
    slip,
    statement,
)

MAKERS: dict[str, Callable[[str, int], Paper]] = {
    "case_cover": case_cover,
    "notice": notice,
    "slip": slip,
    "labels": labels,
    "accession_labels": accession_labels,
    "receipt_act": receipt_act,
    "reversal": reversal,
    "stock_take": stock_take,
    "decision": decision,
    "referral": referral,
    "refund_claim": refund_claim,
    "calculation": calculation,
    "memorandum": memorandum,
    "statement": statement,
    "certificate": certificate,
}


def paper(kind: str, language: str, length: int) -> Paper:
    """One of the papers."""
    return MAKERS[kind](language, length)
