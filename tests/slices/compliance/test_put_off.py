"""A notice asks for nothing whose day is still to come, because the facts of the publication were amended."""

import re
from datetime import date, timedelta
from itertools import product

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.compliance.cases.models import Case, Outcome
from app.compliance.cases.papers.referral import passed_on
from app.compliance.cases.queries.listing import CaseFilter, list_cases
from app.compliance.cases.queries.next_steps import lines_in_force, upcoming_steps
from app.compliance.cases.queries.standing import standing_of
from app.compliance.cases.services.settling import settle_case
from app.compliance.models import Notice
from app.compliance.queries.notices import NoticeFilter, count_notices, list_notices, notice_for
from app.compliance.standing import NoticeStatus
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.services import add_received, relieve
from app.domain.actor import Role
from app.domain.errors import Conflict
from app.domain.law.procedure_vocabulary import Offence
from app.domain.obligations.relief import Pause, Relief
from app.infra import clock
from app.infra.db import transaction
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import AT, TODAY, Late, add_late, make_notice

LATER = TODAY + timedelta(days=30)
LAPSED, LIVE = (NoticeStatus.LAPSED, 0, 0), NoticeStatus.LIVE


@pytest.fixture
def lines(late: Late) -> list[Obligation]:
    with transaction():
        return [add_late(late, title=title) for title in ("Olma", "Anor")]


def put_off(*lines: Obligation, due_on: date | None = LATER) -> None:
    """What an amendment of the event does."""
    with transaction():
        for line in lines:
            line.due_on = due_on


def stands(late: Late, notice: Notice) -> tuple[NoticeStatus, int, int]:
    """How it stands by its page, its row in the list and the filter of its state, which agree."""
    record = notice_for(late.inspector, notice.id, clock.today())
    (row,) = list_notices(
        late.inspector, NoticeFilter(ids=[notice.id], status=record.status), today=clock.today(), limit=9
    )
    shown = (record.status, record.missing, record.spared)
    assert (row.status, row.missing, row.spared) == shown
    counted = [
        count_notices(late.inspector, NoticeFilter(ids=[notice.id], status=status), today=clock.today())
        for status in NoticeStatus
    ]
    assert sum(counted) == 1
    return shown


def test_what_is_put_off_is_asked_for_again_when_the_new_day_passes(
    late: Late, lines: list[Obligation]
) -> None:
    with time_machine.travel(AT):
        notice = make_notice(late, *lines)
        put_off(lines[0])
        assert stands(late, notice) == (LIVE, 2, 0)
        put_off(*lines)
        assert stands(late, notice) == LAPSED
        assert notice_for(late.inspector, notice.id, clock.today()).again_after == LATER
    with time_machine.travel(AT + timedelta(days=30)):
        assert stands(late, notice) == LAPSED
    with time_machine.travel(AT + timedelta(days=31)):
        assert stands(late, notice) == (LIVE, 4, 0)
        assert notice_for(late.inspector, notice.id, clock.today()).again_after is None


def test_an_event_taken_back_leaves_nothing_to_ask_for(late: Late, lines: list[Obligation]) -> None:
    notice = make_notice(late, *lines)
    put_off(*lines, due_on=None)
    with transaction():
        lines[0].copies, lines[0].open = None, False
    with time_machine.travel(AT):
        assert stands(late, notice) == LAPSED
        assert notice_for(late.inspector, notice.id, clock.today()).again_after is None


def test_what_came_before_its_new_day_is_cured(late: Late, lines: list[Obligation]) -> None:
    notice = make_notice(late, *lines)
    put_off(*lines)
    with transaction():
        for line in lines:
            add_received(obligation=line, copies=2)
    with time_machine.travel(AT):
        assert stands(late, notice) == (NoticeStatus.CURED, 0, 0)


def test_the_page_the_list_and_the_filter_agree_whatever_became_of_a_line(late: Late) -> None:
    given = product(
        (None, Pause.ASKED, Pause.UPHELD), (None, -1, 0), (None, AT), (None, -12, 0), (0, 2), (None, 2)
    )
    with transaction():
        many = [(add_late(late), what) for what in given]
    notices = [make_notice(late, line) for line, _what in many]
    with transaction():
        for line, (pause, days, excused, due, received, copies) in many:
            line.due_on = None if due is None else TODAY + timedelta(days=due)
            line.copies, line.received = copies, received
            until = None if days is None else TODAY + timedelta(days=days)
            relieve(obligation=line, relief=Relief(pause, until, excused))
    with time_machine.travel(AT):
        rows = {row.id: row for row in list_notices(late.inspector, NoticeFilter(), today=TODAY, limit=999)}
        filtered = {
            row.id: status
            for status in NoticeStatus
            for row in list_notices(late.inspector, NoticeFilter(status=status), today=TODAY, limit=999)
        }
        pages = {notice.id: notice_for(late.inspector, notice.id, clock.today()) for notice in notices}
    found = {id_: (row.status, row.missing, row.spared) for id_, row in rows.items()}
    assert {id_: (page.status, page.missing, page.spared) for id_, page in pages.items()} == found
    assert filtered == {id_: row.status for id_, row in rows.items()}
    assert set(found.values()) == {
        LAPSED,
        (LIVE, 2, 0),
        (NoticeStatus.SPARED, 0, 2),
        (NoticeStatus.CURED, 0, 0),
    }


