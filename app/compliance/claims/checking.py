"""Which late lines a library may ask for or pass on now, and why the others are left out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, exists, func, literal, select
from sqlalchemy.orm import aliased

from app.compliance.claims.covering import is_covered
from app.compliance.claims.models import Claim, ClaimKind, ClaimLine
from app.compliance.claims.scope import passed
from app.compliance.scope import noticeable, noticed
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.rows import ObligationRow, read_row, select_rows
from app.deposits.obligations.scope import within_reach
from app.domain.actor import Actor
from app.infra.db import session
from app.organisations.models import Organisation
from app.policy.permissions import Permission

AGAIN_AFTER = timedelta(days=14)
"""So long after a line was asked for, or passed on, it is not again."""


class LeftOut(StrEnum):
    """Why a line is in no claim; said at the look, at the act and, of a letter, at its sending."""

    SETTLED = "settled"
    """Received, owed no longer, or not late by a day that is certain."""
    NOTICED = "noticed"
    """The authority has issued a notice that names it."""
    COVERED = "covered"
    """All that is missing is on its way, or waits as a file for the library's own answer."""
    RECENT = "recent"
    """The same was done within AGAIN_AFTER."""


class Choice(NamedTuple):
    """A chosen line, who owes it (the record that stands), and why it is left out; None: it is not."""

    row: ObligationRow
    depositor_id: int
    why: LeftOut | None


@dataclass(frozen=True, slots=True)
class Choices:
    """The chosen lines, first who owes and then what is due first: those that stand, and the others."""

    lines: Sequence[Choice]
    left_out: Sequence[Choice]


def choices(
    actor: Actor, obligation_ids: Collection[int], kind: ClaimKind, *, at: datetime, today: date
) -> Choices:
    """Check each of these lines of the actor's library as it is now; others are as if they were not chosen.

    What nobody is known to owe cannot be claimed of anybody, and is not among them.
    """
    why = case(
        (~noticeable(today), literal(LeftOut.SETTLED)),
        (noticed(), literal(LeftOut.NOTICED)),
        *_of_kind(kind, at),
        else_=None,
    )
    statement = _owing(select_rows(actor), why).where(
        Obligation.id.in_(obligation_ids), within_reach(actor, Permission.CLAIM_MAKE)
    )
    found = [_read(row) for row in session().execute(statement)]
    return Choices([one for one in found if one.why is None], [one for one in found if one.why is not None])


def fallen_out(obligation_ids: Collection[int], *, today: date) -> dict[int, LeftOut]:
    """Why lines that were asked for need not be any longer, by obligation; for the moment of sending."""
    why = case(
        (~noticeable(today), literal(LeftOut.SETTLED)),
        (noticed(), literal(LeftOut.NOTICED)),
        (is_covered(), literal(LeftOut.COVERED)),
        else_=None,
    )
    found = session().execute(select(Obligation.id, why).where(Obligation.id.in_(obligation_ids)))
    return {obligation_id: LeftOut(text) for obligation_id, text in found if text is not None}


Reasons = list[tuple[ColumnElement[bool], ColumnElement[LeftOut]]]


def _of_kind(kind: ClaimKind, at: datetime) -> Reasons:
    """The authority hears of a parcel that has been on its way for months; its sender is not asked for it."""
    conditions: Reasons = [(is_covered(), literal(LeftOut.COVERED))] if kind is ClaimKind.ASKED else []
    return [*conditions, (_made_since(kind, at - AGAIN_AFTER), literal(LeftOut.RECENT))]


def _made_since(kind: ClaimKind, since: datetime) -> ColumnElement[bool]:
    """That the obligation stands in a claim of this kind made later; what a letter left out was not asked,
    and what was taken back may be passed on anew."""
    line, claim = aliased(ClaimLine), aliased(Claim)
    return exists(
        select(line.id)
        .join(claim, claim.id == line.claim_id)
        .where(
            line.obligation_id == Obligation.id,
            line.left_out == "",
            passed(claim) if kind is ClaimKind.PASSED else claim.kind == kind,
            claim.made_at > since,
        )
        .correlate(Obligation)
    )


def _owing(rows: Select[Any], why: ColumnElement[Any]) -> Select[Any]:
    """The rows with who owes them now, ordered by that."""
    owing = aliased(Organisation)
    depositor = func.coalesce(owing.merged_into_id, owing.id)
    return (
        rows.join(owing, owing.id == Obligation.depositor_id)
        .add_columns(depositor.label("owing_id"), why.label("why"))
        .order_by(owing.search_key, depositor, Obligation.due_on, Obligation.id)
    )


def _read(row: Any) -> Choice:
    return Choice(read_row(row), row.owing_id, LeftOut(row.why) if row.why is not None else None)
