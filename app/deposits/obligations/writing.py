"""Carries plans out on the rows of releases, in a constant number of statements."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from operator import itemgetter

from sqlalchemy import delete, update
from sqlalchemy.orm.attributes import set_committed_value

from app.deposits.obligations.changes import Owed, note_changes
from app.deposits.obligations.judging import Judgement, UndecidedUnder
from app.deposits.obligations.models import Obligation, UndecidedRule
from app.deposits.obligations.planning import COLUMNS, Altered, Difference, Plan, Register, Values, plan_new
from app.deposits.obligations.terms import Case
from app.infra.bulk import add_rows
from app.infra.db import session

_filled = itemgetter(*COLUMNS)
_pair = itemgetter("depositor_id", "due_on")


def write_plan(release_id: int, plan: Plan, *, at: datetime) -> None:
    """Add, change and cancel rows until what is kept is what is owed. What was received stays."""
    _insert([(release_id, item) for item in plan.difference.added], at)
    _update(plan.rows, plan.difference.changed)
    _cancel(plan.difference.cancelled, at)
    session().execute(delete(UndecidedRule).where(UndecidedRule.release_id == release_id))
    _insert_undecided([(release_id, item) for item in plan.undecided])


def write_new(
    judged: Iterable[tuple[Case, Judgement]], register: Register, *, at: datetime
) -> Mapping[int, Difference]:
    """Write what is owed for releases for which nothing is kept yet, all rows in one go.

    Returned is what was added, by release.

    Raises:
        sqlalchemy.exc.IntegrityError: something is kept already for one of them.
        DomainError: `law.unknown_depository`.
    """
    plans = {case.release_id: plan_new(case, judgement, register) for case, judgement in judged}
    _insert([(release_id, item) for release_id, plan in plans.items() for item in plan.difference.added], at)
    _insert_undecided((release_id, item) for release_id, plan in plans.items() for item in plan.undecided)
    return {release_id: plan.difference for release_id, plan in plans.items()}


def is_open(*, copies: int | None, handed_over: int, ended: bool) -> bool:
    """Whether the depositor has copies to give still; an unknown number is no shortfall. `ended`: cancelled
    or excused."""
    return not ended and copies is not None and handed_over < copies


def _insert(added: Sequence[tuple[int, Values]], at: datetime) -> None:
    # Of thousands of rows only a handful differ in this, so they are told apart before anything is asked.
    note_changes(_owed(*pair) for pair in {_pair(item) for _release_id, item in added})
    add_rows(
        Obligation,
        (*COLUMNS, "release_id", "created_at", "received", "held", "open"),
        ((*_filled(item), release_id, at, 0, 0, item["copies"] is not None) for release_id, item in added),
    )


def _owed(who: object, day: object) -> Owed:
    return who if isinstance(who, int) else None, day if isinstance(day, date) else None


def _update(rows: Mapping[int, Obligation], changed: Sequence[Altered]) -> None:
    if not changed:
        return
    updates: list[dict[str, object]] = []
    for item in changed:
        row = rows[item.obligation_id]
        copies = item.after["copies"]
        still_open = isinstance(copies, int) and is_open(
            copies=copies, handed_over=row.handed_over, ended=row.excused_at is not None
        )
        updates.append({**item.after, "id": row.id, "cancelled_at": None, "open": still_open})
    note_changes(_owed(*_pair(values)) for item in changed for values in (item.before, item.after))
    session().execute(update(Obligation), updates)
    for item, values in zip(changed, updates, strict=True):
        for name, value in values.items():
            set_committed_value(rows[item.obligation_id], name, value)


def _cancel(cancelled: Sequence[Altered], at: datetime) -> None:
    if cancelled:
        note_changes(_owed(*_pair(item.before)) for item in cancelled)
        ids = [item.obligation_id for item in cancelled]
        session().execute(
            update(Obligation).where(Obligation.id.in_(ids)).values(cancelled_at=at, open=False)
        )


def _insert_undecided(undecided: Iterable[tuple[int, UndecidedUnder]]) -> None:
    add_rows(
        UndecidedRule,
        ("release_id", "rule_id", "rule_set_id", "missing"),
        (
            (release_id, item.undecided.rule_id, item.law.id, list(item.undecided.missing))
            for release_id, item in undecided
        ),
    )
