"""What a library passed to the authority it can take back, with a reason."""

from datetime import datetime, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.compliance.cases.models import Case
from app.compliance.claims.models import Claim, ClaimKind, ClaimWithdrawal
from app.compliance.claims.queries.listing import ClaimFilter, list_claims
from app.compliance.claims.services.making import make_claims
from app.compliance.claims.services.withdrawing import withdraw_claim
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor, Role
from app.domain.errors import Conflict, DomainError, NotFound
from app.infra.db import transaction
from app.organisations.models import Organisation
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import Late, add_late, make_late_world, make_notice
from tests.factories.law import add_depository

WORDS = "Uch oy boʻldi, javob yoʻq."
REASON = "Boshqa nashr bilan adashtirdik."


@pytest.fixture
def late(session: Session) -> Late:
    return make_late_world()


@pytest.fixture
def librarian(late: Late) -> Actor:
    return make_account(Role.LIBRARIAN, late.library).actor()


@pytest.fixture
def rows(late: Late) -> list[Obligation]:
    with transaction():
        return [add_late(late, title=title) for title in ("Devon", "Sarob")]


def claimed(rows: list[Obligation], by: Actor, at: datetime, kind: ClaimKind = ClaimKind.PASSED) -> Claim:
    ids = [row.id for row in rows]
    with transaction():
        made = make_claims(obligation_ids=ids, kind=kind, words=WORDS, by=by, at=at)
    return made.claims[0]


def take_back(claim: Claim, by: Actor, at: datetime, reason: str = REASON) -> None:
    with transaction():
        withdraw_claim(claim_id=claim.id, reason=reason, by=by, at=at)


def outcomes(actor: Actor) -> list[str]:
    return [str(row.outcome) for row in list_claims(actor, ClaimFilter(), limit=50)]


def test_what_was_passed_on_is_taken_back_and_may_be_passed_on_anew(
    session: Session, late: Late, rows: list[Obligation], librarian: Actor, at: datetime
) -> None:
    asked = claimed(rows[:1], librarian, at, ClaimKind.ASKED)
    passed = claimed(rows, librarian, at)
    assert outcomes(librarian) == ["passed", "passed", "passed"]
    take_back(passed, librarian, at + timedelta(hours=1))
    assert outcomes(librarian) == ["withdrawn", "withdrawn", "waiting"]
    assert asked.id != passed.id
    claimed(rows[1:], librarian, at + timedelta(hours=2))
    assert outcomes(librarian) == ["passed", "passed", "withdrawn", "waiting"]


def test_what_the_authority_did_stands_and_its_case_says_what_was_taken_back(
    client: FlaskClient, session: Session, late: Late, rows: list[Obligation], librarian: Actor, at: datetime
) -> None:
    passed = claimed(rows, librarian, at)
    notice = make_notice(late, rows[0])
    take_back(passed, librarian, at)
    found = [(str(row.outcome), row.notice) for row in list_claims(librarian, ClaimFilter(), limit=50)]
    assert sorted(found) == [("noticed", notice.number), ("withdrawn", "")]
    with time_machine.travel(at):
        enter(client, Role.REGULATOR, late.authority)
        page = client.get(f"/cases/{session.scalars(select(Case.id)).one()}").text
    assert WORDS in page
    assert "Taken back" in page
    assert REASON in page


def test_only_its_library_takes_it_back_once_and_with_a_reason(
    session: Session, late: Late, rows: list[Obligation], librarian: Actor, at: datetime
) -> None:
    asked, passed = claimed(rows, librarian, at, ClaimKind.ASKED), claimed(rows, librarian, at)
    with transaction():
        elsewhere = add_depository("uz-akm-1703")
    for claim, by in ((passed, make_account(Role.LIBRARIAN, elsewhere).actor()), (asked, librarian)):
        with pytest.raises(NotFound):
            take_back(claim, by, at)
    with pytest.raises(DomainError, match=r"claim\.reason_missing"):
        take_back(passed, librarian, at, "  ")
    take_back(passed, librarian, at)
    with pytest.raises(Conflict, match=r"claim\.withdrawn_already"):
        take_back(passed, librarian, at)
    assert session.query(ClaimWithdrawal).count() == 1


def enter(client: FlaskClient, role: Role, of: Organisation) -> None:
    client.post("/sign-out")
    sign_in(client, make_account(role, of))


def test_the_page_of_a_claim_takes_it_back_and_the_authority_reads_why(
    client: FlaskClient, session: Session, late: Late, rows: list[Obligation], librarian: Actor, at: datetime
) -> None:
    with time_machine.travel(at):
        passed = claimed(rows, librarian, at)
        there = f"/claims/{passed.id}"
        enter(client, Role.REGULATOR, late.authority)
        assert WORDS in client.get(f"/late/{late.publisher.id}").text
        assert "Passed on by libraries" in client.get("/").text
        assert f"{there}/withdraw" not in client.get(there).text
        assert client.post(f"{there}/withdraw", data={"reason": REASON}).status_code == 403
        enter(client, Role.LIBRARIAN, late.library)
        assert f"{there}/withdraw" in client.get(there).text
        refused = client.post(f"{there}/withdraw", data={"reason": ""})
        assert refused.status_code == 422
        assert "Write why it is taken back." in refused.text
        assert client.post(f"{there}/withdraw", data={"reason": REASON}).location == there
        after = client.get(there).text
        assert REASON in after
        assert f"{there}/withdraw" not in after
        assert client.get(f"{there}/withdraw").location == there
        timeline = client.get(f"/releases/{rows[0].release_id}").text
        assert "took back what it had passed to the authority" in timeline
        enter(client, Role.REGULATOR, late.authority)
        assert WORDS not in client.get(f"/late/{late.publisher.id}").text
        assert "Passed on by libraries" not in client.get("/").text
        assert REASON in client.get(there).text
        assert "Oltin Davot" not in client.get("/late?passed=1").text
        enter(client, Role.DEPOSITOR, late.publisher)
        assert client.get(there).status_code == 404
        assert REASON not in client.get(f"/releases/{rows[0].release_id}").text
