"""After any acts an obligation shows what its requests say, and no notice names what they spare."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.compliance.models import NoticeLine
from app.compliance.requests.applying import claimed
from app.compliance.requests.models import DepositorRequest, RequestLine
from app.compliance.requests.services.ending import reopen_request, withdraw_request
from app.compliance.services.issuing import issue_notice
from app.compliance.services.withdrawing import withdraw_notice
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.domain.obligations.relief import Relief, relief_of
from app.domain.requests import Outcome, RequestKind
from app.infra import clock
from app.infra.db import transaction
from tests.factories.compliance import AT, Late
from tests.factories.requests import ask, decide

NAMES = st.sampled_from(["ask", "decide", "withdraw", "reopen", "notice", "take_back"])
ACTS = st.lists(st.tuples(NAMES, st.integers(0, 59)), min_size=5, max_size=25)


@dataclass(frozen=True)
class World:
    """Who acts on what."""

    late: Late
    clerk: Actor
    colleague: Actor
    rows: list[Obligation]


@pytest.fixture
def world(late: Late, clerk: Actor, colleague: Actor, rows: list[Obligation]) -> World:
    return World(late, clerk, colleague, rows)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_truth_and_projection_agree_and_nothing_spared_is_noticed(
    session: Session, world: World, acts: list[tuple[str, int]]
) -> None:
    ids = [row.id for row in world.rows]
    for day, (act, number) in enumerate(acts):
        try:
            _do(session, act, number, world, AT + timedelta(days=day))
        except DomainError:
            session.rollback()
        lines = claimed(ids)
        for row in session.scalars(select(Obligation).where(Obligation.id.in_(ids))):
            assert Relief(row.pause, row.extended_to, row.excused_at) == relief_of(lines.get(row.id, ()))
            assert row.open == (row.excused_at is None)


def _do(session: Session, act: str, number: int, world: World, at: datetime) -> None:
    """One act, as far as it makes sense now."""
    latest = session.scalars(select(DepositorRequest).order_by(DepositorRequest.id.desc())).first()
    if act == "ask":
        some = [row for place, row in enumerate(world.rows) if number >> place & 1] or world.rows[:1]
        until = clock.local_day(at) + timedelta(days=number)
        ask(some, world.clerk, list(RequestKind)[number % 3], at=at, until=until)
    elif act == "notice":
        _notice(session, world, at)
    elif latest is not None and act == "decide":
        lines = select(RequestLine.id).where(RequestLine.request_id == latest.id).limit(1 + number % 2)
        outcome = list(Outcome)[number % 3]
        decide(latest, world.colleague, outcome, at=at, lines=session.scalars(lines).all())
    elif latest is not None:
        with transaction():
            _end(act, latest, world, at)


def _notice(session: Session, world: World, at: datetime) -> None:
    ids, today = [row.id for row in world.rows], clock.local_day(at)
    by, depositor_id = world.late.inspector, world.late.publisher.id
    with transaction():
        issued = issue_notice(depositor_id=depositor_id, obligation_ids=ids, language="uz", by=by, at=at)
    named = session.scalars(select(NoticeLine.obligation_id).where(NoticeLine.notice_id == issued.notice.id))
    for row in session.scalars(select(Obligation).where(Obligation.id.in_(named.all()))):
        assert (row.pause, row.excused_at) == (None, None)
        assert row.extended_to is None or row.extended_to < today


def _end(act: str, latest: DepositorRequest, world: World, at: datetime) -> None:
    if act == "withdraw":
        withdraw_request(request_id=latest.id, by=world.clerk, at=at)
    elif act == "reopen":
        reopen_request(request_id=latest.id, reason="Qayta", by=world.colleague, at=at)
    elif latest.notice_id is not None:
        withdraw_notice(notice_id=latest.notice_id, reason="Xato", by=world.late.inspector, at=at)
