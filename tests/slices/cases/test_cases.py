"""Cases: opened with the first notice, numbered, scoped, settled by the facts and the rules."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.compliance.cases.models import Case, Outcome
from app.compliance.cases.queries.cases import case_for
from app.compliance.cases.queries.listing import CaseFilter, State, count_cases, list_cases
from app.compliance.cases.services.keeping import SentFile, add_file, add_note, assign_case
from app.compliance.cases.services.opening import open_case
from app.compliance.cases.services.proposing import propose_sanction
from app.compliance.cases.services.settling import reopen_case, settle_case
from app.compliance.services.replacing import replace_notice
from app.compliance.services.withdrawing import withdraw_notice
from app.compliance.unit_values.services import enter_unit_value
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.services import add_received
from app.domain.documents import NoticePaper
from app.domain.documents.storing import paper_of
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.law.procedure_vocabulary import Offence
from app.infra.db import session as session_now
from app.infra.db import transaction
from tests.factories.compliance import AT, TODAY, Late, add_inspector, add_late, make_late_world, make_notice
from tests.factories.obligations import add_organisation, depositor

LATER = datetime(2026, 12, 30, 9, 0, tzinfo=UTC)


@pytest.fixture
def late(session: Session) -> Late:
    return make_late_world()


def case_with_notice(late: Late) -> Case:
    """A case with one notice of two copies, both missing."""
    with transaction():
        line = add_late(late)
    make_notice(late, line)
    return cases()[0]


def cases() -> list[Case]:
    return list(
        session_now().scalars(select(Case).order_by(Case.id).execution_options(populate_existing=True))
    )


def test_the_first_notice_opens_a_case_and_later_ones_join_it(late: Late, session: Session) -> None:
    with transaction():
        lines = [add_late(late) for _ in range(2)]
        other = add_late(late, depositor=add_organisation(name="Boshqa nashriyot"))
    first, second = (make_notice(late, line) for line in lines)
    third = make_notice(late, other)
    assert first.case_id == second.case_id != third.case_id
    assert [(case.number, case.series) for case in cases()] == [
        ("2026-000001", "specimen-case"),
        ("2026-000002", "specimen-case"),
    ]
    assert paper_of(NoticePaper, second.facts).case == "2026-000001"
    acts = session.scalars(
        select(AuditEvent).where(AuditEvent.name.startswith("case.")).order_by(AuditEvent.id)
    ).all()
    assert [(act.name, act.after["act"]) for act in acts if act.after["number"] == "2026-000001"] == [
        ("case.opened", 1), ("case.notice_added", 2), ("case.notice_added", 3),
    ]  # fmt: skip


def test_a_case_opened_by_hand_takes_the_notice_that_follows(late: Late) -> None:
    with transaction():
        line = add_late(late)
    with transaction():
        case = open_case(depositor_id=late.publisher.id, by=late.inspector, at=AT)
    with pytest.raises(Conflict, match="open_already"), transaction():
        open_case(depositor_id=late.publisher.id, by=late.inspector, at=AT)
    assert make_notice(late, line).case_id == case.id


def test_a_depositor_sees_its_own_case_without_notes_and_internal_files(late: Late) -> None:
    case = case_with_notice(late)
    with transaction():
        add_note(case_id=case.id, text="Telefon qilindi", by=late.inspector, at=AT)
    record = case_for(late.inspector, case.id, TODAY)
    assert [note.text for note in record.notes] == ["Telefon qilindi"]
    own = case_for(depositor(late.publisher), case.id, TODAY)
    assert own.notes == []
    assert [row.number for row in own.notices] == ["2026-000001"]
    with transaction():
        stranger = add_organisation(name="Begona")
        elsewhere = add_inspector(late.authority, "1718")
    for nobody in (depositor(stranger), elsewhere):
        with pytest.raises(NotFound):
            case_for(nobody, case.id, TODAY)
        assert count_cases(nobody, CaseFilter(), at=AT) == 0


def test_notes_are_corrected_by_another_and_files_are_what_they_say(late: Late) -> None:
    case, by = case_with_notice(late), late.inspector
    with transaction():
        note = add_note(case_id=case.id, text="Ikki nusxa", by=by, at=AT)
    with transaction():
        add_note(case_id=case.id, text="Uch nusxa", corrects=note.id, by=by, at=AT)
    assert case_for(by, case.id, TODAY).corrected == {note.id}
    with pytest.raises(Conflict, match="note_corrected"), transaction():
        add_note(case_id=case.id, text="Toʻrt nusxa", corrects=note.id, by=by, at=AT)
    sent = SentFile(b"MZ not a picture", "xat.pdf")
    with pytest.raises(DomainError, match=r"evidence\.kind"), transaction():
        add_file(case_id=case.id, sent=sent, title="Xat", internal=False, by=by, at=AT)


def test_put_right_is_proposed_when_nothing_is_missing_and_never_before(late: Late) -> None:
    with transaction():
        line = add_late(late)
    make_notice(late, line)
    case, by = cases()[0], late.inspector
    with pytest.raises(Conflict, match="not_cured"), transaction():
        settle_case(case_id=case.id, outcome=Outcome.CURED, reason="", by=by, at=AT)
    with transaction():
        add_received(obligation=session_now().get_one(Obligation, line.id), copies=2)
    [row] = list_cases(by, CaseFilter(state=State.CURABLE), at=AT, limit=9)
    assert (row.case.id, row.state, row.missing) == (case.id, State.CURABLE, 0)
    with transaction():
        settle_case(case_id=case.id, outcome=Outcome.CURED, reason="", by=by, at=AT)
    assert count_cases(by, CaseFilter(state=State.OPEN), at=AT) == 0
    with transaction():
        another = add_late(late)
    assert make_notice(late, another).case_id != case.id
    with pytest.raises(Conflict, match="another_open"), transaction():
        reopen_case(case_id=case.id, reason="Xato", by=by, at=AT)


def test_excused_is_what_a_decision_excused_or_no_notice_names(late: Late) -> None:
    with transaction():
        lines = [add_late(late) for _ in range(2)]
    make_notice(late, *lines)
    case, by = cases()[0], late.inspector
    with pytest.raises(Conflict, match="not_excused") as refused, transaction():
        settle_case(case_id=case.id, outcome=Outcome.EXCUSED, reason="Sir", by=by, at=AT)
    assert refused.value.params["lines"] == 2
    with transaction() as current:
        excused = current.get_one(Obligation, lines[0].id)
        excused.excused_at, excused.open = AT, False
    with transaction():
        [notice] = case_for(by, case.id, TODAY).notices
        withdraw_notice(notice_id=notice.id, reason="Xato", by=by, at=AT)
    with transaction():
        settle_case(case_id=case.id, outcome=Outcome.EXCUSED, reason="Sir", by=by, at=AT)
    with transaction():
        assert open_case(depositor_id=late.publisher.id, by=by, at=AT).id != case.id


def test_what_a_settled_case_is_about_opens_no_second_one_just_so(late: Late) -> None:
    with transaction():
        line = add_late(late)
    notice = make_notice(late, line)
    case, by = cases()[0], late.inspector
    with transaction():
        settle_case(case_id=case.id, outcome=Outcome.CLOSED, reason="Koʻchgan", by=by, at=AT)
    with pytest.raises(Conflict, match="settled_over"), transaction():
        open_case(depositor_id=late.publisher.id, by=by, at=AT)
    with pytest.raises(Conflict, match="case_settled"), transaction():
        replace_notice(notice_id=notice.id, language="uz", reason="Xato", by=by, at=AT)
    assert len(cases()) == 1
    with transaction():
        add_late(late)
    with transaction():
        assert open_case(depositor_id=late.publisher.id, by=by, at=AT).id != case.id


def test_a_new_notice_of_what_was_settled_opens_a_case_that_names_the_earlier_one(late: Late) -> None:
    with transaction():
        lines = [add_late(late) for _ in range(2)]
    notice = make_notice(late, lines[0])
    earlier, by = cases()[0], late.inspector
    with transaction():
        settle_case(case_id=earlier.id, outcome=Outcome.CLOSED, reason="Koʻchgan", by=by, at=AT)
    with transaction():
        withdraw_notice(notice_id=notice.id, reason="Xato", by=by, at=AT)
    other = make_notice(late, lines[1]).case_id
    with transaction():
        settle_case(case_id=other or 0, outcome=Outcome.CLOSED, reason="Koʻchgan", by=by, at=AT)
    again = make_notice(late, lines[0]).case_id
    found = [case_for(by, case_id or 0, TODAY).case for case_id in (earlier.id, other, again)]
    assert [case.earlier for case in found] == [None, None, found[0]], "what the notice names is asked"
    assert found[0].outcome is Outcome.CLOSED, "what a person decided is not undone by a notice"
    assert found[0].later == [found[2]]
    opened = select(AuditEvent).where(AuditEvent.name == "case.opened").order_by(AuditEvent.id)
    told = session_now().scalars(opened).all()
    assert [act.after.get("earlier") for act in told] == [None, None, "2026-000001"]


def test_a_referral_waits_for_the_day_that_the_rules_give(late: Late) -> None:
    case, by = case_with_notice(late), late.inspector
    # Objections until 14 December, ten working days to the purchase, one more to the referral.
    day = case_for(by, case.id, TODAY).standing.referral.on
    assert day == date(2026, 12, 29)
    with pytest.raises(DomainError, match="referral_early"), transaction():
        settle_case(case_id=case.id, outcome=Outcome.REFERRED, reason="Javob yoʻq", by=by, at=AT)
    with transaction():
        settle_case(case_id=case.id, outcome=Outcome.REFERRED, reason="Javob yoʻq", by=by, at=LATER)
    assert cases()[0].outcome is Outcome.REFERRED


def test_without_a_notice_in_force_no_day_of_referral_is_told(late: Late) -> None:
    case, by = case_with_notice(late), late.inspector
    [notice] = case_for(by, case.id, TODAY).notices
    with transaction():
        withdraw_notice(notice_id=notice.id, reason="Xato", by=by, at=AT)
    standing = case_for(by, case.id, TODAY).standing
    assert (standing.cured, standing.referral.on, standing.offences) == (False, None, frozenset())
    with pytest.raises(DomainError, match="referral_unknown"), transaction():
        settle_case(case_id=case.id, outcome=Outcome.REFERRED, reason="x", by=by, at=LATER)


def test_a_sanction_rests_on_facts_and_on_a_value_that_somebody_entered(late: Late) -> None:
    case, by = case_with_notice(late), late.inspector
    with pytest.raises(DomainError, match=r"case\.sanction"), transaction():
        propose_sanction(case_id=case.id, sanction="uzd-fine-person", words="", by=by, at=AT)
    with pytest.raises(DomainError, match="sanction_early") as early, transaction():
        propose_sanction(case_id=case.id, sanction="uzd-fine-official", words="", by=by, at=AT)
    assert early.value.params["day"] == date(2026, 12, 29)
    with transaction():
        unknown = propose_sanction(case_id=case.id, sanction="uzd-fine-official", words="", by=by, at=LATER)
    assert unknown.facts["offences"] == [Offence.NOT_DELIVERED]
    assert unknown.facts["unit_value"] is None
    with pytest.raises(DomainError, match=r"unit_value\.too_far"), transaction():
        enter_unit_value(unit="BHM", amount=1, from_on=date(2999, 1, 1), source="Sinov", by=by, at=AT)
    with transaction():
        for amount, day in ((100, date(2026, 1, 1)), (120, date(2026, 1, 1)), (900, date(2027, 1, 1))):
            enter_unit_value(
                unit="BHM", amount=amount, from_on=day, source="Sinov", specimen=True, by=by, at=AT
            )
    with transaction():
        known = propose_sanction(case_id=case.id, sanction="uzd-fine-official", words="", by=by, at=LATER)
    assert (known.facts["unit_value"], known.facts["minimum"], known.facts["maximum"]) == (120, 3, 5)


def test_a_case_goes_to_an_inspector_who_may_work_on_it(late: Late) -> None:
    case, by = case_with_notice(late), late.inspector
    with transaction():
        elsewhere = add_inspector(late.authority, "1718")
        country = add_inspector(late.authority)
    with pytest.raises(DomainError, match=r"case\.inspector"), transaction():
        assign_case(case_id=case.id, inspector_id=elsewhere.account_id or 0, by=by, at=AT)
    with transaction():
        assign_case(case_id=case.id, inspector_id=country.account_id or 0, by=by, at=AT)
    assert count_cases(by, CaseFilter(inspector_id=country.account_id), at=AT) == 1


def test_the_list_asks_no_more_for_many_cases_than_for_one(late: Late, session: Session) -> None:
    with transaction():
        owing = [add_organisation(name=f"Nashriyot {number}") for number in range(4)]
        lines = [add_late(late, depositor=one) for one in owing]
    for line in lines:
        make_notice(late, line)
    first = list_cases(late.inspector, CaseFilter(), at=AT, limit=3)
    last = first[-1].case
    rest = list_cases(late.inspector, CaseFilter(), at=AT, after=(last.opened_at, last.id), limit=3)
    assert len({row.case.id for row in [*first, *rest]}) == 4
    assert session.scalar(select(func.count(Case.id))) == 4
