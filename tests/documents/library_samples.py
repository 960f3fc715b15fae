"""Invented papers that libraries make for themselves."""

from datetime import date, datetime

from app.domain.documents import (
    AccessionLabel,
    AccessionLabelsPaper,
    LabelLayout,
    LabelSymbol,
    Letterhead,
    Signatory,
    StockTakeActPaper,
    StockTakeCopy,
    StockTakeSection,
    StockTakeSum,
)
from tests.documents.samples import CHECK, RULES, TASHKENT, WORDS, WORKS


def accession_labels(language: str, length: int) -> AccessionLabelsPaper:
    """So many labels of a library's own, three places of the first sheet used up."""
    return AccessionLabelsPaper(
        library=WORDS[language]["libraries"][0],
        specimen=True,
        rules=RULES,
        layout=LabelLayout.SHEET_48_25,
        symbol=LabelSymbol.BARS,
        items=tuple(AccessionLabel(f"K2026-{row:06d}", WORKS[row % 5]) for row in range(length)),
        skipped=3,
    )


def stock_take(language: str, length: int) -> StockTakeActPaper:
    """An act with so many missing copies, and a few of each other kind."""
    words = WORDS[language]
    copies = tuple(
        StockTakeCopy(f"K2026-{row:06d}", WORKS[row % 5], f"A-{row % 3 + 1}") for row in range(length)
    )
    of_section = StockTakeSum(
        expected=1200 + length, found=1190, elsewhere=10, not_of_here=2, later=3, unknown=1
    )
    return StockTakeActPaper(
        number="2026-000004",
        closed_at=datetime(2026, 11, 20, 17, 42, tzinfo=TASHKENT),
        begun_on=date(2026, 11, 2),
        first=date(2026, 11, 1),
        last=date(2026, 11, 30),
        campaign=words["state"],
        specimen=True,
        rules=RULES,
        letterhead=Letterhead(words["state"], words["library"], words["contacts"]),
        library=words["library"],
        whole=of_section,
        sections=(StockTakeSection("A-1", of_section), StockTakeSection("", StockTakeSum())),
        missing=copies,
        misplaced=(StockTakeCopy("K2026-009001", WORKS[2], "A-2", "A-1"),),
        unknown=(StockTakeCopy("978-5-17-098765-8", None, "", "A-1"),),
        signatory=Signatory(*words["signatory"]),
        check=CHECK,
    )
