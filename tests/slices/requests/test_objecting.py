"""What can be objected to, how often, and by whom it is decided."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.compliance.queries.notices import NoticeFilter, list_notices
from app.compliance.requests.models import DepositorRequest
from app.compliance.requests.repeating import appealable
from app.compliance.requests.services.ending import reopen_request, withdraw_request
from app.compliance.services.withdrawing import withdraw_notice
from app.compliance.serving.models import Result
from app.compliance.serving.services import Statement, record_service
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor, Role
from app.domain.documents import Channel
from app.domain.errors import Conflict, DomainError
from app.domain.requests import Outcome, RequestKind
from app.infra import clock
from app.infra.db import transaction
from tests.factories.accounts import make_account
from tests.factories.compliance import AT, TODAY, Late, add_late, make_notice
from tests.factories.requests import ask, decide

NEXT = AT + timedelta(days=1)


def take_back(request: DepositorRequest, clerk: Actor) -> None:
    with transaction():
        withdraw_request(request_id=request.id, by=clerk, at=AT)


def test_who_issued_the_notice_does_not_decide_what_is_said_against_it(
    late: Late, clerk: Actor, colleague: Actor, rows: list[Obligation]
) -> None:
    notice = make_notice(late, *rows)
    by_notice, by_line = ask(rows[:1], clerk, notice_id=notice.id), ask(rows[1:2], clerk)
    for objection in (by_notice, by_line):
        with pytest.raises(Conflict, match=r"request\.own_act"):
            decide(objection, late.inspector)
        decide(objection, colleague)
    decide(ask(rows[2:], clerk, RequestKind.EXTENSION, notice_id=notice.id), late.inspector)


def test_against_a_refusal_there_is_only_the_appeal_until_a_new_notice(
    session: Session, late: Late, clerk: Actor, colleague: Actor, rows: list[Obligation]
) -> None:
    notice = make_notice(late, *rows)
    first = ask(rows[:2], clerk, notice_id=notice.id)
    kept = first.lines[1]
    refused = decide(first, colleague, Outcome.PARTLY, lines=[kept.id])
    with pytest.raises(Conflict, match=r"request\.refused_before") as told:
        ask(rows[:1], clerk)
    assert told.value.params == {"number": refused.number}
    with transaction():
        reopen_request(request_id=first.id, reason="Xato", by=colleague, at=AT)
    take_back(ask(rows[1:2], clerk), clerk)
    take_back(ask(rows[:1], clerk, RequestKind.APPEAL, against_id=first.id), clerk)
    with transaction():
        withdraw_notice(notice_id=notice.id, reason="Xato", by=late.inspector, at=NEXT)
    make_notice(late, rows[0], at=NEXT)
    ask(rows[:1], clerk, at=NEXT)


def test_one_s_own_withdrawn_objection_is_made_once_more_and_no_oftener(
    session: Session, late: Late, clerk: Actor, rows: list[Obligation]
) -> None:
    for _time in range(2):
        take_back(ask(rows[:1], clerk), clerk)
    with pytest.raises(Conflict, match=r"request\.asked_twice"):
        ask(rows[:1], clerk)
    session.rollback()
    ask(rows[:1], clerk, RequestKind.EXTENSION)


def test_what_is_not_late_yet_is_asked_and_withdrawn_as_often_as_one_errs(late: Late, clerk: Actor) -> None:
    with transaction():
        ahead = add_late(late, due_on=clock.local_day(AT))
    for _time in range(3):
        take_back(ask([ahead], clerk, RequestKind.EXTENSION), clerk)


@pytest.mark.parametrize("kind", [RequestKind.EXEMPTION, RequestKind.EXTENSION])
def test_what_was_refused_is_not_asked_again_but_appealed_once(
    session: Session, clerk: Actor, colleague: Actor, late: Late, rows: list[Obligation], kind: RequestKind
) -> None:
    first = ask(rows[:2], clerk, kind)
    decide(first, colleague, Outcome.REFUSED)
    with pytest.raises(Conflict, match=r"request\.refused_before"):
        ask(rows[1:], clerk, kind)
    session.rollback()
    appeal = ask(rows[:1], clerk, RequestKind.APPEAL, against_id=first.id)
    refused = decide(appeal, late.inspector, Outcome.REFUSED)
    with pytest.raises(Conflict, match=r"request\.appealed_before") as told:
        ask(rows[:1], clerk, RequestKind.APPEAL, against_id=first.id)
    assert told.value.params == {"number": refused.number}
    session.rollback()
    with pytest.raises(Conflict, match=r"request\.appealed_before"):
        ask(rows[:1], clerk, kind)
    session.rollback()
    assert appealable(first) == [rows[1].id]
    ask(rows[1:2], clerk, RequestKind.APPEAL, against_id=first.id)
    assert appealable(first) == [], "one was decided, the other waits"


def test_less_time_than_was_asked_can_be_appealed(
    clerk: Actor, colleague: Actor, late: Late, rows: list[Obligation]
) -> None:
    first = ask(rows[:2], clerk, RequestKind.EXTENSION, until=date(2026, 12, 31))
    decide(
        first, colleague, Outcome.PARTLY, lines=[line.id for line in first.lines], until=date(2026, 12, 10)
    )
    assert appealable(first) == [row.id for row in rows[:2]]
    appeal = ask(rows[:1], clerk, RequestKind.APPEAL, against_id=first.id)
    decide(appeal, late.inspector)
    assert rows[0].extended_to == date(2026, 12, 31)


def test_a_later_service_gives_days_that_can_be_used(
    client: FlaskClient, late: Late, clerk: Actor, session: Session
) -> None:
    issued = AT - timedelta(days=40)
    with transaction():
        old = add_late(late, due_on=clock.local_day(issued) - timedelta(days=9))
    notice = make_notice(late, old, at=issued)
    with pytest.raises(Conflict, match=r"request\.too_late"):
        ask([old], clerk, notice_id=notice.id)
    session.rollback()
    said = Statement(Channel.HAND, Result.SERVED, clock.local_day(AT))
    with transaction():
        record_service(notice_id=notice.id, said=said, by=late.inspector, at=AT)
    (row,) = list_notices(late.inspector, NoticeFilter(), today=TODAY, limit=2)
    assert row.cure_on is not None
    assert row.cure_on > clock.local_day(AT)
    client.get("/language/en")
    assert f"{row.cure_on.day}\xa0December" in client.get(f"/verify/{notice.verification_code}").text
    ask([old], clerk, notice_id=notice.id)


def test_a_notice_and_what_was_decided_about_it_are_appealed_once(
    session: Session, late: Late, clerk: Actor, colleague: Actor, rows: list[Obligation]
) -> None:
    notice = make_notice(late, *rows)
    objection = ask(rows[:1], clerk, notice_id=notice.id)
    decide(objection, colleague, Outcome.REFUSED)
    third = make_account(Role.REGULATOR, late.authority).actor()
    decide(ask(rows[:1], clerk, RequestKind.APPEAL, notice_id=notice.id), third, Outcome.REFUSED)
    for more in ({"notice_id": notice.id}, {"against_id": objection.id}):
        with pytest.raises(Conflict, match=r"request\.appealed_before"):
            ask(rows[:1], clerk, RequestKind.APPEAL, **more)
        session.rollback()
    with pytest.raises(DomainError, match=r"request\.only_appeal"):
        ask(rows[:1], clerk, RequestKind.EXTENSION, against_id=objection.id)


def test_an_objection_needs_something_to_object_to(late: Late, clerk: Actor, rows: list[Obligation]) -> None:
    with transaction():
        ahead = add_late(late, due_on=date(2026, 11, 23))
    for lines in ([ahead], [rows[0], ahead]):
        with pytest.raises(Conflict, match=r"request\.nothing_to_object"):
            ask(lines, clerk)


@pytest.mark.parametrize(
    ("outcome", "some", "until"),
    [
        (Outcome.GRANTED, True, None),
        (Outcome.GRANTED, False, date(2026, 12, 1)),
        (Outcome.REFUSED, True, None),
        (Outcome.REFUSED, False, date(2026, 12, 1)),
    ],
)
def test_a_verdict_that_contradicts_itself_is_refused(
    late: Late, clerk: Actor, rows: list[Obligation], outcome: Outcome, some: bool, until: date | None
) -> None:
    request = ask(rows, clerk, RequestKind.EXTENSION)
    lines = [request.lines[0].id] if some else []
    with pytest.raises(DomainError, match=r"request\.contradicts"):
        decide(request, late.inspector, outcome, until=until, lines=lines)
    with pytest.raises(DomainError, match=r"request\.contradicts"):
        decide(request, late.inspector, Outcome.REFUSED, lines=[line.id for line in request.lines])
    decide(request, late.inspector, until=date(2026, 12, 31), lines=[line.id for line in request.lines])
