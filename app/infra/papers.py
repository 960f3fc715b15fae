"""Documents on paper: plain values in, HTML and PDF out, in the language of the reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from itertools import pairwise
from typing import TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.domain.documents import (
    AccessionLabelsPaper,
    CalculationPaper,
    CaseCoverPaper,
    CertificatePaper,
    DecisionPaper,
    LabelsPaper,
    MemorandumPaper,
    NoticePaper,
    Paper,
    ReceiptActPaper,
    ReferralPaper,
    RefundClaimPaper,
    ReversalPaper,
    SlipPaper,
    StatementPaper,
    StockTakeActPaper,
)
from app.infra.barcodes import code128_svg, code128_width, qr_svg
from app.infra.notice_data import notice_data
from app.infra.pdf import STYLES, Attachment, render_pdf
from app.infra.wording import DOCUMENTS, Texts, Wording, figures, short_date

# Layout of a table grows faster than its rows: a long annex is several tables, one under the other.
ROWS_OF_A_TABLE = 200
LABELS_OF_A_SHEET = 24

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Design:
    """Which template and which style sheets (names in static/css/documents) make a document.

    `words` names the file of its sentences where several documents share one.
    """

    template: str
    styles: tuple[str, ...]
    words: str = ""

    @property
    def wording(self) -> str:
        """The name of the file of its sentences, without language."""
        return self.words or self.template


DESIGNS: dict[type, Design] = {
    NoticePaper: Design("notice", ("base", "table", "letter")),
    SlipPaper: Design("slip", ("base", "table", "slip")),
    LabelsPaper: Design("labels", ("base", "labels")),
    AccessionLabelsPaper: Design("accession_labels", ("base", "labels", "accession")),
    StockTakeActPaper: Design("stock_take", ("base", "table", "letter", "act")),
    CalculationPaper: Design("calculation", ("base", "table", "letter", "calculation")),
    MemorandumPaper: Design("memorandum", ("base", "table", "letter", "act", "memorandum")),
    ReceiptActPaper: Design("receipt_act", ("base", "table", "letter", "act")),
    DecisionPaper: Design("decision", ("base", "table", "letter", "act")),
    ReversalPaper: Design("reversal", ("base", "table", "letter", "act")),
    CaseCoverPaper: Design("case_cover", ("base", "table", "letter", "act", "case_cover")),
    ReferralPaper: Design("referral", ("base", "table", "letter", "act")),
    RefundClaimPaper: Design("refund_claim", ("base", "table", "letter", "act")),
    StatementPaper: Design(
        "statement", ("base", "table", "letter", "act", "attestation"), words="attestation"
    ),
    CertificatePaper: Design(
        "certificate", ("base", "table", "letter", "attestation", "certificate"), words="attestation"
    ),
}


def paper_html(paper: Paper, language: str, edited: Texts | None = None) -> str:
    """Return the page of a document in `uz`, `uz_Cyrl`, `ru` or `en`.

    `edited` are texts in place of those that are built in. Raises `FileNotFoundError` for a language that has
    no wording.
    """
    design = DESIGNS[type(paper)]
    template = _environment().get_template(f"{design.template}.html")
    return template.render(paper=paper, w=Wording(design.wording, language, edited))


def render_paper(
    paper: Paper, language: str, *, identifier: bytes, created: datetime, edited: Texts | None = None
) -> bytes:
    """Return a document as PDF/A-3a; equal arguments give equal bytes.

    `identifier` is the permanent identity of the file, such as the bytes of its number; `created` the aware
    moment it bears. A notice carries its data as `notice.xml`. Raises as `paper_html` and `render_pdf` do.
    """
    return render_pdf(
        paper_html(paper, language, edited),
        stylesheets=DESIGNS[type(paper)].styles,
        identifier=identifier,
        created=created,
        attachment=_attachment(paper, language, edited),
    )


@cache
def template_version(document: str) -> str:
    """Return the version of a document such as `notice` or `memorandum`: `notice-5f0c2a91d3e7`.

    Any change of its template, words or look gives another. Raises `KeyError` for an unknown document.
    """
    design = {design.template: design for design in DESIGNS.values()}[document]
    files = [
        DOCUMENTS / f"{design.template}.html",
        *sorted((DOCUMENTS / "parts").glob("*.html")),
        *sorted((DOCUMENTS / "wording").glob(f"{design.wording}.*.json")),
        *sorted((DOCUMENTS / "wording").glob("shared.*.json")),
        *(STYLES / f"{name}.css" for name in design.styles),
    ]
    digest = sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
    return f"{design.template.replace('_', '-')}-{digest[:12]}"


def numbered_parts(rows: Sequence[_Row], most: int) -> list[list[tuple[int, _Row]]]:
    """Number rows from 1 and split them into parts of nearly equal length, none longer than `most`."""
    numbered = list(enumerate(rows, 1))
    parts = max(1, -(-len(numbered) // most))
    edges = [part * len(numbered) // parts for part in range(parts + 1)]
    return [numbered[start:end] for start, end in pairwise(edges)]


def numbered_sheets(rows: Sequence[_Row], most: int = LABELS_OF_A_SHEET) -> list[list[tuple[int, _Row]]]:
    """Fill sheets one after the other; each row gets its place on the sheet, from 0."""
    return [list(enumerate(rows[start : start + most])) for start in range(0, len(rows), most)]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(DOCUMENTS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(
        short_date=short_date, figures=figures, parts=numbered_parts, sheets=numbered_sheets
    )
    environment.globals.update(
        qr=qr_svg, bars=code128_svg, bars_width=code128_width, rows_of_a_table=ROWS_OF_A_TABLE
    )
    return environment


def _attachment(paper: Paper, language: str, edited: Texts | None) -> Attachment | None:
    if not isinstance(paper, NoticePaper):
        return None
    description = f"{Wording('notice', language, edited).plain('title')} {paper.number}"
    return Attachment("notice.xml", "application/xml", notice_data(paper, language), description)
