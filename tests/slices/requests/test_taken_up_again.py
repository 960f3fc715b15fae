"""That what was accepted is taken up again is a decision against the depositor: he appeals it."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.compliance.requests.models import DepositorRequest
from app.compliance.requests.queries.listing import RequestFilter, list_requests
from app.compliance.requests.queries.showing import request_for
from app.compliance.requests.repeating import appealable
from app.compliance.requests.services.ending import reopen_request
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.domain.obligations.relief import Pause
from app.domain.requests import Outcome, RequestKind, Standing
from app.infra import clock
from app.infra.db import transaction
from app.infra.mail import Message
from tests.factories.compliance import AT, TODAY, Late, add_inspector, make_notice
from tests.factories.requests import ask, decide

LONG_AFTER = AT + timedelta(days=50)


def take_up(request: DepositorRequest, by: Actor) -> None:
    with transaction():
        reopen_request(request_id=request.id, reason="Kvitansiya soxta", by=by, at=LONG_AFTER)


def listed(by: Actor) -> dict[Standing, int]:
    """How many requests the list shows under each of the two, counting what it says of each."""
    counted = {}
    for standing in (Standing.PARTLY, Standing.REOPENED):
        rows = list_requests(by, RequestFilter(standing=standing), today=TODAY, limit=9)
        assert [row.standing(TODAY) for row in rows] == [standing] * len(rows)
        counted[standing] = len(rows)
    return counted


def left(session: Session, clerk: Actor, request: DepositorRequest) -> list[int]:
    session.expire_all()
    return appealable(request_for(clerk, request.id).request)


def test_it_is_appealed_in_its_own_time_and_by_whoever_took_it_up_not_decided(
    session: Session, late: Late, clerk: Actor, colleague: Actor, rows: list[Obligation]
) -> None:
    notice = make_notice(late, *rows)
    objection = ask(rows[:2], clerk, notice_id=notice.id)
    decide(objection, colleague, Outcome.PARTLY, lines=[objection.lines[0].id])
    ask(rows[2:], clerk, RequestKind.APPEAL, notice_id=notice.id)
    assert left(session, clerk, objection) == [rows[1].id]
    with transaction():
        third, fourth = add_inspector(late.authority), add_inspector(late.authority)
    with pytest.raises(Conflict, match=r"request\.own_act"):
        take_up(objection, late.inspector)
    assert listed(late.inspector) == {Standing.PARTLY: 1, Standing.REOPENED: 0}
    take_up(objection, third)
    assert listed(late.inspector) == {Standing.PARTLY: 0, Standing.REOPENED: 1}
    decision = request_for(clerk, objection.id).request.decision
    assert decision is not None
    until = decision.reopening_appeal_by
    assert until is not None
    letter = session.scalars(select(Message).order_by(Message.id.desc())).first()
    assert letter is not None
    assert f"{until.day}" in letter.body.split("Kvitansiya soxta")[1]
    after = AT + timedelta(days=(until - clock.local_day(AT)).days)
    with pytest.raises(Conflict, match=r"request\.too_late"):
        ask(rows[1:2], clerk, RequestKind.APPEAL, at=after, against_id=objection.id)
    with pytest.raises(Conflict, match=r"request\.too_late"):
        ask(rows[:1], clerk, RequestKind.APPEAL, at=after + timedelta(days=1), against_id=objection.id)
    session.rollback()
    appeal = ask(rows[:1], clerk, RequestKind.APPEAL, at=after, against_id=objection.id)
    with pytest.raises(Conflict, match=r"request\.own_act"):
        decide(appeal, third)
    session.rollback()
    decide(appeal, fourth)
    assert rows[0].pause is Pause.UPHELD


def test_what_an_appeal_gave_is_final_unless_it_is_taken_up_again(
    session: Session, late: Late, clerk: Actor, colleague: Actor, rows: list[Obligation]
) -> None:
    notice = make_notice(late, *rows)
    appeal = ask(rows, clerk, RequestKind.APPEAL, notice_id=notice.id)
    decide(appeal, colleague, Outcome.PARTLY, lines=[appeal.lines[0].id])
    assert left(session, clerk, appeal) == []
    take_up(appeal, colleague)
    assert left(session, clerk, appeal) == [rows[0].id]
    again = ask(rows[:1], clerk, RequestKind.APPEAL, at=LONG_AFTER, against_id=appeal.id)
    assert left(session, clerk, appeal) == []
    with transaction():
        fourth = add_inspector(late.authority)
    decide(again, fourth, Outcome.REFUSED)
    assert rows[0].pause is None
    with pytest.raises(Conflict, match=r"request\.appealed_before"):
        ask(rows[:1], clerk, notice_id=notice.id)
