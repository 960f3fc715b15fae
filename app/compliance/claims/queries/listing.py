"""Lines of claims as lists show them, each within the actor's reach, in a number of statements that does not
grow."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, func, select, true

from app.compliance.claims.models import Claim, ClaimKind, ClaimLine
from app.compliance.claims.queries.answers import SaidAnswer, answers_about
from app.compliance.claims.scope import Outcome, claims_within_reach, outcome
from app.compliance.models import Notice, NoticeLine
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.queries import EXACT_TOTAL
from app.deposits.obligations.rows import ObligationRow, read_row, select_rows
from app.domain.actor import Actor
from app.infra.db import session, streamed
from app.infra.mail import Message
from app.infra.search import matching
from app.publications.models import Publication, Release

ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """What the list is narrowed to; None and an empty text narrow nothing."""

    query: str = ""
    kind: ClaimKind | None = None
    outcome: Outcome | None = None
    depository_id: int | None = None
    claim_id: int | None = None


class ClaimRow(NamedTuple):
    """A line of a claim: `copies` missing and `due_on` as they were when it was made, `owed` as it is now.

    `sent_at` None: its letter has not been sent, or there is none. `notice` is the number of the latest one
    in force that names it. `answers`: every one of the depositor, in the order in which they were given;
    where the line was passed on, those to the letters about it.
    """

    id: int
    claim_id: int
    kind: ClaimKind
    made_at: datetime
    sent_at: datetime | None
    copies: int
    due_on: date
    outcome: Outcome
    owed: ObligationRow
    answers: Sequence[SaidAnswer]
    notice: str

    @property
    def answer(self) -> SaidAnswer | None:
        """The last answer, which counts."""
        return self.answers[-1] if self.answers else None


def list_claims(actor: Actor, wanted: ClaimFilter, *, after: int | None = None, limit: int) -> list[ClaimRow]:
    """Lines within reach, the latest first; `after` is the id of the last one before these."""
    statement = _rows(actor, wanted)
    if after is not None:
        statement = statement.where(ClaimLine.id < after)
    return _completed(session().execute(statement.limit(limit)))


def every_claim(actor: Actor, wanted: ClaimFilter) -> Iterator[ClaimRow]:
    """All that `list_claims` would give, read a batch at a time for an export."""
    remaining = streamed(_rows(actor, wanted), ROWS_AT_ONCE)
    while some := list(islice(remaining, ROWS_AT_ONCE)):
        yield from _completed(some)


def count_claims(actor: Actor, wanted: ClaimFilter) -> int:
    """How many lines `list_claims` would give in all, counting no further than one past EXACT_TOTAL."""
    found = _joined(select(ClaimLine.id).select_from(Obligation)).where(_narrowed(actor, wanted))
    if wanted.query:
        found = found.join(Release, Release.id == Obligation.release_id)
        found = found.join(Publication, Publication.id == Release.publication_id)
    return session().scalar(select(func.count()).select_from(found.limit(EXACT_TOTAL + 1).subquery())) or 0


def _rows(actor: Actor, wanted: ClaimFilter) -> Select[Any]:
    told = select(Message.sent_at).where(Message.id == Claim.message_id).correlate(Claim).scalar_subquery()
    columns = (
        ClaimLine.id.label("line_id"), Claim.id.label("claim_id"), Claim.kind, Claim.made_at,
        told.label("told_at"), ClaimLine.copies.label("asked"), ClaimLine.due_on.label("was_due"),
        outcome().label("outcome"),
    )  # fmt: skip
    statement = _joined(select_rows(actor)).add_columns(*columns).where(_narrowed(actor, wanted))
    return statement.order_by(ClaimLine.id.desc())


def _joined(statement: Select[Any]) -> Select[Any]:
    return statement.join(ClaimLine, ClaimLine.obligation_id == Obligation.id).join(
        Claim, Claim.id == ClaimLine.claim_id
    )


def _narrowed(actor: Actor, wanted: ClaimFilter) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [true(), claims_within_reach(actor)]
    if wanted.kind is not None:
        conditions.append(Claim.kind == wanted.kind)
    if wanted.outcome is not None:
        conditions.append(outcome() == wanted.outcome)
    if wanted.depository_id is not None:
        conditions.append(Claim.depository_id == wanted.depository_id)
    if wanted.claim_id is not None:
        conditions.append(Claim.id == wanted.claim_id)
    if wanted.query:
        conditions.append(matching(Publication.id, wanted.query))
    return and_(*conditions)


def _completed(rows: Iterable[Row[Any]]) -> list[ClaimRow]:
    found = list(rows)
    answers = _answers(found)
    notices = _notices([row.line_id for row in found if row.outcome == Outcome.NOTICED])
    return [
        ClaimRow(
            row.line_id, row.claim_id, row.kind, row.made_at, row.told_at, row.asked, row.was_due,
            Outcome(row.outcome), read_row(row), answers[row.line_id], notices.get(row.line_id, ""),
        )
        for row in found
    ]  # fmt: skip


def _answers(rows: Sequence[Row[Any]]) -> Mapping[int, Sequence[SaidAnswer]]:
    """The answers to each letter; to what was passed on belongs all that was answered about it."""
    about = answers_about({row.id for row in rows})
    return {
        row.line_id: [
            said
            for said in about.get(row.id, ())
            if row.kind is ClaimKind.PASSED or said.line_id == row.line_id
        ]
        for row in rows
    }


def _notices(line_ids: Sequence[int]) -> Mapping[int, str]:
    statement = (
        select(ClaimLine.id, Notice.number)
        .join(NoticeLine, NoticeLine.obligation_id == ClaimLine.obligation_id)
        .join(Notice, Notice.id == NoticeLine.notice_id)
        .where(ClaimLine.id.in_(line_ids), Notice.withdrawn_at.is_(None))
        .order_by(Notice.id)
    )
    return {row[0]: row[1] for row in session().execute(statement)}
