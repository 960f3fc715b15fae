"""A reminder of the law is called for: it goes out with the next digest, when its facts are read again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, select

from app.compliance.ladder.models import StandingOrder, StepCall
from app.compliance.ladder.steps import Step, due
from app.compliance.scope import STAYING
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.domain.events import Event, Subject
from app.infra.bulk import add_rows
from app.infra.db import session
from app.infra.events import publish
from app.organisations.models import Organisation
from app.policy.permissions import Permission
from app.policy.table import may

MOST_DEPOSITORS = 500
"""In one act."""
_COLUMNS = (
    "obligation_id", "depositor_id", "rule_set_id", "step", "action", "locator",
    "called_at", "by_id", "order_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Called:
    """For how many depositors and lines a step was called for."""

    depositors: int
    lines: int


def call_for(
    *,
    step: Step,
    depositor_ids: Collection[int],
    by: Actor,
    at: datetime,
    order: StandingOrder | None = None,
) -> Called:
    """Call for a reminder of everything of these depositors for which it is due at this moment.

    Raises:
        DomainError: `ladder.none_chosen`, `ladder.not_a_reminder`.
        Conflict: `ladder.too_many`, `ladder.nothing_left`, none of it is due any more.
    """
    if not depositor_ids:
        raise DomainError("ladder.none_chosen")
    if not step.is_reminder or not may(by, Permission.NOTICE_ISSUE):
        raise DomainError("ladder.not_a_reminder")
    if len(depositor_ids) > MOST_DEPOSITORS:
        raise Conflict("ladder.too_many", most=MOST_DEPOSITORS)
    # Two who call at once: the second waits for the first on the lines, and then finds them called for.
    session().execute(_lines(step, depositor_ids, by, at).with_for_update(of=Obligation))
    rows = session().execute(_lines(step, depositor_ids, by, at)).all()
    if not rows:
        raise Conflict("ladder.nothing_left")
    order_id = order.id if order is not None else None
    claim = step.claim
    what = (step.law.id, claim.step, claim.action.value, claim.citation.locator, at, by.account_id, order_id)
    add_rows(StepCall, _COLUMNS, ((row.id, row.depositor_id, *what) for row in rows))
    by_depositor: dict[int, list[Row[int, int, int, int | None]]] = {}
    for row in rows:
        by_depositor.setdefault(row.depositor_id, []).append(row)
    for depositor_id, lines in by_depositor.items():
        publish(_told(step, depositor_id, lines, by=by, at=at, order_id=order_id))
    return Called(len(by_depositor), len(rows))


def _lines(
    step: Step, depositor_ids: Collection[int], by: Actor, at: datetime
) -> Select[int, int, int, int | None]:
    missing = (Obligation.copies - Obligation.handed_over).label("missing")
    return (
        select(Obligation.id, STAYING.label("depositor_id"), Obligation.release_id, missing)
        .join(Organisation, Organisation.id == Obligation.depositor_id)
        .where(STAYING.in_(depositor_ids), due(step, by, at=at))
        .order_by(Obligation.id)
    )


def _told(
    step: Step,
    depositor_id: int,
    lines: Sequence[Row[int, int, int, int | None]],
    *,
    by: Actor,
    at: datetime,
    order_id: int | None,
) -> Event:
    releases = dict.fromkeys(line.release_id for line in lines)
    after = {
        "step": step.claim.step,
        "locator": step.claim.citation.locator,
        "copies": sum(line.missing for line in lines),
        "obligations": [line.id for line in lines],
        "specimen": step.law.hypothetical,
    }
    if order_id is not None:
        after["order"] = order_id
    subjects = (Subject("organisation", depositor_id), *(Subject("release", one) for one in releases))
    return Event("ladder.called", by, at, subjects, after=after)
