"""What each document on paper says, as plain values.

Dates, numbers and codes stand here raw; the templates write them in the language of the paper. Names,
addresses, posts and salutations are words of people: they arrive in the language and script of the paper,
with the quotation marks and the legal form they need. A title stays in the script of the book, with its own
tag.
"""

from app.domain.documents.accession import (
    GRIDS,
    AccessionLabel,
    AccessionLabelsPaper,
    LabelLayout,
    LabelSymbol,
)
from app.domain.documents.attestation import (
    AnnexLine,
    AttestationPaper,
    CertificatePaper,
    NotCovered,
    StatementPaper,
    TallyLine,
)
from app.domain.documents.calculation import CalculationLine, CalculationPaper, NotOwed, OpenQuestion
from app.domain.documents.case_cover import CaseCoverPaper, CaseItem
from app.domain.documents.decision import DecisionLine, DecisionPaper
from app.domain.documents.memorandum import MemoFigures, MemoLine, MemorandumPaper
from app.domain.documents.notice import Channel, NoticeLine, NoticePaper, Term
from app.domain.documents.oversight_report import OversightReportPaper, ReportTable, ReportTile
from app.domain.documents.parcel import BoxLabel, LabelItem, LabelsPaper, SlipLine, SlipPaper
from app.domain.documents.parts import (
    Check,
    Executor,
    Identifier,
    Letterhead,
    Party,
    Recipient,
    RuleSetName,
    Seal,
    Signatory,
    Work,
)
from app.domain.documents.post_register import PostItem, PostRegisterPaper
from app.domain.documents.receipt import Awaited, Discrepancy, ReceiptActLine, ReceiptActPaper
from app.domain.documents.referral import (
    ProposedSanction,
    ReferralPaper,
    ReferredLine,
    ReferredNotice,
    ReferredPurchase,
    ReferredRequest,
)
from app.domain.documents.refund_claim import RefundClaimPaper, RefundLine
from app.domain.documents.reversal import ReversalLine, ReversalPaper
from app.domain.documents.stock_take import (
    StockTakeActPaper,
    StockTakeCopy,
    StockTakeSection,
    StockTakeSum,
)

AuthorityPaper = (
    NoticePaper | DecisionPaper | ReferralPaper | RefundClaimPaper | StatementPaper | CertificatePaper
)
"""What the authority issues with a number, and signs."""
Paper = (
    NoticePaper
    | SlipPaper
    | LabelsPaper
    | ReceiptActPaper
    | ReversalPaper
    | CalculationPaper
    | MemorandumPaper
    | StatementPaper
    | CertificatePaper
    | AccessionLabelsPaper
    | StockTakeActPaper
    | DecisionPaper
    | CaseCoverPaper
    | ReferralPaper
    | RefundClaimPaper
    | OversightReportPaper
    | PostRegisterPaper
)

__all__ = [
    "GRIDS",
    "AccessionLabel",
    "AccessionLabelsPaper",
    "AnnexLine",
    "AttestationPaper",
    "AuthorityPaper",
    "Awaited",
    "BoxLabel",
    "CalculationLine",
    "CalculationPaper",
    "CaseCoverPaper",
    "CaseItem",
    "CertificatePaper",
    "Channel",
    "Check",
    "DecisionLine",
    "DecisionPaper",
    "Discrepancy",
    "Executor",
    "Identifier",
    "LabelItem",
    "LabelLayout",
    "LabelSymbol",
    "LabelsPaper",
    "Letterhead",
    "MemoFigures",
    "MemoLine",
    "MemorandumPaper",
    "NotCovered",
    "NotOwed",
    "NoticeLine",
    "NoticePaper",
    "OpenQuestion",
    "OversightReportPaper",
    "Paper",
    "Party",
    "PostItem",
    "PostRegisterPaper",
    "ProposedSanction",
    "ReceiptActLine",
    "ReceiptActPaper",
    "Recipient",
    "ReferralPaper",
    "ReferredLine",
    "ReferredNotice",
    "ReferredPurchase",
    "ReferredRequest",
    "RefundClaimPaper",
    "RefundLine",
    "ReportTable",
    "ReportTile",
    "ReversalLine",
    "ReversalPaper",
    "RuleSetName",
    "Seal",
    "Signatory",
    "SlipLine",
    "SlipPaper",
    "StatementPaper",
    "StockTakeActPaper",
    "StockTakeCopy",
    "StockTakeSection",
    "StockTakeSum",
    "TallyLine",
    "Term",
    "Work",
]
