"""What is asked pauses the ladder; what is decided is applied at once, and by nobody who had a hand in it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.compliance.checking import Dropped, check_lines
from app.compliance.models import Notice
from app.compliance.queries.late import LateFilter, LateTotal, count_late
from app.compliance.queries.notices import notice_for
from app.compliance.requests.jobs import store_soon
from app.compliance.requests.models import Decision
from app.compliance.requests.queries.listing import requests_of
from app.compliance.requests.queries.showing import decision_by_code
from app.compliance.requests.services.ending import reopen_request, withdraw_request
from app.compliance.services.withdrawing import withdraw_notice
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.services import recompute_obligations
from app.domain.actor import SYSTEM, Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.obligations import Status
from app.domain.obligations.relief import Pause
from app.domain.requests import Outcome, RequestKind, Standing
from app.infra.db import transaction
from app.infra.mail import Message
from tests.factories.compliance import AT, TODAY, Late, add_inspector, make_notice
from tests.factories.obligations import add_organisation, counted_statements, depositor
from tests.factories.requests import ask, decide

LATER = date(2026, 12, 31)


def total(late: Late, today: date = TODAY) -> LateTotal:
    return count_late(late.inspector, LateFilter(), today=today)


def dropped(late: Late, rows: list[Obligation], today: date = TODAY) -> list[Dropped]:
    found = check_lines(
        depositor_id=late.publisher.id,
        obligation_ids=[row.id for row in rows],
        by=late.inspector,
        today=today,
    )
    return [why for _row, why in found.dropped]


def test_while_it_waits_exactly_its_lines_are_not_late(
    late: Late, clerk: Actor, rows: list[Obligation]
) -> None:
    assert total(late) == LateTotal(1, 6)
    notice = make_notice(late, *rows)
    request = ask(rows[:2], clerk, notice_id=notice.id)
    assert total(late) == LateTotal(1, 2)
    assert dropped(late, rows) == [Dropped.DISPUTED, Dropped.DISPUTED, Dropped.NOTICED]
    named = notice_for(late.inspector, notice.id, TODAY).lines
    assert [line.status(TODAY) for line in named] == [Status.PAUSED, Status.PAUSED, Status.NOTICED]
    assert [row.id for row in requests_of(late.inspector, obligation_ids=[rows[0].id])] == [request.id]
    assert requests_of(late.inspector, obligation_ids=[rows[2].id]) == []
    with transaction():
        withdraw_request(request_id=request.id, by=clerk, at=AT)
    assert total(late) == LateTotal(1, 6)
    with pytest.raises(Conflict, match=r"request\.withdrawn_already"):
        decide(request, late.inspector)


def test_an_extension_stands_beside_the_day_of_the_law(
    late: Late, clerk: Actor, rows: list[Obligation]
) -> None:
    request = ask(rows, clerk, RequestKind.EXTENSION)
    granted = [request.lines[0].id]
    decide(request, late.inspector, Outcome.PARTLY, until=date(2026, 12, 1), lines=granted)
    first = rows[0]
    assert (first.due_on, first.extended_to) == (date(2026, 11, 2), date(2026, 12, 1))
    assert [(row.pause, row.extended_to) for row in rows[1:]] == [(None, None)] * 2
    assert dropped(late, rows) == [Dropped.EXTENDED]
    assert total(late) == LateTotal(1, 4)
    assert total(late, date(2026, 12, 1)) == LateTotal(1, 4)
    assert total(late, date(2026, 12, 2)) == LateTotal(1, 6)


def test_an_exemption_ends_the_duty_whatever_is_worked_out_anew(
    late: Late, clerk: Actor, rows: list[Obligation]
) -> None:
    decide(ask(rows[:1], clerk, RequestKind.EXEMPTION), late.inspector)
    assert (rows[0].open, rows[0].cancelled_at, rows[0].excused_at) == (False, None, AT)
    assert dropped(late, rows) == [Dropped.EXCUSED]
    with pytest.raises(Conflict, match=r"request\.settled"):
        ask(rows[:1], clerk, RequestKind.EXTENSION)
    with transaction():
        recompute_obligations(release_id=rows[0].release_id, by=SYSTEM, at=AT)
    assert (rows[0].open, rows[0].excused_at) == (False, AT)


def test_what_was_accepted_is_not_accused_until_it_is_reopened_with_a_reason(
    late: Late, clerk: Actor, rows: list[Obligation]
) -> None:
    request = ask(rows[:1], clerk)
    decide(request, late.inspector)
    assert dropped(late, rows[:1]) == [Dropped.UPHELD]
    with transaction(), pytest.raises(DomainError, match=r"request\.reason_missing"):
        reopen_request(request_id=request.id, reason=" ", by=late.inspector, at=AT)
    with transaction():
        reopen_request(request_id=request.id, reason="Pochta tasdiqlamadi", by=late.inspector, at=AT)
    assert dropped(late, rows[:1]) == []
    with transaction(), pytest.raises(Conflict, match=r"request\.nothing_to_reopen"):
        reopen_request(request_id=request.id, reason="Yana", by=late.inspector, at=AT)


def test_an_appeal_is_decided_by_another_and_takes_the_notice_back(
    session: Session, late: Late, clerk: Actor, colleague: Actor, rows: list[Obligation]
) -> None:
    notice = make_notice(late, *rows)
    appeal = ask(rows, clerk, RequestKind.APPEAL, notice_id=notice.id)
    with pytest.raises(Conflict, match=r"request\.own_act"):
        decide(appeal, late.inspector)
    decision = decide(appeal, colleague)
    taken_back = session.get_one(Notice, notice.id)
    assert taken_back.withdrawn_at == AT
    assert taken_back.withdrawal_reason.startswith(decision.number)
    assert total(late) == LateTotal(0, 0)
    assert decision.appeal_by is None


def test_who_decided_first_does_not_decide_the_appeal_and_it_gives_what_was_asked_first(
    late: Late, clerk: Actor, colleague: Actor, rows: list[Obligation]
) -> None:
    first = ask(rows[:2], clerk, RequestKind.EXTENSION)
    decide(first, late.inspector, Outcome.REFUSED)
    assert total(late) == LateTotal(1, 6)
    appeal = ask(rows[:1], clerk, RequestKind.APPEAL, against_id=first.id)
    with pytest.raises(Conflict, match=r"request\.own_act"):
        decide(appeal, late.inspector)
    decide(appeal, colleague)
    assert [row.extended_to for row in rows[:2]] == [LATER, None]
    with pytest.raises(Conflict, match=r"request\.nothing_to_appeal"):
        ask(rows[1:2], clerk, RequestKind.APPEAL, against_id=appeal.id)


def test_nothing_more_is_asked_about_a_withdrawn_notice(
    late: Late, clerk: Actor, rows: list[Obligation]
) -> None:
    notice = make_notice(late, *rows)
    with transaction():
        withdraw_notice(notice_id=notice.id, reason="Xato", by=late.inspector, at=AT)
    with pytest.raises(Conflict, match=r"request\.notice_withdrawn"):
        ask(rows, clerk, RequestKind.APPEAL, notice_id=notice.id)


def test_of_two_who_decide_one_wins_and_the_numbers_have_no_gap(
    session: Session, late: Late, clerk: Actor, colleague: Actor, rows: list[Obligation]
) -> None:
    first, second = ask(rows[:1], clerk), ask(rows[1:2], clerk)
    decide(first, late.inspector, Outcome.REFUSED)
    with pytest.raises(Conflict, match=r"request\.decided_already"):
        decide(first, colleague)
    decide(second, colleague)
    assert list(session.scalars(select(Decision.sequence).order_by(Decision.id))) == [1, 2]
    assert [row.pause for row in rows[:2]] == [None, Pause.UPHELD]


def test_the_times_of_law_hold_to_the_day(late: Late, clerk: Actor, rows: list[Obligation]) -> None:
    notice = make_notice(late, *rows)
    last_days = {RequestKind.EXTENSION: date(2026, 12, 7), RequestKind.OBJECTION: date(2026, 12, 14)}
    for kind, last in last_days.items():
        on_it, after = (AT + timedelta(days=(last - TODAY).days + more) for more in (0, 1))
        with pytest.raises(Conflict, match=r"request\.too_late") as refused:
            ask(rows[:1], clerk, kind, at=after, until=date(2027, 3, 1))  # nor about the line alone
        assert refused.value.params == {"day": last}
        request = ask(rows[:1], clerk, kind, at=on_it, until=date(2027, 3, 1))
        assert request.submit_by == last
        with transaction():
            withdraw_request(request_id=request.id, by=clerk, at=on_it)
    with pytest.raises(Conflict, match=r"request\.too_late"):
        ask(rows, clerk, RequestKind.APPEAL, at=AT + timedelta(days=32), notice_id=notice.id)
    exemption = ask(rows[:1], clerk, RequestKind.EXEMPTION, at=AT + timedelta(days=300))
    assert (exemption.submit_by, exemption.answer_by) == (None, None)


def test_an_appeal_against_a_decision_after_its_day_is_refused(
    late: Late, clerk: Actor, rows: list[Obligation]
) -> None:
    first = ask(rows[:1], clerk)
    decision = decide(first, late.inspector, Outcome.REFUSED)
    assert (first.submit_by, first.answer_by, decision.appeal_by) == (
        None,
        date(2026, 12, 7),
        date(2026, 12, 23),
    )
    with pytest.raises(Conflict, match=r"request\.too_late"):
        ask(rows[:1], clerk, RequestKind.APPEAL, at=AT + timedelta(days=31), against_id=first.id)
    ask(rows[:1], clerk, RequestKind.APPEAL, at=AT + timedelta(days=30), against_id=first.id)


def test_the_authority_s_own_lateness_is_seen(late: Late, clerk: Actor, rows: list[Obligation]) -> None:
    request = ask(rows[:1], clerk)
    (row,) = requests_of(late.inspector, obligation_ids=[rows[0].id])
    assert request.answer_by is not None
    assert row.standing(request.answer_by) is Standing.WAITING
    assert row.standing(request.answer_by + timedelta(days=1)) is Standing.OVERDUE


@pytest.mark.parametrize(
    ("kind", "until", "refusal"),
    [
        (RequestKind.EXTENSION, date(2026, 11, 22), "request.day_past"),
        (RequestKind.EXTENSION, date(2028, 1, 1), "request.day_too_far"),
        (RequestKind.APPEAL, None, "request.appeal_of_what"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_pauses(
    late: Late, clerk: Actor, rows: list[Obligation], kind: RequestKind, until: date | None, refusal: str
) -> None:
    with pytest.raises(DomainError, match=refusal):
        ask(rows, clerk, kind, until=until)
    assert total(late) == LateTotal(1, 6)


def test_a_second_request_about_the_same_line_and_a_stranger_are_refused(
    late: Late, clerk: Actor, rows: list[Obligation]
) -> None:
    request = ask(rows[:1], clerk)
    with pytest.raises(Conflict, match=r"request\.waits_already"):
        ask(rows, clerk, RequestKind.EXTENSION)
    with transaction():
        stranger = depositor(add_organisation())
        far = add_inspector(late.authority, "1718")
    for act in (lambda: ask(rows[1:], stranger), lambda: decide(request, far)):
        with pytest.raises(NotFound):
            act()
    assert requests_of(stranger, obligation_ids=[rows[0].id]) == []


def test_the_decision_has_a_paper_that_anyone_can_check_and_a_letter(
    session: Session, late: Late, clerk: Actor, rows: list[Obligation]
) -> None:
    decision = decide(ask(rows, clerk), late.inspector)
    assert [store_soon(decision.id), store_soon(decision.id)] == [True, False]
    record = decision_by_code(decision.verification_code)
    assert record is not None
    assert record.decision.file is not None
    assert (record.paper.outcome, len(record.paper.lines)) == (Outcome.GRANTED, 3)
    assert record.decision.file.name == f"specimen-decision-{decision.number}.pdf"
    letter = session.scalars(select(Message).order_by(Message.id.desc())).first()
    assert letter is not None
    assert decision.number in letter.body


def test_the_worklist_costs_the_same_with_requests(late: Late, clerk: Actor, rows: list[Obligation]) -> None:
    with counted_statements() as before:
        total(late)
    ask(rows[:1], clerk)
    with counted_statements() as after:
        total(late)
    assert len(after) == len(before)
