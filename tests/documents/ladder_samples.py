"""Invented papers of what follows a notice: a referral, and a claim for copies that were bought."""

from datetime import date, timedelta

from app.domain.documents import (
    Executor,
    Letterhead,
    Party,
    ProposedSanction,
    ReferralPaper,
    ReferredLine,
    ReferredNotice,
    ReferredPurchase,
    ReferredRequest,
    RefundClaimPaper,
    RefundLine,
    Signatory,
)
from tests.documents.samples import CHECK, RULES, WORDS, WORKS

PARTY = Party("Oltin Davot MChJ", "Buxoro, Namuna koʻchasi, 12", "999000117")
NOTICES = ("2026-000417", "2026-000502")


def referral(language: str, length: int) -> ReferralPaper:
    """A case of two notices and so many lines; no body is named where there are many."""
    words = WORDS[language]
    return ReferralPaper(
        number="2026-000003",
        issued_on=date(2026, 12, 29),
        specimen=True,
        rules=RULES,
        letterhead=Letterhead(words["state"], words["library"], words["contacts"]),
        addressee=words["authority"] if length < 10 else "",
        party=PARTY,
        case="2026-000017",
        opened_on=date(2026, 11, 20),
        clause="14.5",
        allowed_on=date(2026, 12, 28),
        reasons=words["note"],
        notices=tuple(
            ReferredNotice(number, date(2026, 11, 20), date(2026, 12, 4), None, (words["delivery"],))
            for number in NOTICES
        ),
        lines=tuple(
            ReferredLine(
                work=WORKS[row % 5],
                library=words["libraries"][row % 3],
                notice=NOTICES[row % 2],
                due=2,
                received=row % 3,
                due_on=date(2026, 9, 28) + timedelta(days=row % 30),
                clause="6.1",
                is_file=row % 4 == 3,
            )
            for row in range(length)
        ),
        requests=(ReferredRequest(words["note"], date(2026, 11, 25), words["post"], "2026-000012"),),
        purchases=(ReferredPurchase("2026-000002", date(2026, 12, 22), 3, 12_345_050, "UZS"),),
        sanction=ProposedSanction(words["post"], "3–5 BHM", words["note"], words["delivery"]),
        signatory=Signatory(*words["signatory"]),
        check=CHECK,
        executor=Executor(words["signatory"][1], "(71) 000-00-00"),
        set_apart=length % 4,
    )


def refund_claim(language: str, length: int) -> RefundClaimPaper:
    """Copies bought in one shop for so many lines."""
    words = WORDS[language]
    return RefundClaimPaper(
        number="2026-000002",
        issued_on=date(2026, 12, 23),
        specimen=True,
        rules=RULES,
        letterhead=Letterhead(words["state"], words["library"], words["contacts"]),
        party=PARTY,
        case="2026-000017",
        clause="14.4",
        seller="Kitob olami doʻkoni",
        bought_on=date(2026, 12, 22),
        currency="UZS",
        lines=tuple(
            RefundLine(
                work=WORKS[row % 5],
                library=words["libraries"][row % 3],
                notice=NOTICES[row % 2],
                due_on=date(2026, 9, 28) + timedelta(days=row % 30),
                copies=1 + row % 2,
                price=4_500_000 + 50 * (row % 2),
            )
            for row in range(length)
        ),
        signatory=Signatory(*words["signatory"]),
        check=CHECK,
        executor=Executor(words["signatory"][1], "(71) 000-00-00"),
    )
