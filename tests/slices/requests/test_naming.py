"""Where nobody else may decide, a head names who does; the right is for one request."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.compliance.models import Notice
from app.compliance.requests.models import DepositorRequest, Naming
from app.compliance.requests.queries.listing import RequestFilter, count_requests
from app.compliance.requests.queries.showing import request_for
from app.compliance.requests.services.ending import reopen_request, withdraw_request
from app.compliance.requests.services.naming import name_decider
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.requests import Outcome, RequestKind
from app.infra.db import transaction
from tests.factories.compliance import AT, TODAY, Late, add_inspector, make_notice
from tests.factories.requests import ask, decide


@pytest.fixture
def far(late: Late) -> Actor:
    """An official of another region than the depositor's."""
    with transaction():
        return add_inspector(late.authority, "1718", name="B. B. Uzoqov")


@pytest.fixture
def appeal(late: Late, clerk: Actor, rows: list[Obligation]) -> DepositorRequest:
    """An appeal against a notice that the only official of the country, a head, issued."""
    return ask(rows, clerk, RequestKind.APPEAL, notice_id=make_notice(late, *rows).id)


def name(
    request: DepositorRequest, person: Actor, by: Actor, seen: Naming | None = None, reason: str = "Sabab"
) -> Naming:
    with transaction():
        return name_decider(
            request_id=request.id,
            account_id=person.account_id,
            reason=reason,
            instead_of=seen.id if seen else None,
            by=by,
            at=AT,
        )


def found(actor: Actor, **wanted: bool) -> int:
    return count_requests(actor, RequestFilter(**wanted), today=TODAY)


def test_who_is_named_decides_that_request_alone_and_its_notice_falls(
    session: Session, late: Late, far: Actor, appeal: DepositorRequest
) -> None:
    assert found(late.inspector, undecidable=True) == 1
    for act in (lambda: request_for(far, appeal.id), lambda: decide(appeal, far)):
        with pytest.raises(NotFound):
            act()
    name(appeal, far, late.inspector)
    assert found(late.inspector, undecidable=True) == 0
    assert (found(far), found(far, entrusted=True), found(late.inspector, entrusted=True)) == (1, 1, 0)
    with pytest.raises(Conflict, match=r"request\.own_act"):
        decide(appeal, late.inspector)
    decide(appeal, far)
    assert session.get_one(Notice, appeal.notice_id).withdrawn_at == AT
    assert request_for(far, appeal.id).request.id == appeal.id, "what he decided he reads on"
    assert found(far, entrusted=True) == 0
    with pytest.raises(Conflict, match=r"request\.decided_already"):
        name(appeal, far, late.inspector)


def test_another_one_named_replaces_the_former_and_a_withdrawal_ends_it(
    session: Session, late: Late, clerk: Actor, far: Actor, appeal: DepositorRequest
) -> None:
    with transaction():
        third = add_inspector(late.authority, "1703")
    first = name(appeal, third, late.inspector)
    with pytest.raises(Conflict, match=r"request\.named_meanwhile") as told:
        name(appeal, far, late.inspector)  # another head, who saw nobody named
    assert told.value.params == {"name": third.name}
    session.rollback()
    name(appeal, far, late.inspector, first)
    with pytest.raises(NotFound):
        decide(appeal, third)
    session.rollback()
    with transaction():
        withdraw_request(request_id=appeal.id, by=clerk, at=AT)
    assert request_for(far, appeal.id).request.withdrawn_at == AT, "he learns why there is nothing to decide"
    assert found(far, entrusted=True) == 0
    with pytest.raises(Conflict, match=r"request\.withdrawn_already"):
        decide(appeal, far)
    session.rollback()
    with pytest.raises(NotFound):
        request_for(third, appeal.id)


def test_who_is_named_reads_all_that_an_appeal_goes_back_to(
    late: Late, clerk: Actor, far: Actor, rows: list[Obligation]
) -> None:
    with transaction():
        second, third = add_inspector(late.authority), add_inspector(late.authority)
    objection = ask(rows, clerk, notice_id=make_notice(late, *rows).id)
    decide(objection, second, Outcome.REFUSED)
    first = ask(rows, clerk, RequestKind.APPEAL, against_id=objection.id)
    decide(first, third)
    with transaction():
        reopen_request(request_id=first.id, reason="Kvitansiya soxta", by=third, at=AT)
    again = ask(rows, clerk, RequestKind.APPEAL, against_id=first.id)
    name(again, far, late.inspector)
    assert [request_for(far, one.id).request.id for one in (again, first, objection)]
    decide(again, far)
    with pytest.raises(NotFound):
        request_for(far, objection.id)


def test_only_an_open_account_of_an_official_who_had_no_hand_is_named_and_only_by_a_head(
    session: Session, late: Late, clerk: Actor, far: Actor, appeal: DepositorRequest
) -> None:
    with transaction():
        closed = add_inspector(late.authority, "1703")
        session.get_one(Account, closed.account_id).deactivated_at = AT
    refused = {"request.decider_unfit": [closed, clerk], "request.decider_barred": [late.inspector]}
    for code, people in refused.items():
        for person in people:
            with pytest.raises(DomainError, match=code):
                name(appeal, person, late.inspector)
            session.rollback()
    with pytest.raises(DomainError, match=r"request\.naming_reason_missing"):
        name(appeal, far, late.inspector, reason=" ")
    session.rollback()
    for stranger in (far, clerk):
        with pytest.raises(NotFound):
            name(appeal, far, stranger)
    named = name(appeal, far, late.inspector)
    with pytest.raises(DomainError, match=r"request\.named_already"):
        name(appeal, far, late.inspector, named)
    session.rollback()
    with transaction():
        session.get_one(Account, far.account_id).deactivated_at = AT
    assert found(late.inspector, undecidable=True) == 1, "who was named has left"


def test_more_time_is_never_without_anybody_who_may_decide(
    late: Late, clerk: Actor, rows: list[Obligation]
) -> None:
    make_notice(late, *rows)
    ask(rows[:1], clerk, RequestKind.EXTENSION, until=date(2026, 12, 20))
    assert found(late.inspector, undecidable=True) == 0
    objection = ask(rows[1:], clerk)
    assert found(late.inspector, undecidable=True) == 1, "the notice is in force on its lines"
    with transaction():
        add_inspector(late.authority, objection.region_soato)
    assert found(late.inspector, undecidable=True) == 0
