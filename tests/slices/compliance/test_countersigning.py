"""Notices that need two persons: proposed by one, countersigned by another, and never by one alone."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit.models import AuditEvent
from app.compliance.cases.models import Case
from app.compliance.countersigning.models import Ending, NoticeProposal, ProposalLine
from app.compliance.countersigning.queries.listing import list_proposals, proposals_waiting
from app.compliance.countersigning.services.deciding import countersign_proposal, send_back_proposal
from app.compliance.countersigning.services.proposing import (
    propose_notice,
    propose_replacement,
    take_back_proposal,
)
from app.compliance.countersigning.standing import Standing
from app.compliance.models import Notice
from app.compliance.requests.hands import may_decide
from app.compliance.services.issuing import Issue, issue_notice
from app.compliance.services.replacing import replace_notice
from app.compliance.services.withdrawing import withdraw_notice
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.services import add_received
from app.domain.actor import SYSTEM, Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.requests import RequestKind
from app.infra.db import session as current
from app.infra.db import transaction
from app.oversight.queries.backlog import proposals
from tests.factories.compliance import (
    AT,
    TODAY,
    Late,
    add_inspector,
    add_late,
    make_late_world,
    make_notice,
    propose,
)
from tests.factories.law import add_region, countersigned_text
from tests.factories.obligations import add_organisation, depositor
from tests.factories.requests import ask

LATER = AT + timedelta(hours=2)


@pytest.fixture
def second(two_needed: Late) -> Actor:
    """Another inspector of the whole country."""
    with transaction():
        return add_inspector(two_needed.authority, name="D. R. Tursunov")


def lines_of(world: Late, number: int = 1, **values: object) -> list[Obligation]:
    with transaction():
        return [add_late(world, **values) for _ in range(number)]  # type: ignore[arg-type]


def countersign(proposal_id: int, by: Actor) -> Issue | None:
    with transaction():
        return countersign_proposal(proposal_id=proposal_id, by=by, at=LATER)


def kept(proposal_id: int) -> NoticeProposal:
    return current().get_one(NoticeProposal, proposal_id, populate_existing=True)


def test_nobody_issues_alone_what_needs_two(two_needed: Late, second: Actor, session: Session) -> None:
    (line,) = lines_of(two_needed)
    for by, proposer in [(second, None), (second, second), (SYSTEM, second)]:
        with pytest.raises(Conflict, match="one_person"), transaction():
            issue_notice(
                depositor_id=two_needed.publisher.id,
                obligation_ids=[line.id],
                language="uz",
                by=by,
                at=AT,
                proposer=proposer,
            )
    assert session.query(Notice).count() == session.query(Case).count() == 0


def test_countersigned_it_bears_two_names_and_the_moment_of_issue(
    two_needed: Late, second: Actor, session: Session
) -> None:
    stays, gone = lines_of(two_needed, 2)
    proposal_id = propose(two_needed, stays, gone, language="uz_Cyrl")
    assert session.query(Notice).count() == 0
    assert session.query(ProposalLine).count() == 2
    with transaction():
        add_received(obligation=gone, copies=2)
    with pytest.raises(DomainError, match="same_person"):
        countersign(proposal_id, two_needed.inspector)
    issued = countersign(proposal_id, second)
    assert issued is not None
    notice = session.scalars(select(Notice)).one()
    assert (notice.issued_by_id, notice.countersigned_by_id) == (
        two_needed.inspector.account_id,
        second.account_id,
    )
    assert (notice.issued_at, notice.language, notice.number) == (LATER, "uz_Cyrl", "2026-000001")
    assert notice.facts["executor"]["name"] == "С. М. Қодирова"  # type: ignore[index]
    assert notice.facts["countersigner"] == "Д. Р. Турсунов"
    assert [line.obligation_id for line in issued.notice.lines] == [stays.id]
    assert [line.id for line, _why in issued.dropped] == [gone.id]
    case = session.scalars(select(Case)).one()
    assert (case.inspector_id, case.opened_by_id) == (two_needed.inspector.account_id, second.account_id)
    proposal = kept(proposal_id)
    assert (proposal.ending, proposal.notice_id) == (Ending.COUNTERSIGNED, notice.id)
    assert (proposal.ended_at, proposal.ended_by_id) == (LATER, second.account_id)
    told = {event.name: event for event in session.scalars(select(AuditEvent))}
    assert told["notice.issued"].account_id == second.account_id
    assert told["notice_proposal.countersigned"].after == {"number": "2026-000001"}
    with pytest.raises(Conflict, match="ended"):
        countersign(proposal_id, second)
    appeal = ask([stays], depositor(two_needed.publisher), RequestKind.APPEAL, at=LATER, notice_id=notice.id)
    third = Actor(second.role, 10**6, "N. N.")
    assert [may_decide(appeal, by) for by in (two_needed.inspector, second, third)] == [False, False, True]


def test_with_nothing_left_it_is_closed_and_nothing_issued(two_needed: Late, second: Actor) -> None:
    (line,) = lines_of(two_needed)
    proposal_id = propose(two_needed, line)
    with transaction():
        add_received(obligation=line, copies=2)
    assert countersign(proposal_id, second) is None
    assert (kept(proposal_id).ending, kept(proposal_id).notice_id) == (Ending.NOTHING_LEFT, None)
    assert current().query(Notice).count() == current().query(Case).count() == 0


def test_what_became_another_depositors_is_left_out(two_needed: Late, second: Actor) -> None:
    (line,) = lines_of(two_needed)
    proposal_id = propose(two_needed, line)
    with transaction():
        line.depositor_id = add_organisation().id
    assert countersign(proposal_id, second) is None


def test_a_merged_depositor_is_the_one_that_stays(two_needed: Late, second: Actor) -> None:
    with transaction():
        merged = add_organisation()
    (line,) = lines_of(two_needed, depositor=merged)
    proposal_id = propose(two_needed, line)
    with transaction():
        merged.merged_into_id = two_needed.publisher.id
    issued = countersign(proposal_id, second)
    assert issued is not None
    assert issued.notice.depositor_id == two_needed.publisher.id


def test_one_proposal_waits_for_a_depositor_until_it_is_dealt_with(two_needed: Late, second: Actor) -> None:
    line, other = lines_of(two_needed, 2)
    first = propose(two_needed, line)
    assert propose(two_needed, other, by=second) == first, "the one that waits is shown"
    for act in (
        lambda: take_back_proposal(proposal_id=first, by=second, at=LATER),
        lambda: send_back_proposal(proposal_id=first, reason="Xato", by=two_needed.inspector, at=LATER),
        lambda: send_back_proposal(proposal_id=first, reason=" ", by=second, at=LATER),
    ):
        with pytest.raises(DomainError, match=r"not_own|notice_proposal\.own|no_reason"), transaction():
            act()
    with transaction():
        send_back_proposal(proposal_id=first, reason=" Xato ", by=second, at=LATER)
    assert (kept(first).ending, kept(first).reason) == (Ending.SENT_BACK, "Xato")
    again = propose(two_needed, line, other)
    assert again != first
    with transaction():
        take_back_proposal(proposal_id=again, by=two_needed.inspector, at=LATER)
    with pytest.raises(Conflict, match="ended"), transaction():
        take_back_proposal(proposal_id=again, by=two_needed.inspector, at=LATER)
    assert kept(again).ending is Ending.TAKEN_BACK
    assert list_proposals(second, Standing.WAITING, limit=9) == []
    assert [row.proposal.id for row in list_proposals(second, Standing.SENT_BACK, limit=9)] == [first]


def test_the_oldest_waits_first_and_the_latest_decided_comes_first(two_needed: Late, second: Actor) -> None:
    with transaction():
        lines = [add_late(two_needed, depositor=add_organisation()) for _ in range(3)]
    made = [propose(two_needed, line) for line in lines]

    def listed(standing: Standing, after: int | None = None) -> list[int]:
        return [row.proposal.id for row in list_proposals(second, standing, after=after, limit=2)]

    assert listed(Standing.WAITING) == made[:2]
    assert listed(Standing.WAITING, made[1]) == made[2:]
    for proposal_id in made:
        with transaction():
            take_back_proposal(proposal_id=proposal_id, by=two_needed.inspector, at=LATER)
    assert listed(Standing.TAKEN_BACK) == made[:0:-1]
    assert listed(Standing.TAKEN_BACK, made[1]) == made[:1]


def test_who_lost_the_right_is_not_issued_for(two_needed: Late, second: Actor, session: Session) -> None:
    (line,) = lines_of(two_needed)
    proposal_id = propose(two_needed, line)
    with transaction():
        session.get_one(Account, two_needed.inspector.account_id).deactivated_at = AT
    with pytest.raises(DomainError, match="proposer_gone"):
        countersign(proposal_id, second)
    assert kept(proposal_id).ending is None


def test_only_who_reaches_the_records_sees_and_countersigns(two_needed: Late, second: Actor) -> None:
    with transaction():
        near, far = (add_inspector(two_needed.authority, region) for region in ("1726", "1703"))
        here = two_needed.publisher.region_soato = "1726"
        inside, outside = (add_late(two_needed, region_soato=region) for region in (here, add_region("1703")))
    proposal_id = propose(two_needed, inside, outside)
    with pytest.raises(NotFound):
        countersign(proposal_id, far)
    with pytest.raises(DomainError, match="beyond_reach"):
        countersign(proposal_id, near)
    for reader, waiting, own in [(far, 0, 0), (near, 1, 1), (two_needed.inspector, 1, 0), (second, 1, 1)]:
        assert proposals_waiting(reader).number == waiting
        assert proposals_waiting(reader, of_others=True).number == own
        assert len(list_proposals(reader, Standing.WAITING, limit=9)) == waiting
    assert proposals_waiting(depositor(two_needed.publisher)).number == 0
    found = proposals(second, TODAY)
    assert (found.waiting, str(found.since)) == (1, "2026-11-23")
    issued = countersign(proposal_id, second)
    assert issued is not None
    assert issued.notice.region_soato == "1726"


def test_a_regional_proposal_stays_in_its_region(two_needed: Late, second: Actor) -> None:
    with transaction():
        regional = add_inspector(two_needed.authority, "1718")
        line = add_late(two_needed, region_soato="1718")
    issued = countersign(propose(two_needed, line, by=regional), second)
    assert issued is not None
    assert issued.notice.region_soato == "1718"
    assert current().scalars(select(Case.region_soato)).all() == ["1718"]


def test_nothing_is_proposed_that_could_not_be_issued(two_needed: Late) -> None:
    (received,) = lines_of(two_needed, received=2, open=False)
    (line,) = lines_of(two_needed)
    with pytest.raises(Conflict, match="nothing_left"):
        propose(two_needed, received)
    with pytest.raises(DomainError, match=r"notice\.language"):
        propose(two_needed, line, language="xx")
    assert current().query(NoticeProposal).count() == 0


def test_where_one_person_is_enough_nothing_is_proposed(late: Late) -> None:
    (line,) = lines_of(late)
    with pytest.raises(Conflict, match="not_asked"):
        propose(late, line)
    issued = make_notice(late, line)
    assert (issued.countersigned_by_id, issued.facts["countersigner"]) == (None, "")


def test_a_notice_is_replaced_when_that_is_countersigned(two_needed: Late, second: Actor) -> None:
    stays, gone = lines_of(two_needed, 2)
    issued = countersign(propose(two_needed, stays, gone), second)
    assert issued is not None
    first = issued.notice.id
    with pytest.raises(Conflict, match="one_person"), transaction():
        replace_notice(notice_id=first, language="uz", reason="Xato", by=second, at=LATER)
    with pytest.raises(DomainError, match="reason_missing"):
        replacement(first, second, reason=" ")
    proposal_id = replacement(first, second)
    assert current().get_one(Notice, first, populate_existing=True).withdrawn_at is None
    with transaction():
        add_received(obligation=gone, copies=2)
    made = countersign(proposal_id, two_needed.inspector)
    assert made is not None
    assert made.notice.replaces_id == first
    assert [line.obligation_id for line in made.notice.lines] == [stays.id]
    assert (made.notice.issued_by_id, made.notice.countersigned_by_id) == (
        second.account_id,
        two_needed.inspector.account_id,
    )
    assert current().get_one(Notice, first, populate_existing=True).withdrawal_reason == "Xato"
    overtaken = replacement(made.notice.id, second)
    with transaction():
        withdraw_notice(notice_id=made.notice.id, reason="Xato", by=second, at=LATER)
    assert countersign(overtaken, two_needed.inspector) is None, (
        "closed, so that the lines can be proposed anew"
    )
    assert kept(overtaken).ending is Ending.REPLACED_WITHDRAWN
    made = countersign(propose(two_needed, stays), second)
    assert made is not None
    last = replacement(made.notice.id, second)
    with transaction():
        add_received(obligation=stays, copies=2)
    assert countersign(last, two_needed.inspector) is None
    assert kept(last).ending is Ending.NOTHING_LEFT
    assert current().get_one(Notice, made.notice.id, populate_existing=True).withdrawn_at is None


def replacement(notice_id: int, by: Actor, reason: str = " Xato ") -> int:
    with transaction():
        return propose_replacement(
            notice_id=notice_id, language="ru", reason=reason, by=by, at=LATER
        ).proposal.id


def test_two_at_once_make_one_proposal_and_one_notice(own_app: Flask) -> None:
    with own_app.app_context():
        world = make_late_world(countersigned_text())
        lines = lines_of(world, 2)
        with transaction():
            people = [add_inspector(world.authority) for _ in range(2)]
        publisher, chosen, first = world.publisher.id, [line.id for line in lines], world.inspector
    together, done, refused = Barrier(2), list[int](), list[str]()

    def work(number: int) -> None:
        with own_app.app_context():
            together.wait()
            with transaction():
                proposal_id = propose_notice(
                    depositor_id=publisher, obligation_ids=[chosen[number]], language="uz", by=first, at=AT
                ).proposal.id
            together.wait()
            try:
                issued = countersign(proposal_id, people[number])
                done.extend([issued.notice.id] if issued else [])
            except Conflict as error:
                refused.append(error.code)

    threads = [Thread(target=work, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(done), refused) == (1, ["notice_proposal.ended"])
    with own_app.app_context():
        assert current().query(NoticeProposal).count() == current().query(Notice).count() == 1
