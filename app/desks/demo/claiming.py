"""Claims of the demonstration: a library asks for what is late, some answer, some is passed on."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from app.accounts.models import Account
from app.compliance.claims.models import AnswerKind, Claim, ClaimKind, ClaimLine
from app.compliance.claims.services.answering import Answer, answer_claim
from app.compliance.claims.services.making import make_claims
from app.compliance.scope import noticeable, noticed
from app.deposits.obligations.models import Obligation
from app.desks.demo.people import person
from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.infra import clock
from app.infra.db import session

LIBRARIAN = "kutubxona"
MOST = 12
WORDS = "Milliy bibliografiyaning yillik soniga kirishi uchun kutmoqdamiz."
PASSED = "Ikki marta yozdik va qoʻngʻiroq qildik, javob boʻlmadi."


def claim_late(*, at: datetime) -> None:
    """Ask a week ago for what was late then; one asked answers, and what is oldest goes to the authority."""
    librarian = person(LIBRARIAN)
    asked_at = at - timedelta(days=7)
    late = _late(librarian, asked_at)
    if not late:
        return
    try:
        made = make_claims(
            obligation_ids=late, kind=ClaimKind.ASKED, words=WORDS, by=librarian, at=asked_at
        ).claims
    except Conflict:
        return
    for claim in made[-1:]:
        _promise(claim, at - timedelta(days=5))
    make_claims(
        obligation_ids=late[:1], kind=ClaimKind.PASSED, words=PASSED, by=librarian, at=at - timedelta(hours=4)
    )


def _promise(claim: Claim, at: datetime) -> None:
    writers = select(Account).where(Account.organisation_id == claim.depositor_id).order_by(Account.id)
    writer = session().scalars(writers).first()
    lines = session().scalars(select(ClaimLine.id).where(ClaimLine.claim_id == claim.id)).all()
    if writer is not None:
        promise = Answer(AnswerKind.WILL_SEND, clock.local_day(at) + timedelta(days=9))
        answer_claim(claim_id=claim.id, line_ids=lines, answer=promise, by=writer.actor(), at=at)


def _late(librarian: Actor, at: datetime) -> Sequence[int]:
    late = select(Obligation.id).where(
        Obligation.depository_id == librarian.organisation_id, noticeable(clock.local_day(at)), ~noticed()
    )
    return session().scalars(late.order_by(Obligation.due_on, Obligation.id).limit(MOST)).all()
