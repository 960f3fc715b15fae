"""Notices under a standing order: one batch a day, each line checked again, in the name of who gave it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.compliance.batches.jobs import issue_batches
from app.compliance.batches.models import BatchLine, NoticeBatch, Outcome
from app.compliance.batches.states import State, state_of
from app.compliance.ladder.jobs import work_on_orders
from app.compliance.ladder.models import StandingOrder
from app.compliance.ladder.services.calling import call_for
from app.compliance.ladder.services.ordering import give_order, revoke_order
from app.compliance.ladder.steps import step_of
from app.compliance.models import Notice, NoticeLine
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.services import add_received
from app.domain.actor import Role
from app.infra.db import transaction
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import AT, TODAY, Late, add_late
from tests.slices.ladder.conftest import Work

SECOND, NOTICE = (datetime(2026, 12, day, 9, 0, tzinfo=UTC) for day in (7, 21))
DAY = timedelta(days=1)


@pytest.fixture
def lines(late: Late, person: Account, work: Work) -> list[Obligation]:
    """Two lines whose two reminders were sent, so that the notice is due from 21 December."""
    with transaction():
        made = [add_late(late) for _ in range(2)]
    for number, at in ((1, AT), (2, SECOND)):
        with transaction():
            step = step_of(late.rules.id, number)
            call_for(step=step, depositor_ids=[late.publisher.id], by=late.inspector, at=at)
        work(at)
    return made


@pytest.fixture
def order(late: Late) -> StandingOrder:
    with transaction():
        return give_order(
            step=step_of(late.rules.id, 3),
            from_on=TODAY,
            reason="Buyruq 21-son",
            language="ru",
            by=late.inspector,
            at=AT,
        )


def worked(at: datetime) -> None:
    """The worker prepares what is ordered, and issues it."""
    with time_machine.travel(at, tick=False):
        work_on_orders()
        issue_batches()


def named(session: Session) -> list[tuple[str, int]]:
    rows = select(Notice.number, NoticeLine.obligation_id).join(NoticeLine).order_by(NoticeLine.id)
    return [(number, line) for number, line in session.execute(rows)]


def batches(session: Session) -> list[NoticeBatch]:
    return list(session.scalars(select(NoticeBatch).execution_options(populate_existing=True)))


def test_a_day_has_one_batch_of_what_is_due_and_of_nothing_else(
    late: Late, lines: list[Obligation], order: StandingOrder, session: Session
) -> None:
    worked(NOTICE - 3 * DAY)  # Friday
    assert named(session) == []
    with transaction():
        young = add_late(late)  # late, and never reminded of
    worked(NOTICE)
    worked(NOTICE + timedelta(hours=1))
    assert named(session) == [("2026-000001", line.id) for line in lines]
    [batch] = batches(session)
    assert (batch.order_id, batch.ordered_for, batch.language) == (order.id, NOTICE.date(), "ru")
    assert batch.started_by_id == late.inspector.account_id
    assert session.scalars(select(Notice.issued_by_id)).one() == late.inspector.account_id
    worked(NOTICE + DAY)
    assert young.id not in [line for _number, line in named(session)]
    assert len(batches(session)) == 1, "nothing is due, so no batch is made"


def test_what_is_received_before_the_issue_is_not_named(
    late: Late, lines: list[Obligation], order: StandingOrder, session: Session
) -> None:
    with time_machine.travel(NOTICE, tick=False):
        work_on_orders()
    with transaction() as kept:
        add_received(obligation=kept.get_one(Obligation, lines[0].id), copies=2)
    worked(NOTICE)
    assert named(session) == [("2026-000001", lines[1].id)]


def test_without_its_giver_it_rests_and_its_page_says_so(
    client: FlaskClient, late: Late, lines: list[Obligation], order: StandingOrder, session: Session
) -> None:
    with transaction() as kept:
        kept.get_one(Account, late.inspector.account_id).deactivated_at = AT
    worked(NOTICE)
    assert batches(session) == []
    with time_machine.travel(NOTICE):
        sign_in(client, make_account(Role.REGULATOR, late.authority))
        assert "The order rests" in client.get("/steps").text
        with transaction() as kept:
            kept.get_one(Account, late.inspector.account_id).deactivated_at = None
        worked(NOTICE + DAY)
        page = client.get("/steps").text
        assert "The order rests" not in page
        assert f"/notice-batches/{batches(session)[0].id}" in page
        assert f"Order {order.id}" in client.get(f"/notice-batches/{batches(session)[0].id}").text


def test_the_right_that_is_lost_before_the_issue_issues_nothing(
    late: Late, lines: list[Obligation], order: StandingOrder, session: Session
) -> None:
    with time_machine.travel(NOTICE, tick=False):
        work_on_orders()
    with transaction() as kept:
        kept.get_one(Account, late.inspector.account_id).deactivated_at = NOTICE
    worked(NOTICE)
    assert session.scalars(select(BatchLine.outcome)).all() == [Outcome.FAILED]
    assert named(session) == []


def test_revoking_stops_what_is_not_issued(
    late: Late, lines: list[Obligation], order: StandingOrder, session: Session
) -> None:
    with time_machine.travel(NOTICE, tick=False):
        work_on_orders()
    with transaction():
        revoke_order(order_id=order.id, by=late.inspector, at=NOTICE)
    worked(NOTICE)
    assert named(session) == []
    assert state_of(batches(session)[0]) is State.STOPPED
