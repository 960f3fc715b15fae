"""Invented papers that libraries make for themselves."""

from app.domain.documents import AccessionLabel, AccessionLabelsPaper, LabelLayout, LabelSymbol
from tests.documents.samples import RULES, WORDS, WORKS


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
