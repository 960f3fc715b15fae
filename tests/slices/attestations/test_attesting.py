"""Statements and certificates: what is counted from what really happened, and when there can be none."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.attestations.account import Period, lines_of, not_covered
from app.attestations.jobs import attestation_pdf, store_soon, store_waiting_papers
from app.attestations.models import Attestation, AttestationKind
from app.attestations.queries import attestation_by_code, attestation_for, list_attestations
from app.attestations.scope import depositors_called
from app.attestations.services import preview_attestation, withdraw_attestation
from app.attestations.standing import Standing
from app.audit.models import AuditEvent
from app.deposits.obligations.models import Obligation, UndecidedRule
from app.deposits.receiving.services import reverse_receipt
from app.domain.actor import Actor, Role
from app.domain.attestation import Tally
from app.domain.documents import CertificatePaper, NotCovered, StatementPaper
from app.domain.documents.storing import facts_of, paper_of
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.obligations.relief import Pause
from app.infra.db import transaction
from app.infra.papers import paper_html
from app.infra.storage import StoredFile, storage
from app.law.models import AdoptedRuleSet
from app.organisations.models import Organisation
from app.publications.models import ReleaseWithdrawal
from tests.factories.attestations import (
    AT,
    UNTIL_TODAY,
    YEAR,
    Depositor,
    changed,
    deliver,
    make_attestation,
    make_depositor,
)
from tests.factories.law import add_region
from tests.factories.receiving import make_actor, make_obligation, send_parcel

STATEMENT, CERTIFICATE = AttestationKind
DUE = date(2026, 11, 2)
THAT_EVENING = datetime(2026, 11, 2, 18, 30, tzinfo=UTC)  # half past eleven at night in Tashkent
NEXT_DAY = THAT_EVENING + timedelta(hours=1)
LATER = date(2026, 12, 3)


@pytest.fixture
def depositor(session: Session) -> Depositor:
    return make_depositor(DUE, DUE, LATER, LATER, LATER)


def refusal(depositor: Depositor, period: Period, by: Actor | None = None) -> str:
    with pytest.raises(DomainError) as refused:
        make_attestation(depositor, CERTIFICATE, period, by=by)
    return refused.value.code


def statement_of(attestation: Attestation) -> StatementPaper:
    return paper_of(StatementPaper, attestation.facts)


def test_a_statement_counts_what_really_happened(depositor: Depositor) -> None:
    """The parcel was opened on the due day: a receipt a week later is not the depositor's delay."""
    deliver(depositor, 0, opened=THAT_EVENING, confirmed=THAT_EVENING + timedelta(days=7))
    deliver(depositor, 1, opened=NEXT_DAY, confirmed=NEXT_DAY)
    send_parcel(depositor.world, {2: 2})
    owed = depositor.world.obligations
    changed(owed[4], copies=None)
    made = make_attestation(depositor, STATEMENT, YEAR)
    paper = statement_of(made)
    assert facts_of(paper) == made.facts
    assert paper.whole == Tally(in_time=1, late=1, under_way=1, not_due=1, unknown=1, copies=8, received=4)
    assert [line.tally for line in paper.libraries] == [line.tally for line in paper.kinds] == [paper.whole]
    assert [row.tally.obligations for row in paper.releases] == [1] * 5
    assert paper.registered == 5
    assert (made.number, made.series, made.specimen) == ("2026-000001", "specimen-statement", True)
    assert paper.signatory.name == "", "made by the depositor itself: nobody signs"
    receipt = deliver(depositor, 3, opened=AT, confirmed=AT)
    with transaction():
        reverse_receipt(number=receipt.number, reason="xato", by=depositor.world.librarian, at=AT)
    again = statement_of(make_attestation(depositor, STATEMENT, YEAR, language="ru", by=depositor.inspector))
    assert again.whole == replace(paper.whole, under_way=2, not_due=0), "taken back, its parcel is on its way"
    assert again.number == "2026-000002"
    assert again.signatory.name


