"""Notices: issued on fresh facts, numbered without gaps, never changed, withdrawn with a reason."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.compliance.checking import Dropped
from app.compliance.models import Notice
from app.compliance.queries.notices import NoticeFilter, list_notices, notice_for
from app.compliance.services.issuing import issue_notice, preview_notice
from app.compliance.services.withdrawing import withdraw_notice
from app.compliance.standing import NoticeStatus
from app.compliance.terms import clause_number
from app.deposits.obligations.queries import obligations_of
from app.deposits.obligations.services import add_received
from app.domain.actor import Actor, Role
from app.domain.documents import NoticePaper
from app.domain.documents.storing import facts_of, paper_of
from app.domain.errors import Conflict, DomainError, NotFound
from app.infra.db import transaction
from app.organisations.models import OrganisationKind
from tests.documents.samples import notice as sample
from tests.factories.compliance import AT, TODAY, Late, add_inspector, add_late, make_late_world, make_notice
from tests.factories.law import add_region
from tests.factories.obligations import add_organisation, depositor, regulator


def issue(world: Late, *ids: int, by: Actor | None = None, at: datetime = AT) -> Notice:
    with transaction():
        return issue_notice(
            depositor_id=world.publisher.id,
            obligation_ids=ids,
            language="uz",
            by=by or world.inspector,
            at=at,
        ).notice


@pytest.mark.parametrize("language", ["uz", "uz_Cyrl", "ru", "en"])
def test_the_facts_of_a_paper_come_back_as_they_were(language: str) -> None:
    paper = sample(language, 5)
    assert paper_of(NoticePaper, facts_of(paper)) == paper


def test_a_place_in_the_law_is_cited_by_its_figures() -> None:
    assert clause_number("6-modda, 1-qism") == "6.1"
    assert clause_number("§ 14 Abs. 2a") == "14.2a"
    assert clause_number("ilova") == "ilova"


def test_a_notice_says_what_is_missing_and_by_when(late: Late) -> None:
    with transaction():
        line = add_late(late, title="Oʻtkan kunlar", copies=3, received=1)
    issued = make_notice(late, line)
    paper = paper_of(NoticePaper, issued.facts)
    assert issued.number == paper.number == "2026-000001"
    assert (issued.series, issued.specimen) == ("specimen-notice", True)
    assert [(x.work.title, x.due, x.received, x.clause) for x in paper.lines] == [
        ("Oʻtkan kunlar", 3, 1, "6.1")
    ]
    # Ten and fifteen working days after Monday 23 November; 8 December is free, Saturday 12 is worked.
    assert (issued.cure_on, issued.object_by) == (date(2026, 12, 7), date(2026, 12, 14))
    assert (paper.notice_clause, paper.consequence_clause, paper.answer_days) == ("14.3", "14.4", 10)
    assert paper.recipient.person == "D. S. Rahmonovaga"
    assert paper.check.url == f"HTTPS://NUSXA.TEST/T/{issued.verification_code.replace('-', '')}"


def test_a_day_of_service_before_a_worked_saturday_is_told(late: Late) -> None:
    with transaction():
        line = add_late(late)
    issued = make_notice(late, line, at=datetime(2026, 11, 20, 9, 0, tzinfo=UTC))
    paper = paper_of(NoticePaper, issued.facts)
    assert issued.object_by == date(2026, 12, 12)
    assert paper.objection.worked_weekend
    assert not paper.cure.worked_weekend


def test_stale_facts_drop_out_and_say_why(late: Late) -> None:
    with transaction():
        fresh = add_late(late)
        cases = {
            add_late(late, received=2, open=False).id: Dropped.RECEIVED,
            add_late(late, cancelled_at=AT, open=False).id: Dropped.CANCELLED,
            add_late(late, due_on=TODAY).id: Dropped.NOT_LATE,
            add_late(late, event_on=None, due_on=None).id: Dropped.NOT_LATE,
            add_late(late, provisional=True).id: Dropped.PROVISIONAL,
            add_late(late, copies=None, open=False).id: Dropped.UNKNOWN,
        }
        named = add_late(late)
    make_notice(late, named)
    cases[named.id] = Dropped.NOTICED
    chosen = [fresh.id, *cases]
    found = preview_notice(depositor_id=late.publisher.id, obligation_ids=chosen, by=late.inspector, at=AT)
    assert {line.id: why for line, why in found.checked.dropped} == cases
    issued = issue(late, *chosen)
    assert [line.obligation_id for line in issued.lines] == [fresh.id]


def test_an_empty_notice_is_not_issued_and_takes_no_number(late: Late, session: Session) -> None:
    with transaction():
        gone, fresh = add_late(late, received=2, open=False), add_late(late)
    with pytest.raises(Conflict, match="nothing_left"):
        issue(late, gone.id)
    with pytest.raises(Conflict, match="nothing_left"):
        issue(late)
    assert session.query(Notice).count() == 0
    assert issue(late, fresh.id).number == "2026-000001"


def test_one_notice_rests_on_one_rule_set(late: Late, session: Session) -> None:
    with transaction():
        first = add_late(late)
        other = add_late(late, due_on=date(2026, 11, 3))
        rules = type(late.rules)(
            **{c.name: getattr(late.rules, c.name) for c in late.rules.__table__.columns if c.name != "id"}
            | {"version": "0.0"}
        )
        session.add(rules)
        session.flush()
        other.rule_set_id = rules.id
    found = preview_notice(
        depositor_id=late.publisher.id, obligation_ids=[first.id, other.id], by=late.inspector, at=AT
    )
    assert [(line.id, why) for line, why in found.checked.dropped] == [(other.id, Dropped.OTHER_RULES)]


def test_only_an_authority_within_its_region_issues(late: Late) -> None:
    with transaction():
        line = add_late(late)
        elsewhere = add_inspector(late.authority, region="1703")
        another = add_late(late, depositor=add_organisation())
    for stranger in (elsewhere, depositor(late.publisher), Actor(Role.ADMINISTRATOR)):
        with pytest.raises(NotFound):
            issue(late, line.id, by=stranger)
    with pytest.raises(NotFound):
        issue(late, line.id, another.id)


def test_nobody_speaks_without_an_authority(late: Late) -> None:
    with transaction():
        line = add_late(late)
        late.authority.kind = OrganisationKind.PUBLISHER
    with pytest.raises(DomainError, match="no_authority"):
        issue(late, line.id)


def test_a_notice_is_cured_only_by_what_is_received(late: Late) -> None:
    with transaction():
        line, excused = add_late(late), add_late(late)
    issued = make_notice(late, line, excused)
    before = dict(issued.facts)
    with transaction():
        add_received(obligation=line, copies=2)
    assert notice_for(late.inspector, issued.id, TODAY).status is NoticeStatus.LIVE
    with transaction():
        excused.cancelled_at, excused.open = AT, False
    lapsed = NoticeFilter(status=NoticeStatus.LAPSED)
    assert [n.id for n in list_notices(late.inspector, lapsed, today=TODAY, limit=9)] == [issued.id]
    record = notice_for(late.inspector, issued.id, TODAY)
    assert (record.status, record.missing) == (NoticeStatus.LAPSED, 0)
    assert record.notice.facts == before
    with transaction():
        add_received(obligation=line, copies=-1)
    assert notice_for(late.inspector, issued.id, TODAY).status is NoticeStatus.LIVE


def test_the_head_is_named_in_every_language_and_declined_where_that_is_known(late: Late) -> None:
    with transaction():
        lines = [add_late(late) for _ in range(5)]
        late.publisher.head_name_ru = "Д. С. Рахмонова"
    languages = ("uz", "uz_Cyrl", "ru", "en")
    papers = [
        paper_of(NoticePaper, make_notice(late, line, language=language).facts)
        for line, language in zip(lines, languages, strict=False)
    ]
    assert [paper.recipient.person for paper in papers] == [
        "D. S. Rahmonovaga",
        "Д. С. Раҳмоновага",
        "Д. С. Рахмонова",
        "D. S. Rahmonova",
    ]
    with transaction():
        late.publisher.head_post_ru = "Директор"
    paper = paper_of(NoticePaper, make_notice(late, lines[4], language="ru").facts)
    assert (paper.recipient.post, paper.recipient.person) == ("", "Директор: Д. С. Рахмонова")


def test_withdrawing_needs_a_reason_and_frees_the_lines(late: Late, session: Session) -> None:
    with transaction():
        line = add_late(late)
    issued = make_notice(late, line)
    for reason, code in (("  ", "reason_missing"),):
        with pytest.raises(DomainError, match=code), transaction():
            withdraw_notice(notice_id=issued.id, reason=reason, by=late.inspector, at=AT)
    with transaction():
        withdraw_notice(notice_id=issued.id, reason="Xato", by=late.inspector, at=AT)
    assert notice_for(late.inspector, issued.id, TODAY).status is NoticeStatus.WITHDRAWN
    with pytest.raises(Conflict), transaction():
        withdraw_notice(notice_id=issued.id, reason="Yana", by=late.inspector, at=AT)
    assert [row.noticed for row in obligations_of(late.inspector, line.release_id)] == [False]
    assert issue(late, line.id).number == "2026-000002"
    acts = session.scalars(select(AuditEvent.name).order_by(AuditEvent.id)).all()
    assert [name for name in acts if name.startswith("notice.")] == [
        "notice.issued",
        "notice.withdrawn",
        "notice.issued",
    ]


def test_notices_are_listed_within_reach_by_state(late: Late) -> None:
    with transaction():
        add_region("1703")
        lines = [add_late(late) for _ in range(3)]
        stranger = add_organisation(region="1703")
        foreign = add_late(late, depositor=stranger)
    notices = [make_notice(late, line) for line in (*lines, foreign)]
    with transaction():
        add_received(obligation=lines[0], copies=2)
        withdraw_notice(notice_id=notices[1].id, reason="Xato", by=late.inspector, at=AT)

    def ids(actor: Actor, **wanted: object) -> list[int]:
        return [row.id for row in list_notices(actor, NoticeFilter(**wanted), today=TODAY, limit=9)]  # type: ignore[arg-type]

    own = [notice.id for notice in notices[:3]]
    assert ids(depositor(late.publisher)) == own[::-1]
    assert ids(regulator("1703")) == [notices[3].id]
    assert ids(depositor(add_organisation())) == []
    assert ids(late.inspector, status=NoticeStatus.CURED) == [own[0]]
    assert ids(late.inspector, status=NoticeStatus.WITHDRAWN) == [own[1]]
    assert ids(late.inspector, status=NoticeStatus.LIVE, query="oltin davot") == [own[2]]
    assert ids(late.inspector, query="2026-000004") == [notices[3].id]
    with pytest.raises(NotFound):
        notice_for(depositor(stranger), own[0], TODAY)


def test_numbers_have_no_gaps_when_two_issue_at_once(own_app: Flask) -> None:
    with own_app.app_context():
        world = make_late_world()
        with transaction():
            lines = [[add_late(world).id for _ in range(4)] for _ in range(2)]
            shared = add_late(world).id
            depositor_id, by = world.publisher.id, world.inspector
    together, issued, refused = Barrier(2), list[str](), list[str]()

    def work(mine: list[int]) -> None:
        with own_app.app_context():
            together.wait()
            for number, line in enumerate((*mine, shared)):
                try:
                    with transaction():
                        notice = issue_notice(
                            depositor_id=depositor_id,
                            obligation_ids=[line],
                            language="uz",
                            by=by,
                            at=AT + timedelta(minutes=number),
                        ).notice
                    issued.append(notice.number)
                except Conflict as error:
                    refused.append(error.code)

    threads = [Thread(target=work, args=(mine,)) for mine in lines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(issued) == [f"2026-{number:06}" for number in range(1, 10)]
    assert refused == ["notice.nothing_left"]
