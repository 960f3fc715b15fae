"""A depositor answers a library's letter."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.compliance.claims.models import AnswerKind, Claim, ClaimAnswer, ClaimKind, ClaimLine
from app.compliance.claims.services.subjects import subjects_of
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import within_reach
from app.domain.actor import Actor
from app.domain.discrepancies import FURTHEST_PROMISE
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event
from app.infra import clock
from app.infra.db import session
from app.infra.events import publish
from app.policy.permissions import Permission

EARLIEST_SENDING = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered; `day` is when it was sent or will be, None where it is not theirs."""

    kind: AnswerKind
    day: date | None = None
    words: str = ""


def answer_claim(
    *, claim_id: int, line_ids: Collection[int], answer: Answer, by: Actor, at: datetime
) -> list[ClaimAnswer]:
    """Answer the chosen lines of a letter that are still open; what is due stays due.

    Raises:
        NotFound: there is no such letter within reach, or a line is not its.
        DomainError: `claim.no_line_chosen`, `claim.day_missing`, `claim.day_ahead`, `claim.day_long_ago`,
            `claim.day_past`, `claim.day_too_far`, `claim.why_missing`.
        Conflict: `claim.nothing_to_answer`, all that was chosen was received or is owed no longer.
    """
    said = Answer(answer.kind, answer.day, answer.words.strip())
    if not line_ids:
        raise DomainError("claim.no_line_chosen", "line")
    _check(said, clock.local_day(at))
    lines = _lines(claim_id, line_ids, by)
    still_open = [line for line in lines if line.obligation.open]
    if not still_open:
        raise Conflict("claim.nothing_to_answer")
    day = None if said.kind is AnswerKind.NOT_OURS else said.day
    answers = [
        ClaimAnswer(
            line_id=line.id,
            kind=said.kind,
            day=day,
            words=said.words,
            answered_at=at,
            answered_by_id=by.account_id,
        )
        for line in still_open
    ]
    session().add_all(answers)
    session().flush()
    publish(_answered(session().get_one(Claim, claim_id), still_open, said, by, at))
    return answers


def _check(said: Answer, today: date) -> None:
    if said.kind is AnswerKind.NOT_OURS:
        if not said.words:
            raise DomainError("claim.why_missing", "words")
        return
    if said.day is None:
        raise DomainError("claim.day_missing", "day")
    if said.kind is AnswerKind.SENT:
        refused = {
            "claim.day_ahead": said.day > today,
            "claim.day_long_ago": said.day < today - EARLIEST_SENDING,
        }
    else:
        refused = {
            "claim.day_past": said.day < today,
            "claim.day_too_far": said.day > today + FURTHEST_PROMISE,
        }
    for code, is_so in refused.items():
        if is_so:
            raise DomainError(code, "day", most=FURTHEST_PROMISE.days)


def _lines(claim_id: int, line_ids: Collection[int], by: Actor) -> Sequence[ClaimLine]:
    """The chosen lines of a letter to the actor's organisation."""
    statement = (
        select(ClaimLine)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .join(Obligation, Obligation.id == ClaimLine.obligation_id)
        .where(
            Claim.id == claim_id,
            Claim.kind == ClaimKind.ASKED,
            ClaimLine.id.in_(line_ids),
            within_reach(by, Permission.CLAIM_ANSWER),
        )
        .options(joinedload(ClaimLine.obligation))
        .order_by(ClaimLine.id)
    )
    found = session().scalars(statement).all()
    if len(found) != len(set(line_ids)):
        raise NotFound("not_found")
    return found


def _answered(claim: Claim, lines: Sequence[ClaimLine], said: Answer, by: Actor, at: datetime) -> Event:
    return Event(
        f"claim.answered_{said.kind}",
        by,
        at,
        subjects_of(claim, (line.obligation.release_id for line in lines)),
        after={
            "day": said.day.isoformat() if said.day and said.kind is not AnswerKind.NOT_OURS else None,
            "reason": said.words,
            "obligations": [line.obligation_id for line in lines],
        },
    )