def test_a_withdrawn_registration_has_no_part_in_it(depositor: Depositor) -> None:
    before = statement_of(make_attestation(depositor, STATEMENT, YEAR))
    gone, rules = depositor.world.releases[4], depositor.world.obligations[4].rule_set_id
    with transaction() as current:
        current.add(UndecidedRule(release_id=gone.id, rule_id="x", rule_set_id=rules, missing=["pages"]))
        current.add(ReleaseWithdrawal(release_id=gone.id, reason="xato", withdrawn_at=AT))
    paper = statement_of(make_attestation(depositor, STATEMENT, YEAR, language="ru"))
    assert (before.registered, paper.registered) == (5, 4)
    assert (before.whole.obligations, paper.whole.obligations, len(paper.releases)) == (5, 4, 4)
    assert (paper.not_covered.undecided, paper.whole.copies) == (0, before.whole.copies - 2)


def test_each_obligation_belongs_to_one_year(depositor: Depositor) -> None:
    owed = depositor.world.obligations
    changed(owed[0], due_on=date(2027, 1, 4))
    changed(owed[1], due_on=None)
    changed(owed[2], due_on=None, event_on=None)
    years = [Period(date(year, 1, 1), date(year, 12, 31)) for year in range(2025, 2028)]
    counted = [
        sum(line.times for line in lines_of([depositor.id], year, today=date(2027, 1, 5))) for year in years
    ]
    registered = depositor.world.releases[2].registered_at.year
    assert sum(counted) == len(owed)
    assert counted == ([0, 4, 1] if registered == 2026 else [1, 3, 1])


def test_however_many_obligations_are_alike_they_are_one_line(depositor: Depositor, session: Session) -> None:
    """So that the account of a house with a hundred thousand of them is no more than that of a small one."""
    deliver(depositor, 0, opened=THAT_EVENING, confirmed=THAT_EVENING)
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    before = lines_of([depositor.id], year, today=AT.date())
    like = session.get_one(Obligation, depositor.world.obligations[1].id)
    kept = {
        column.key: getattr(like, column.key) for column in Obligation.__table__.columns if column.key != "id"
    }
    more = [kept | {"rule_id": f"again-{number}"} for number in range(300)]
    session.execute(insert(Obligation), more)
    session.commit()
    after = lines_of([depositor.id], year, today=AT.date())
    assert len(after) == len(before)
    assert sum(line.times for line in after) == sum(line.times for line in before) + 300
    paper = statement_of(make_attestation(depositor, STATEMENT, YEAR))
    assert paper.whole.obligations == sum(line.times for line in after)
    assert sum(row.tally.obligations for row in paper.releases) == paper.whole.obligations


def test_no_certificate_while_anything_is_overdue_and_what_it_says_then(
    depositor: Depositor, session: Session
) -> None:
    deliver(depositor, 0, opened=THAT_EVENING, confirmed=NEXT_DAY)
    november = Period(date(2026, 11, 3), date(2026, 11, 23))
    assert refusal(depositor, UNTIL_TODAY) == "attestation.overdue"
    assert refusal(depositor, november) == "attestation.overdue", "not even of a period without it"
    seen = preview_attestation(
        kind=CERTIFICATE, depositor_id=depositor.id, period=UNTIL_TODAY, by=depositor.clerk, at=AT
    )
    assert [line.release_id for line in seen.overdue] == [depositor.world.releases[1].id]
    assert (seen.overdue_in_all, seen.account.whole.overdue) == (1, 1)
    changed(depositor.world.obligations[1], provisional=True)
    made = make_attestation(depositor, CERTIFICATE, UNTIL_TODAY, by=depositor.inspector)
    paper = paper_of(CertificatePaper, made.facts)
    assert paper.whole == Tally(in_time=1, unknown=1, copies=4, received=2)
    assert paper.not_covered == NotCovered(provisional=1)
    deliver(depositor, 1, opened=NEXT_DAY, confirmed=NEXT_DAY)
    changed(depositor.world.obligations[1], provisional=False)
    second = paper_of(
        CertificatePaper, make_attestation(depositor, CERTIFICATE, UNTIL_TODAY, language="en").facts
    )
    assert second.whole == Tally(in_time=1, late=1, copies=4, received=4)
    assert [paper.number, second.number] == ["2026-000001", "2026-000002"]
    assert refusal(depositor, november) == "attestation.nothing_due"
    numbers = session.scalars(select(Attestation.sequence).order_by(Attestation.id)).all()
    assert numbers == [1, 2], "what was refused took no number"


