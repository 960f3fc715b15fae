"""What a request spares is not missing in the eyes of its notice, its case, the depositor and the public."""

from datetime import date, timedelta

import time_machine
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.compliance.cases.models import Case
from app.compliance.cases.models import Outcome as CaseOutcome
from app.compliance.cases.queries.listing import CaseFilter, list_cases
from app.compliance.cases.queries.standing import standing_of
from app.compliance.cases.services.settling import settle_case
from app.compliance.models import Notice
from app.compliance.queries.notices import NoticeFilter, NoticeRecord, count_notices, list_notices, notice_for
from app.compliance.requests.services.ending import reopen_request
from app.compliance.standing import NoticeStatus
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor, Role
from app.domain.law.procedure_vocabulary import Offence
from app.domain.obligations import Status
from app.domain.requests import RequestKind
from app.infra import clock
from app.infra.db import transaction
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import AT, TODAY, Late, make_notice
from tests.factories.requests import ask, decide


def seen(late: Late, notice: Notice) -> NoticeRecord:
    """The notice, by its page and by its row in the list, which agree."""
    record = notice_for(late.inspector, notice.id, clock.today())
    (row,) = list_notices(late.inspector, NoticeFilter(status=record.status), today=clock.today(), limit=9)
    assert (row.status, row.missing, row.spared) == (record.status, record.missing, record.spared)
    counted = [
        count_notices(late.inspector, NoticeFilter(status=status), today=clock.today())
        for status in NoticeStatus
    ]
    assert sum(counted) == 1
    return record


def stands(late: Late, notice: Notice) -> tuple[NoticeStatus, int, int]:
    record = seen(late, notice)
    return record.status, record.missing, record.spared


def test_what_is_in_dispute_is_told_apart_and_what_was_accepted_is_no_longer_missing(
    client: FlaskClient, session: Session, late: Late, clerk: Actor, colleague: Actor, rows: list[Obligation]
) -> None:
    notice = make_notice(late, *rows)
    case = session.get_one(Case, notice.case_id)
    assert stands(late, notice) == (NoticeStatus.LIVE, 6, 0)
    objection = ask(rows[:1], clerk, notice_id=notice.id)
    assert stands(late, notice) == (NoticeStatus.LIVE, 4, 2)
    client.get("/language/en")
    text = client.get(f"/verify/{notice.verification_code}").text
    assert "4 copies have not been received yet" in text
    assert "2 copies are in dispute or were given time" in text
    assert (standing_of(case, TODAY).missing, standing_of(case, TODAY).cured) == (4, False)
    rest = ask(rows[1:], clerk, notice_id=notice.id)
    assert stands(late, notice) == (NoticeStatus.SPARED, 0, 6)
    standing = standing_of(case, TODAY)
    assert (standing.missing, standing.cured, standing.offences) == (0, False, frozenset())
    assert standing.referral.on is None
    assert [row.state.value for row in list_cases(late.inspector, CaseFilter(), at=AT, limit=2)] == ["open"]
    for request in (objection, rest):
        decide(request, colleague)
    assert stands(late, notice) == (NoticeStatus.LAPSED, 0, 0)
    assert {line.status(date(2026, 11, 26)) for line in seen(late, notice).lines} == {Status.UPHELD}
    assert "an objection was accepted" in client.get(f"/verify/{notice.verification_code}").text
    (row,) = list_cases(late.inspector, CaseFilter(), at=AT, limit=2)
    assert (row.state.value, row.missing) == ("curable", 0)
    with transaction():
        settle_case(case_id=case.id, outcome=CaseOutcome.EXCUSED, reason="Asosli", by=late.inspector, at=AT)
    with transaction():
        reopen_request(request_id=rest.id, reason="Xato", by=colleague, at=AT)
    assert stands(late, notice) == (NoticeStatus.LIVE, 4, 0)
    assert standing_of(case, TODAY).offences == {Offence.NOT_DELIVERED}


def test_given_time_spares_until_its_last_day(
    late: Late, clerk: Actor, colleague: Actor, rows: list[Obligation]
) -> None:
    notice = make_notice(late, *rows)
    until = date(2026, 12, 20)
    decide(ask(rows, clerk, RequestKind.EXTENSION, until=until, notice_id=notice.id), colleague)
    with time_machine.travel(AT + timedelta(days=27)):
        assert stands(late, notice) == (NoticeStatus.SPARED, 0, 6)
    with time_machine.travel(AT + timedelta(days=28)):
        assert stands(late, notice) == (NoticeStatus.LIVE, 6, 0)


def test_home_asks_for_what_is_not_in_dispute(
    client: FlaskClient, late: Late, clerk: Actor, rows: list[Obligation]
) -> None:
    notice = make_notice(late, *rows)
    ask(rows[:2], clerk, notice_id=notice.id)
    with time_machine.travel(AT):
        sign_in(client, make_account(Role.DEPOSITOR, late.publisher))
        client.get("/language/en")
        text = client.get("/").text
        assert "2 copies are missing." in text
        assert "4 copies are in dispute or were given time." in text
        ask(rows[2:], clerk, notice_id=notice.id)
        assert f"Notice {notice.number}." not in client.get("/").text
