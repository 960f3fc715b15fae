"""An invented decision on a request."""

from datetime import date

from app.domain.documents import DecisionLine, DecisionPaper, Executor, Letterhead, Party, Signatory
from app.domain.requests import Outcome, RequestKind
from tests.documents.samples import CHECK, RULES, WORDS, WORKS


def decision(language: str, length: int) -> DecisionPaper:
    """More time, granted in part, for so many lines."""
    words = WORDS[language]
    return DecisionPaper(
        number="2026-000012",
        issued_on=date(2026, 11, 20),
        specimen=True,
        rules=RULES,
        letterhead=Letterhead(words["state"], words["library"], words["contacts"]),
        party=Party("Oltin Davot MChJ", "Buxoro, Namuna koʻchasi, 12", "999000117"),
        request=37,
        kind=RequestKind.EXTENSION,
        asked_on=date(2026, 11, 12),
        asked_until=date(2026, 12, 31),
        notice="2026-000417",
        against="",
        clause="15.2",
        outcome=Outcome.PARTLY,
        reasons=words["library"],
        lines=tuple(
            DecisionLine(
                work=WORKS[row % 5],
                library=words["libraries"][0],
                copies=2,
                due_on=date(2026, 11, 2),
                clause="6.1",
                is_file=row % 4 == 3,
                granted=row % 2 == 0,
                until=date(2026, 12, 15) if row % 2 == 0 else None,
            )
            for row in range(length)
        ),
        final=False,
        appeal_by=date(2026, 12, 21),
        appeal_clause="15.3",
        signatory=Signatory(*words["signatory"]),
        check=CHECK,
        executor=Executor(words["signatory"][1], "(71) 000-00-00"),
    )
