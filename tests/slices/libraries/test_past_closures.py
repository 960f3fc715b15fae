"""Closures that are over: listed with what they did, withdrawn only where they did nothing."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.audit.queries import acts_of
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.rejudging.jobs import continue_rejudgings
from app.domain.actor import SYSTEM, Role
from app.domain.errors import Conflict
from app.infra.db import transaction
from app.organisations.libraries.models import LibraryClosure
from app.organisations.libraries.services import close_library, keep_hours, withdraw_closure
from app.organisations.libraries.showing import closed_on
from app.organisations.models import Organisation
from tests.factories.accounts import make_account, sign_in
from tests.factories.law import add_law
from tests.factories.obligations import add_organisation, add_release, recompute

DAY = timedelta(days=1)
RULE = "uzd-book-regional"


@pytest.fixture(autouse=True)
def now(session: Session, at: datetime) -> Iterator[None]:
    with time_machine.travel(at):
        yield


@pytest.fixture
def owed(session: Session) -> Obligation:
    """What is due by the rule that heeds closures."""
    with transaction():
        add_law()
        rows = recompute(add_release(add_organisation(), events={"first_batch_released": date(2026, 11, 19)}))
    return next(row for row in rows if row.rule_id == RULE)


def closing(library: Organisation, first: date, last: date, at: datetime) -> LibraryClosure:
    with transaction():
        return close_library(
            library_id=library.id, first_on=first, last_on=last, reason="Taʼmirlash", by=SYSTEM, at=at
        )


def typed(first: str, last: str, month: str) -> dict[str, str]:
    days = (("first_on", first), ("last_on", last))
    return {f"{name}-{part}": value for name, day in days
            for part, value in (("day", day), ("month", month), ("year", "2026"))}  # fmt: skip


def test_one_that_moved_a_date_stays_and_says_so(
    client: FlaskClient, session: Session, owed: Obligation, at: datetime
) -> None:
    due, library = owed.due_on, session.get_one(Organisation, owed.depository_id)
    assert due is not None
    closure = closing(library, due - DAY, due + DAY, at)
    continue_rejudgings()
    after = at + timedelta(days=(due - at.date()).days + 20)
    with transaction(), pytest.raises(Conflict, match=r"closure\.moved_dates") as refused:
        withdraw_closure(library_id=library.id, closure_id=closure.id, why="xato", by=SYSTEM, at=after)
    assert refused.value.params["moved"] == 1
    address = f"/libraries/{library.id}/closures/{closure.id}/withdraw"
    with time_machine.travel(after):
        sign_in(client, make_account(Role.ADMINISTRATOR))
        page = client.get(f"/libraries/{library.id}").text
        assert "1 due date stands moved by it" in page
        assert address not in page
        assert "has the later day" in client.post(address, data={"why": "xato"}).text
    session.expire_all()
    assert session.get_one(LibraryClosure, closure.id).withdrawn_at is None


def test_while_its_dates_are_worked_out_nothing_is_said_of_them(
    client: FlaskClient, session: Session, owed: Obligation, at: datetime
) -> None:
    assert owed.due_on is not None
    library, after = session.get_one(Organisation, owed.depository_id), at + timedelta(days=30)
    sign_in(client, make_account(Role.ADMINISTRATOR))
    with time_machine.travel(after):
        closing(library, owed.due_on - DAY, owed.due_on + DAY, after)
        page = client.get(f"/libraries/{library.id}").text
        assert "its due dates are still being worked out" in page
        assert "moved no due date" not in page
        continue_rejudgings()
        page = client.get(f"/libraries/{library.id}").text
        assert "1 due date stands moved by it" in page
        assert "still being worked out" not in page


def test_while_its_dates_are_worked_out_it_is_not_withdrawn(
    client: FlaskClient, session: Session, owed: Obligation, at: datetime
) -> None:
    assert owed.due_on is not None
    library, after = session.get_one(Organisation, owed.depository_id), at + timedelta(days=30)
    with time_machine.travel(after):
        sign_in(client, make_account(Role.ADMINISTRATOR))
        closure = closing(library, owed.due_on - DAY, owed.due_on + DAY, after)
        address = f"/libraries/{library.id}/closures/{closure.id}/withdraw"
        assert address not in client.get(f"/libraries/{library.id}").text
        refused = client.post(address, data={"why": "xato"})
        assert refused.status_code == 409
        assert "still being worked out" in refused.text
        continue_rejudgings()
        assert "has the later day" in client.post(address, data={"why": "xato"}).text
    session.expire_all()
    assert session.get_one(LibraryClosure, closure.id).withdrawn_at is None


def test_one_that_moved_nothing_is_withdrawn_with_a_reason(
    client: FlaskClient, session: Session, owed: Obligation, at: datetime
) -> None:
    library, today = session.get_one(Organisation, owed.depository_id), at.date()
    closure = closing(library, today - 22 * DAY, today - 13 * DAY, at)
    continue_rejudgings()
    sign_in(client, make_account(Role.LIBRARIAN, library))
    page = client.get(f"/libraries/{library.id}").text
    assert "Past closures" in page
    assert "moved no due date" in page
    address = f"/libraries/{library.id}/closures/{closure.id}/withdraw"
    assert address in page
    overlapping = {**typed("8", "12", "11"), "reason": "Koʻchish"}
    refused = client.post(f"/libraries/{library.id}/closures/new", data=overlapping)
    assert refused.status_code == 422
    assert f'href="/libraries/{library.id}#closure-{closure.id}"' in refused.text
    asked = client.get(address).text
    assert "Why is it withdrawn?" in asked
    assert "(optional)" not in asked
    assert client.post(address, data={"why": " "}).status_code == 422
    assert client.post(address, data={"why": "boshqa oy edi"}).location == f"/libraries/{library.id}"
    assert "Past closures" not in client.get(f"/libraries/{library.id}").text
    told = {act.name: act.after for act in acts_of("organisation", library.id)}
    assert told["library.past_closure_withdrawn"]["why"] == "boshqa oy edi"
    assert client.post(f"/libraries/{library.id}/closures/new", data=overlapping).status_code == 303
    stranger = make_account(Role.LIBRARIAN)
    client.post("/sign-out")
    sign_in(client, stranger)
    assert client.get(address).status_code == 404


def test_who_promises_or_packs_is_told_of_closed_days(
    client: FlaskClient, session: Session, owed: Obligation, at: datetime
) -> None:
    library, today = session.get_one(Organisation, owed.depository_id), at.date()
    assert closed_on(library.id, today) == "", "it has told no hours"
    with transaction():
        keep_hours(library_id=library.id, hours={0: ("09:00", "18:00")}, by=SYSTEM, at=at)
    assert closed_on(library.id, today) == ""
    assert "Open: Monday 09:00–18:00" in closed_on(library.id, today + DAY)
    closing(library, today, today + 2 * DAY, at)
    assert "Taʼmirlash" in closed_on(library.id, today)
    sign_in(client, make_account(Role.DEPOSITOR, session.get(Organisation, owed.depositor_id)))
    assert "Closed until 25 November" in client.get("/consignments/new").text.replace("\xa0", " ")