def test_what_a_request_spares_is_called_neither_clean_nor_uncertain(
    client: FlaskClient, depositor: Depositor
) -> None:
    deliver(depositor, 0, opened=THAT_EVENING, confirmed=NEXT_DAY)
    second, third = depositor.world.obligations[1], depositor.world.obligations[2]
    changed(third, due_on=date(2026, 11, 20), extended_to=date(2026, 12, 20))
    for pause in (Pause.ASKED, Pause.UPHELD):
        changed(second, pause=pause)
        paper = paper_of(CertificatePaper, make_attestation(depositor, CERTIFICATE, UNTIL_TODAY).facts)
        assert paper.whole == Tally(in_time=1, spared=2, copies=6, received=2)
        store_waiting_papers()
    year_before = Period(date(2025, 1, 1), date(2025, 12, 31))
    assert not_covered([depositor.id], year_before, today=AT.date()).spared == 0
    november = Period(date(2026, 11, 17), date(2026, 11, 23))
    made = make_attestation(depositor, CERTIFICATE, november, language="en")
    paper = paper_of(CertificatePaper, made.facts)
    assert (paper.whole.spared, paper.not_covered) == (1, NotCovered(spared=2))
    text = unescape(" ".join(re.sub(r"<[^>]+>", " ", paper_html(paper, "en")).split()))
    assert "2 obligations past their day are not counted as overdue: they are in dispute" in text
    assert "2 obligations past their day that are in dispute" in text
    assert "given time”: the day of the law is past" in text
    client.get("/language/en")
    public = client.get(f"/verify/{made.verification_code}").text
    assert "In dispute or given time" in public
    assert "may have been decided since" in public


def test_it_says_what_it_does_not_cover(depositor: Depositor) -> None:
    world = depositor.world
    changed(world.obligations[2], event_on=None, due_on=None)
    with transaction() as current:
        rules = world.obligations[0].rule_set_id
        current.add(
            UndecidedRule(release_id=world.releases[0].id, rule_id="r", rule_set_id=rules, missing=["x"])
        )
        law = current.get_one(AdoptedRuleSet, rules)
        make_obligation(world.releases[1], None, world.library, law, rule_id="printer")
    assert statement_of(make_attestation(depositor, STATEMENT, YEAR)).not_covered == NotCovered(
        forecasts=1, undecided=1, unidentified=1
    )


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (date(2026, 5, 2), date(2026, 5, 1), "period_reversed"),
        (date(2026, 1, 1), date(2026, 11, 24), "period_ahead"),
        (date(2020, 1, 1), date(2026, 1, 1), "period_long"),
    ],
)
def test_a_period_that_cannot_be_certified(depositor: Depositor, first: date, last: date, code: str) -> None:
    assert refusal(depositor, Period(first, last)) == f"attestation.{code}"


