"""Reads of what depositors answered libraries."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select

from app.compliance.claims.models import AnswerKind, ClaimAnswer, ClaimLine
from app.infra.db import session


class SaidAnswer(NamedTuple):
    """One answer, given to the letter in which a line stands."""

    line_id: int
    kind: AnswerKind
    day: date | None
    words: str
    answered_at: datetime


def answers_about(obligation_ids: Collection[int]) -> Mapping[int, Sequence[SaidAnswer]]:
    """The answers about each of these obligations, to whichever letter, in the order in which they were
    given; the caller has made sure of the reach."""
    answer = ClaimAnswer
    statement = (
        select(
            ClaimLine.obligation_id, answer.line_id, answer.kind, answer.day, answer.words, answer.answered_at
        )
        .join(ClaimLine, ClaimLine.id == answer.line_id)
        .where(ClaimLine.obligation_id.in_(obligation_ids))
        .order_by(answer.id)
    )
    found: dict[int, list[SaidAnswer]] = {}
    for row in session().execute(statement):
        found.setdefault(row[0], []).append(SaidAnswer(*row[1:]))
    return found
