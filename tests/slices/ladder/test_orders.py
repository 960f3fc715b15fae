"""Standing orders: worked off each working day in the name of who gave them, once whatever is killed."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit.models import AuditEvent
from app.compliance.ladder.jobs import work_on_orders
from app.compliance.ladder.models import StandingOrder, StepCall
from app.compliance.ladder.services import ordering
from app.compliance.ladder.services.ordering import give_order, revoke_order
from app.compliance.ladder.steps import step_of
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.infra.db import transaction
from tests.factories.compliance import AT, TODAY, Late, add_inspector, add_late, add_late_depositors
from tests.slices.ladder.conftest import Work

DAY = timedelta(days=1)


def order(late: Late, number: int = 1, by: Actor | None = None, **differing: object) -> StandingOrder:
    values: dict[str, object] = {"from_on": TODAY, "reason": "Buyruq 14-son", **differing}
    with transaction():
        return give_order(step=step_of(late.rules.id, number), by=by or late.inspector, at=AT, **values)  # type: ignore[arg-type]


def worked(at: datetime) -> int:
    with time_machine.travel(at, tick=False):
        return work_on_orders()


def calls(session: Session) -> list[StepCall]:
    return list(session.scalars(select(StepCall).order_by(StepCall.id)))


def test_an_order_begins_today_or_later(late: Late) -> None:
    with pytest.raises(DomainError, match=r"ladder\.day_too_far"):
        order(late, from_on=date(9999, 12, 31))
    with pytest.raises(DomainError, match=r"ladder\.day_past"):
        order(late, from_on=TODAY - DAY)


def test_the_worker_calls_and_sends_in_the_name_of_the_order(
    late: Late, person: Account, work: Work, session: Session
) -> None:
    with transaction():
        add_late(late)
    given = order(late)
    (digest,) = work(AT)
    assert "Reminder under 14-modda, 1-bosqich" in digest.body
    (made,) = calls(session)
    assert (made.order_id, made.by_id) == (given.id, late.inspector.account_id)
    act = session.scalars(select(AuditEvent).where(AuditEvent.name == "ladder.called")).one()
    assert act.after["order"] == given.id
    work(AT + timedelta(hours=1))
    assert len(calls(session)) == 1


def killed_before_the_commit(order_id: int) -> None:
    with transaction():
        ordering.work_on_order(order_id=order_id, at=AT, today=TODAY)
        raise KeyboardInterrupt


def test_killed_between_portions_it_repeats_nothing(
    late: Late, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_late_depositors(late, 5)
    given = order(late)
    monkeypatch.setattr(ordering, "AT_ONCE", 2)
    with pytest.raises(KeyboardInterrupt):
        killed_before_the_commit(given.id)
    assert calls(session) == []
    with transaction():
        assert ordering.work_on_order(order_id=given.id, at=AT, today=TODAY) == 2
    assert worked(AT) == 3
    assert worked(AT + timedelta(minutes=1)) == 0
    assert len({one.obligation_id for one in calls(session)}) == len(calls(session)) == 5


def test_nothing_on_free_days_before_its_day_or_without_its_giver(
    late: Late, app: Flask, session: Session
) -> None:
    add_late_depositors(late, 1)
    saturday = AT + 5 * DAY
    first = order(late, from_on=saturday.date())
    assert [worked(AT), worked(saturday), worked(saturday + DAY)] == [0, 0, 0]
    with transaction() as kept:
        kept.get_one(Account, late.inspector.account_id).deactivated_at = AT
    assert worked(saturday + 2 * DAY) == 0
    with transaction() as kept:
        kept.get_one(Account, late.inspector.account_id).deactivated_at = None
    assert worked(saturday + 3 * DAY) == 1
    with transaction():
        revoke_order(order_id=first.id, by=late.inspector, at=AT)
    add_late_depositors(late, 1)
    assert worked(saturday + 4 * DAY) == 0


def test_only_with_a_reason_once_and_for_the_own_region(late: Late) -> None:
    with pytest.raises(DomainError, match=r"notice\.language"):
        order(late, 3)
    with pytest.raises(DomainError, match="no_reason"):
        order(late, reason=" ")
    given = order(late)
    with pytest.raises(Conflict, match="ordered_already") as refused:
        order(late, from_on=TODAY + DAY)
    assert refused.value.params == {"number": given.id, "day": TODAY}
    with transaction():
        elsewhere = add_inspector(late.authority, "1714")
    order(late, by=elsewhere)
    with pytest.raises(NotFound), transaction():
        revoke_order(order_id=given.id, by=elsewhere, at=AT)
    with transaction():
        revoke_order(order_id=given.id, by=late.inspector, at=AT)
    with pytest.raises(Conflict, match="revoked_already"), transaction():
        revoke_order(order_id=given.id, by=late.inspector, at=AT)
    order(late)