def test_a_case_accuses_of_nothing_that_was_put_off(
    late: Late, lines: list[Obligation], session: Session
) -> None:
    with time_machine.travel(AT):
        case = session.get_one(Case, make_notice(late, *lines).case_id)
        put_off(lines[0])
        standing = standing_of(case, TODAY)
        assert (standing.missing, standing.cured, standing.offences) == (2, False, {Offence.NOT_DELIVERED})
        named = [line.owed.id for step in upcoming_steps(case, TODAY) for line in step.lines]
        assert named == [lines[1].id]
        put_off(*lines)
        with transaction():
            add_received(obligation=lines[1], copies=2)
        standing = standing_of(case, TODAY)
        assert (standing.missing, standing.spared, standing.cured) == (0, 0, True)
        assert standing.offences == frozenset()
        assert standing.referral.on is None
        assert upcoming_steps(case, TODAY) == []
        assert passed_on(case, lines_in_force(case), TODAY + timedelta(days=20)) == ([], 0)
        (row,) = list_cases(late.inspector, CaseFilter(), at=AT, limit=2)
        assert (row.state.value, row.missing) == ("curable", 0)


def test_a_case_of_which_nothing_came_is_not_put_right(
    client: FlaskClient, late: Late, lines: list[Obligation], session: Session
) -> None:
    def proposed() -> tuple[Outcome | None, list[str]]:
        page = client.get(f"/cases/{case.id}/outcome").text
        return standing_of(case, TODAY).outcome, re.findall(r'value="(\w+)"[^>]* checked', page)

    with time_machine.travel(AT):
        sign_in(client, make_account(Role.REGULATOR, late.authority))
        client.get("/language/en")
        case = session.get_one(Case, make_notice(late, *lines).case_id)
        assert proposed() == (None, [])
        put_off(*lines)
        assert proposed() == (Outcome.CLOSED, ["closed"])
        assert "though nothing came" in client.get(f"/cases/{case.id}").text
        with pytest.raises(Conflict, match="nothing_came"), transaction():
            settle_case(case_id=case.id, outcome=Outcome.CURED, reason="", by=late.inspector, at=AT)
        put_off(*lines, due_on=date(2026, 11, 2))
        with transaction():
            for line, relief in zip(lines, (Relief(Pause.UPHELD), Relief(excused_at=AT)), strict=True):
                relieve(obligation=line, relief=relief)
        assert proposed() == (Outcome.EXCUSED, ["excused"])
        with transaction():
            add_received(obligation=lines[0], copies=2)
        assert proposed() == (Outcome.CURED, ["cured"])
        assert "though nothing came" not in client.get(f"/cases/{case.id}").text


def test_a_day_amended_beyond_more_time_that_was_given_moves_the_next_step(
    late: Late, lines: list[Obligation], session: Session
) -> None:
    with time_machine.travel(AT):
        case = session.get_one(Case, make_notice(late, *lines).case_id)
    with transaction():
        for line in lines:
            relieve(obligation=line, relief=Relief(extended_to=TODAY + timedelta(days=3)))
    put_off(*lines, due_on=date(2027, 6, 1))
    with time_machine.travel(AT.replace(year=2027, month=6, day=2)):
        (step,) = upcoming_steps(case, date(2027, 6, 2))
        assert step.step.on == date(2027, 6, 2)


def test_everybody_reads_that_nothing_is_asked_for_now(
    client: FlaskClient, late: Late, lines: list[Obligation]
) -> None:
    with time_machine.travel(AT):
        notice = make_notice(late, *lines)
        sign_in(client, make_account(Role.DEPOSITOR, late.publisher))
        client.get("/language/en")
        assert "4 copies are missing." in client.get("/").text
        put_off(*lines)
        assert f"Notice {notice.number}." not in client.get("/").text
        for page in (f"/verify/{notice.verification_code}", f"/notices/{notice.id}"):
            text = client.get(page).text.replace("\N{NO-BREAK SPACE}", " ")
            assert "Asked for no longer" in text
            assert "asked for again after 23 December 2026" in text
            assert "Deliver the copies" not in text
