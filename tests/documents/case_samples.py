"""Invented covers of exported cases."""

import hashlib
from datetime import date, datetime

from app.domain.documents import CaseCoverPaper, CaseItem, Letterhead
from tests.documents.samples import RULES, TASHKENT


def case_cover(language: str, length: int) -> CaseCoverPaper:
    """A cover with so many notices in its archive."""
    names = ["README.txt", "case.json", "acts.jsonl"]
    names += [f"notices/specimen-notice-2026-{number:06}.pdf" for number in range(1, length + 1)]
    items = tuple(
        CaseItem(name, 40_000 + place, hashlib.sha256(name.encode()).hexdigest())
        for place, name in enumerate(names)
    )
    last = hashlib.sha256(b"last").hexdigest()
    return CaseCoverPaper(
        number="2026-000041",
        specimen=True,
        rules=RULES,
        letterhead=Letterhead("Oʻzbekiston Respublikasi", "Vakolatli organ (namoyish)", ("(71) 000-00-00",)),
        depositor="“Lojuvard” MChJ",
        state={"uz": "Ochiq ish", "uz_Cyrl": "Очиқ иш", "ru": "Дело открыто"}.get(language, "Open case"),
        opened_on=date(2026, 11, 20),
        made_at=datetime(2026, 12, 1, 11, 5, tzinfo=TASHKENT),
        items=items,
        acts=length + 5,
        acts_of_case=length + 1,
        last_act=f"1204:{last}",
        index_sha256=hashlib.sha256(b"index").hexdigest(),
    )
