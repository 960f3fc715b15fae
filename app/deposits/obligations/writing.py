"""Carries a plan out on the rows of one release, in a constant number of statements."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, update
from sqlalchemy.orm.attributes import set_committed_value

from app.deposits.obligations.judging import UndecidedUnder
from app.deposits.obligations.models import Obligation, UndecidedRule
from app.deposits.obligations.planning import Altered, Plan, Values
from app.infra.db import session


def write_plan(release_id: int, plan: Plan, *, at: datetime) -> None:
    """Add, change and cancel rows until what is kept is what is owed. What was received stays."""
    _insert(release_id, plan.difference.added, at)
    _update(plan.rows, plan.difference.changed)
    _cancel(plan.difference.cancelled, at)
    _write_undecided(release_id, plan.undecided)


def is_open(*, copies: int | None, received: int, cancelled: bool) -> bool:
    """Whether copies are still missing; an unknown number is no shortfall."""
    return not cancelled and copies is not None and received < copies


def _insert(release_id: int, added: Sequence[Values], at: datetime) -> None:
    if added:
        rows = [
            {
                **item,
                "release_id": release_id,
                "created_at": at,
                "received": 0,
                "open": item["copies"] is not None,
            }
            for item in added
        ]
        # Without `render_nulls` rows are grouped by which of their values are empty, one statement each.
        session().execute(insert(Obligation).execution_options(render_nulls=True), rows)


def _update(rows: Mapping[int, Obligation], changed: Sequence[Altered]) -> None:
    if not changed:
        return
    updates: list[dict[str, object]] = []
    for item in changed:
        row = rows[item.obligation_id]
        copies = item.after["copies"]
        still_open = isinstance(copies, int) and is_open(
            copies=copies, received=row.received, cancelled=False
        )
        updates.append({**item.after, "id": row.id, "cancelled_at": None, "open": still_open})
    session().execute(update(Obligation), updates)
    for item, values in zip(changed, updates, strict=True):
        for name, value in values.items():
            set_committed_value(rows[item.obligation_id], name, value)


def _cancel(cancelled: Sequence[Altered], at: datetime) -> None:
    if cancelled:
        ids = [item.obligation_id for item in cancelled]
        session().execute(
            update(Obligation).where(Obligation.id.in_(ids)).values(cancelled_at=at, open=False)
        )


def _write_undecided(release_id: int, undecided: Sequence[UndecidedUnder]) -> None:
    session().execute(delete(UndecidedRule).where(UndecidedRule.release_id == release_id))
    rows = [
        {
            "release_id": release_id,
            "rule_id": item.undecided.rule_id,
            "rule_set_id": item.law.id,
            "missing": list(item.undecided.missing),
        }
        for item in undecided
    ]
    if rows:
        session().execute(insert(UndecidedRule), rows)
