"""Reads of rule sets in every state of their life: those being prepared, and those adopted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Subquery,
    and_,
    cast,
    literal,
    not_,
    null,
    or_,
    select,
    tuple_,
    union_all,
)

from app.domain.errors import NotFound
from app.infra.db import UtcDateTime, session
from app.law.drafts.models import RuleSetDraft
from app.law.drafts.states import Moments, State, state_before_adoption, state_of
from app.law.models import AdoptedRuleSet

DRAFT, ADOPTED = "draft", "adopted"
PAGE_ROWS = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A rule set in a list. `at` is when it was last changed or adopted; `problems` None once adopted."""

    kind: str
    id: int
    code: str
    jurisdiction: str
    version: str
    problems: int | None
    at: datetime
    moments: Moments
    state: State


def list_rule_sets(
    *,
    today: date,
    jurisdiction: str = "",
    state: State | None = None,
    after: tuple[datetime, int] | None = None,
    limit: int = PAGE_ROWS,
) -> list[Row]:
    """The rule sets of one country or all, the latest first, one more than `limit` if more follow.

    `after` is the moment and the number (`number_of`) of the last one shown. A discarded draft is listed only
    where its state is asked for.
    """
    every = _every()
    at, number = every.c.at, every.c.number
    statement = select(every).order_by(at.desc(), number.desc()).limit(limit + 1)
    if jurisdiction:
        statement = statement.where(every.c.jurisdiction == jurisdiction)
    conditions = _conditions(every, today)
    statement = statement.where(conditions[state] if state is not None else not_(conditions[State.DISCARDED]))
    if after is not None:
        statement = statement.where(tuple_(at, number) < tuple_(*after))
    return [_row(found, today) for found in session().execute(statement)]


def number_of(row: Row) -> int:
    """A number by which rows of one moment are told apart: even for drafts, odd for adopted sets."""
    return row.id * 2 + (row.kind == ADOPTED)


def jurisdictions() -> Sequence[str]:
    """Every country of which there is a rule set in any state."""
    every = union_all(select(RuleSetDraft.jurisdiction), select(AdoptedRuleSet.jurisdiction)).subquery()
    return session().scalars(select(every.c.jurisdiction).distinct().order_by(every.c.jurisdiction)).all()


def draft_by_id(draft_id: int) -> RuleSetDraft:
    """A draft in whatever state. Raises `NotFound`."""
    found = session().get(RuleSetDraft, draft_id, populate_existing=True)
    if found is None:
        raise NotFound("not_found")
    return found


def adopted_by_id(rule_set_id: int) -> AdoptedRuleSet:
    """An adopted set with its text. Raises `NotFound`."""
    found = session().get(AdoptedRuleSet, rule_set_id)
    if found is None:
        raise NotFound("not_found")
    return found


def whole_drafts(limit: int = PAGE_ROWS) -> Sequence[RuleSetDraft]:
    """The drafts and proposals with nothing wrong in them, the last changed first."""
    draft = RuleSetDraft
    kept = and_(draft.problems == 0, draft.adopted_id.is_(None), draft.discarded_at.is_(None))
    statement = select(draft).where(kept).order_by(draft.changed_at.desc(), draft.id.desc()).limit(limit)
    return session().scalars(statement).all()


def state_of_draft(draft: RuleSetDraft) -> State:
    """How far a draft has come that was not adopted."""
    return state_before_adoption(draft.proposed_at, draft.discarded_at)


def state_of_adopted(adopted: AdoptedRuleSet, today: date) -> State:
    """How far an adopted set has come."""
    return state_of(_moments_of(adopted), today)


def _moments_of(row: Any) -> Moments:
    return Moments(row.proposed_at, None, row.effective_from, row.effective_to, row.repealed_at)


def _every() -> Subquery:
    draft, adopted = RuleSetDraft, AdoptedRuleSet
    drafts = select(
        literal(DRAFT).label("kind"), draft.id, (draft.id * 2).label("number"), draft.code,
        draft.jurisdiction, draft.version, draft.problems, draft.changed_at.label("at"), draft.proposed_at,
        draft.discarded_at, cast(null(), Date).label("effective_from"),
        cast(null(), Date).label("effective_to"),
        cast(null(), UtcDateTime).label("repealed_at"),
    ).where(draft.adopted_id.is_(None))  # fmt: skip
    adoptions = select(
        literal(ADOPTED).label("kind"), adopted.id, (adopted.id * 2 + 1).label("number"), adopted.code,
        adopted.jurisdiction, adopted.version, cast(null(), Integer).label("problems"),
        adopted.adopted_at.label("at"), adopted.proposed_at, cast(null(), UtcDateTime).label("discarded_at"),
        adopted.effective_from, adopted.effective_to, adopted.repealed_at,
    )  # fmt: skip
    return union_all(drafts, adoptions).subquery()


def _conditions(every: Subquery, today: date) -> dict[State, ColumnElement[bool]]:
    """What `state_of` says, for the database; a test compares both."""
    row = every.c
    is_draft, is_adopted = row.kind == DRAFT, row.kind == ADOPTED
    ends = row.effective_to.is_not(None)
    never = and_(ends, row.effective_to < row.effective_from)
    over = and_(ends, row.effective_to < today, row.effective_to >= row.effective_from)
    kept = and_(is_draft, row.discarded_at.is_(None))
    live = and_(is_adopted, or_(row.effective_to.is_(None), not_(or_(over, never))))
    return {
        State.DRAFT: and_(kept, row.proposed_at.is_(None)),
        State.PROPOSED: and_(kept, row.proposed_at.is_not(None)),
        State.DISCARDED: and_(is_draft, row.discarded_at.is_not(None)),
        State.COMING: and_(live, row.effective_from > today),
        State.IN_FORCE: and_(live, row.effective_from <= today),
        State.ENDED: and_(is_adopted, over, row.repealed_at.is_(None)),
        State.REPEALED: and_(is_adopted, over, row.repealed_at.is_not(None)),
        State.NEVER: and_(is_adopted, never),
    }


def _row(found: Any, today: date) -> Row:
    moments = Moments(
        found.proposed_at,
        found.discarded_at,
        found.effective_from,
        found.effective_to,
        found.repealed_at,
    )
    return Row(
        kind=found.kind,
        id=found.id,
        code=found.code,
        jurisdiction=found.jurisdiction,
        version=found.version,
        problems=found.problems,
        at=found.at,
        moments=moments,
        state=state_of(moments, today),
    )
