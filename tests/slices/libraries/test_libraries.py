"""A library keeps its hours and closures; who sends copies sees them; dates move where the law says so."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.audit.queries import acts_of
from app.compliance.checking import Dropped, check_lines
from app.compliance.queries.late_lines import late_lines
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.rejudging.jobs import continue_rejudgings
from app.deposits.obligations.rejudging.models import Rejudging
from app.domain.actor import SYSTEM, Role
from app.domain.errors import Conflict, DomainError, NotFound
from app.infra.db import transaction
from app.organisations.libraries.models import LibraryClosure
from app.organisations.libraries.queries import closures_of, hours_of
from app.organisations.libraries.services import close_library, keep_hours, withdraw_closure
from app.organisations.models import Organisation
from tests.factories.accounts import make_account, sign_in
from tests.factories.law import add_law
from tests.factories.obligations import add_organisation, add_release, recompute
from tests.factories.receiving import World, make_world, send_parcel

DAY = timedelta(days=1)
RELEASED = date(2026, 11, 19)
RULE = "uzd-book-regional"


def closing(library: Organisation, first: date, last: date, at: datetime) -> LibraryClosure:
    with transaction():
        return close_library(
            library_id=library.id, first_on=first, last_on=last, reason="Xatlov", by=SYSTEM, at=at
        )


def refusal(owed: Obligation, today: date) -> Dropped | None:
    """Why a notice that day leaves this out; None: it does not."""
    checked = check_lines(
        depositor_id=owed.depositor_id or 0, obligation_ids=[owed.id], by=SYSTEM, today=today
    )
    return next((why for _line, why in checked.dropped), None)


def worklist(owed: Obligation, today: date) -> list[int]:
    """Of what is late that day, this and no other."""
    rows = late_lines(make_account(Role.REGULATOR).actor(), owed.depositor_id or 0, today=today)
    return [row.id for row in rows if row.id == owed.id]


@pytest.fixture
def regional(session: Session) -> list[Obligation]:
    """What a publisher of Tashkent owes by the rule that heeds closures, and everything else it owes."""
    with transaction():
        add_law()
        rows = recompute(add_release(add_organisation(), events={"first_batch_released": RELEASED}))
    return sorted(rows, key=lambda row: row.rule_id != RULE)


def test_a_closure_moves_what_is_due_there_and_its_withdrawal_moves_it_back(
    session: Session, regional: list[Obligation], at: datetime
) -> None:
    own, *others = regional
    before = {row.id: row.due_on for row in regional}
    due, library = own.due_on, session.get_one(Organisation, own.depository_id)
    assert own.rule_id == RULE
    assert due is not None
    closure = closing(library, due - DAY, due + DAY, at)
    assert continue_rejudgings() == 1
    session.expire_all()
    moved = session.get_one(Obligation, own.id)
    assert moved.due_on is not None
    assert moved.due_on > due + DAY
    assert moved.provisional
    assert {row.id: row.due_on for row in others} == {row.id: before[row.id] for row in others}
    assert "obligation.date_moved" in [act.name for act in acts_of("obligation", own.id)]
    assert refusal(own, due + DAY) is Dropped.NOT_LATE, "who found it closed has the later day"
    assert refusal(own, moved.due_on) is Dropped.NOT_LATE
    assert refusal(own, moved.due_on + DAY) is Dropped.PROVISIONAL, "0028: not on the word of who is owed"
    assert worklist(own, moved.due_on + DAY) == []
    with transaction():
        withdraw_closure(library_id=library.id, closure_id=closure.id, by=SYSTEM, at=at)
    assert continue_rejudgings() == 1
    session.expire_all()
    back = session.get_one(Obligation, own.id)
    assert (back.due_on, back.provisional) == (due, False)
    assert refusal(own, due + DAY) is None
    assert worklist(own, due + DAY) == [own.id]


def test_the_explanation_says_the_closure_in_words(
    client: FlaskClient, session: Session, regional: list[Obligation], at: datetime
) -> None:
    own = regional[0]
    assert own.due_on is not None
    closing(session.get_one(Organisation, own.depository_id), own.due_on, own.due_on + DAY, at)
    continue_rejudgings()
    sign_in(client, make_account(Role.DEPOSITOR, session.get(Organisation, own.depositor_id)))
    page = client.get(f"/obligations/{own.id}/why").text
    assert "The library is closed" in page
    assert "Xatlov" in page
    assert "no notice rests on this date" in page
    assert "it is moved soon" not in page


def test_a_closure_elsewhere_or_without_anything_due_starts_no_run(
    session: Session, regional: list[Obligation], at: datetime
) -> None:
    with transaction():
        other = add_organisation(region="1718")
    library = session.get_one(Organisation, regional[0].depository_id)
    assert other.id != library.id
    closing(library, date(2027, 6, 1), date(2027, 6, 3), at)
    assert session.query(Rejudging).count() == 0


@pytest.fixture
def world(session: Session, at: datetime) -> Iterator[World]:
    with time_machine.travel(at):
        yield make_world(2)


def test_what_makes_no_sense_is_refused(world: World, at: datetime) -> None:
    library, today = world.library, at.date()
    with transaction():
        for hours, code in (({0: ("9", "18:00")}, "malformed"), ({0: ("18:00", "09:00")}, "reversed")):
            with pytest.raises(DomainError, match=code):
                keep_hours(library_id=library.id, hours=hours, by=SYSTEM, at=at)
    refused = (
        (today, today - DAY, "reversed"), (today - 60 * DAY, today, "long_past"),
        (today + 400 * DAY, today + 401 * DAY, "too_far"), (today, today + 400 * DAY, "too_long"),
    )  # fmt: skip
    for first, last, code in refused:
        with pytest.raises(DomainError, match=code):
            closing(library, first, last, at)
    kept = closing(library, today, today + DAY, at)
    assert closing(library, today, today + DAY, at).id == kept.id
    for first, last in ((today, today), (today + DAY, today + 3 * DAY), (today - DAY, today + 9 * DAY)):
        with pytest.raises(Conflict, match="overlaps"):
            closing(library, first, last, at)
    closing(library, today + 2 * DAY, today + 3 * DAY, at)
    with transaction(), pytest.raises(DomainError, match=r"closure\.why_missing$"):
        withdraw_closure(library_id=library.id, closure_id=kept.id, by=SYSTEM, at=at + 9 * DAY)
    stranger = make_account(Role.LIBRARIAN).actor()
    with transaction(), pytest.raises(NotFound):
        keep_hours(library_id=library.id, hours={}, by=stranger, at=at)


def test_the_library_keeps_them_and_who_sends_sees_them(
    client: FlaskClient, session: Session, world: World, at: datetime
) -> None:
    library = world.library
    page = f"/libraries/{library.id}"
    assert "has not told its hours" in client.get(page).text
    sign_in(client, make_account(Role.LIBRARIAN, library))
    week = {
        f"{name}_{day}": time for day in range(5) for name, time in (("opens", "09:00"), ("closes", "18:00"))
    }
    wrong = client.post(f"{page}/hours", data={**week, "closes_4": "8"})
    assert wrong.status_code == 422
    assert 'value="8"' in wrong.text
    client.post(f"{page}/hours", data=week)
    assert hours_of(library.id) == dict.fromkeys(range(5), ("09:00", "18:00"))
    days = {f"{name}-{part}": value for name, day in (("first_on", "23"), ("last_on", "30"))
            for part, value in (("day", day), ("month", "11"), ("year", "2026"))}  # fmt: skip
    assert client.post(f"{page}/closures/new", data={**days, "reason": ""}).status_code == 422
    for wrong_day in (
        {"first_on-day": "31"},
        {"last_on-day": "31"},
        {"last_on-month": "99999999999999999999"},
    ):
        refused = client.post(f"{page}/closures/new", data={**days, **wrong_day, "reason": "Taʼmirlash"})
        assert refused.status_code == 422
        assert "Write a day that exists" in refused.text
        assert "Taʼmirlash" in refused.text
    client.post(f"{page}/closures/new", data={**days, "reason": "Taʼmirlash"})
    again = client.post(f"{page}/closures/new", data={**days, "reason": "Koʻchish"})
    assert again.status_code == 422
    assert "closed from 23 November 2026 to 30 November 2026 already (Taʼmirlash)" in again.text.replace(
        "\xa0", " "
    )
    assert "Koʻchish" in again.text, "what was typed is not lost"
    for address in ("/coming", "/receiving", page):
        assert "Closed until 30 November 2026" in client.get(address).text.replace("\xa0", " "), address
    parcel = send_parcel(world, {0: 2})
    client.post("/sign-out")
    sign_in(client, make_account(Role.DEPOSITOR, session.get(Organisation, parcel.depositor_id)))
    composing = client.get(f"/consignments/new/{library.id}").text
    assert "Monday – Friday 09:00–18:00" in composing
    assert "Taʼmirlash" in composing
    assert client.get(f"/consignments/{parcel.code}/slip.pdf").status_code == 200
    assert client.post(f"{page}/hours", data=week).status_code == 403
    (closure,) = closures_of(library.id, today=at.date())
    client.post("/sign-out")
    sign_in(client, make_account(Role.ADMINISTRATOR))
    assert re.search(rf"{page}/closures/{closure.id}/withdraw", client.get(page).text)
    client.post(f"{page}/closures/{closure.id}/withdraw")
    assert closures_of(library.id, today=at.date()) == []
