"""Invented papers that the authority makes for itself: reports, and registers of letters."""

from datetime import date, datetime

from app.domain.documents import (
    Letterhead,
    OversightReportPaper,
    PostItem,
    PostRegisterPaper,
    ReportTable,
    ReportTile,
)
from tests.documents.samples import RULES, TASHKENT, WORDS

MEASURES = ("Muddati keldi", "Muddatida", "Kechikib", "Yoʻq", "Foiz", "Nusxalar", "Yetishmaydi")
AGES = ("Ochiq ishlar", "30 kungacha", "31–90 kun", "91–365 kun", "365 kundan ortiq")


def oversight_report(language: str, length: int) -> OversightReportPaper:
    """A report on so many depositors, of a region where nothing fell due beside one where half came."""
    words = WORDS[language]
    measured = (12, 6, 2, 4, 50, 40, 9)
    rows = tuple((f"Noshir {row}", *measured) for row in range(1, length + 1))
    cases = (words["library"], 5, 1, 1, 2, 1)
    waiting = ((words["state"], 3, date(2026, 11, 2), date(2026, 11, 16)), (words["library"], 0, None, None))
    return OversightReportPaper(
        made_at=datetime(2026, 12, 1, 9, 5, tzinfo=TASHKENT),
        made_by="S. M. Qodirova",
        specimen=True,
        rules=RULES,
        letterhead=Letterhead(words["state"], words["library"], words["contacts"]),
        first=date(2026, 11, 1),
        last=date(2026, 11, 30),
        area="",
        narrowed=(words["library"],),
        due=1200,
        in_time=600,
        late=200,
        missing=400,
        tiles=(ReportTile("TK", words["state"], 60, 0, "q1", 50), ReportTile("AN", "", 105, 0, "q0", None)),
        measures=(
            ReportTable(words["state"], (words["library"], *MEASURES), rows, (words["state"], *measured)),
        ),
        of_publishers=length,
        counts=(
            ReportTable(words["library"], (words["state"], *AGES), (cases,), cases),
            ReportTable(words["library"], (words["state"], *AGES[:3]), waiting),
            ReportTable(words["library"], (words["state"], *AGES), ()),
        ),
        notes=(words["library"], words["state"]),
        url="https://nusxa.example/oversight?from=2026-11&until=2026-11",
    )


def post_register(language: str, length: int) -> PostRegisterPaper:
    """A register of so many letters with long addresses, every other with the number that the post gave."""
    words = WORDS[language]
    address = "Mustaqillik koʻchasi, 12-mavze, 45-uy, 2-kirish, 17-xonadon, moʻljal: eski bosmaxona"
    return PostRegisterPaper(
        batch=12,
        made_at=datetime(2026, 12, 1, 9, 5, tzinfo=TASHKENT),
        made_by="S. M. Qodirova",
        specimen=True,
        rules=RULES,
        letterhead=Letterhead(words["state"], words["library"], words["contacts"]),
        items=tuple(
            PostItem(
                words["libraries"][0],
                f"{words['state']}, {address}",
                f"2026-{row:06}",
                "RN000000123UZ" * (row % 2),
            )
            for row in range(length)
        ),
        without_address=2,
    )