def test_who_may_make_and_see_them(depositor: Depositor, session: Session) -> None:
    with transaction():
        add_region("1718")
        stranger = make_actor(Role.DEPOSITOR, depositor.world.library)
        merged = make_depositor_record(depositor)
    here = replace(depositor.inspector, region_soato="1726")
    elsewhere = replace(depositor.inspector, region_soato="1718")
    for by in (stranger, elsewhere, depositor.world.librarian):
        with pytest.raises(NotFound):
            make_attestation(depositor, STATEMENT, YEAR, by=by)
    made = make_attestation(depositor, STATEMENT, YEAR, by=here)
    assert attestation_for(depositor.clerk, made.id).attestation.id == made.id
    assert [row.attestation.id for row in list_attestations(here, limit=5)] == [made.id]
    for by in (stranger, elsewhere, depositor.world.librarian):
        assert list_attestations(by, limit=5) == []
        with pytest.raises(NotFound):
            attestation_for(by, made.id)
    assert [found.id for found in depositors_called(here, depositor.world.publisher.name)] == [depositor.id]
    assert depositors_called(elsewhere, depositor.world.publisher.name) == []
    owed = depositor.world.obligations[0]
    changed(owed, depositor_id=merged.id)
    assert statement_of(make_attestation(depositor, STATEMENT, YEAR, language="en")).whole.obligations == 5


def make_depositor_record(depositor: Depositor) -> Organisation:
    """A record that was merged into the depositor's."""
    own = depositor.world.publisher
    made = Organisation(
        kind=own.kind,
        name="Eski yozuv",
        region_soato=own.region_soato,
        search_key="eski yozuv",
        created_at=AT,
        merged_into_id=own.id,
    )
    with transaction() as current:
        current.add(made)
    return made


def test_one_stands_until_a_newer_one_or_its_withdrawal(depositor: Depositor, session: Session) -> None:
    first = make_attestation(depositor, STATEMENT, YEAR)
    assert make_attestation(depositor, STATEMENT, YEAR).id == first.id, "its file is still being made"
    assert store_waiting_papers() == 1
    assert store_waiting_papers() == 0
    other = make_attestation(depositor, STATEMENT, Period(date(2025, 1, 1), date(2025, 12, 31)))
    second = make_attestation(depositor, STATEMENT, YEAR)
    session.expire_all()

    def standing(attestation: Attestation) -> Standing:
        found = attestation_by_code(attestation.verification_code)
        assert found is not None
        return found.standing

    def withdraw(attestation: Attestation, by: Actor, reason: str = "Maʼlumot xato edi") -> None:
        with transaction():
            withdraw_attestation(attestation_id=attestation.id, reason=reason, by=by, at=AT)

    assert [standing(each) for each in (first, other, second)] == ["superseded", "valid", "valid"]
    with pytest.raises(NotFound):
        withdraw(second, depositor.clerk)
    with pytest.raises(DomainError, match="reason_missing"):
        withdraw(second, depositor.inspector, " ")
    withdraw(second, depositor.inspector)
    with pytest.raises(Conflict, match="withdrawn_already"):
        withdraw(second, depositor.inspector)
    assert [standing(each) for each in (first, second)] == ["superseded", "withdrawn"]
    told = session.scalars(
        select(AuditEvent.name).where(AuditEvent.name.startswith("attestation")).order_by(AuditEvent.id)
    ).all()
    assert told == [f"attestation.{act}" for act in ("issued", "filed", "issued", "issued", "withdrawn")]


def test_the_worker_makes_the_same_file_however_often_it_dies(depositor: Depositor, session: Session) -> None:
    made = make_attestation(depositor, STATEMENT, YEAR, language="ru")
    annex = made.facts["releases"]
    assert isinstance(annex, list)
    broken = make_attestation(depositor, STATEMENT, Period(date(2024, 1, 1), date(2024, 12, 31)))
    with transaction() as current:
        current.get_one(Attestation, made.id).facts = {**made.facts, "releases": annex * 10}
        current.get_one(Attestation, broken.id).facts = {}
    store_soon(made.id)
    store_soon(broken.id)
    long = session.get_one(Attestation, made.id, populate_existing=True)
    assert long.file_id is None, "nobody waits for a long annex: it is the worker's"
    content = attestation_pdf(long)
    assert store_waiting_papers() == 1, "what cannot be made keeps nobody else waiting"
    kept = session.get_one(Attestation, made.id, populate_existing=True)
    file = session.get_one(StoredFile, kept.file_id)
    assert storage().get(file.sha256) == content
    assert file.name == "specimen-statement-2026-000001.pdf"
