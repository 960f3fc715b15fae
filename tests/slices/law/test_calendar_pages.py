"""The pages of calendars: read by anyone, changed by administrators, each change shown before it is made."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.queries import acts_of
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.rejudging.jobs import continue_rejudgings
from app.deposits.obligations.rejudging.models import Rejudging
from app.domain.actor import SYSTEM, Role
from app.domain.calendar import DayKind
from app.infra.db import transaction
from app.law.calendars.models import CalendarReview
from app.law.calendars.queries import stored_calendar, unreviewed_years
from app.law.calendars.services import ALL_CALENDARS, seed_calendar
from tests.factories.accounts import signed_in_as
from tests.factories.law import LONG_AGO, add_law
from tests.factories.obligations import add_organisation, add_release, recompute
from tests.slices.law.calendar_steps import confirmed, seen_in

EVENTS = {"print_run_completed": date(2026, 11, 12), "first_batch_released": date(2026, 11, 19)}
ADD = "/calendar/UZ/2026/add"


@pytest.fixture(autouse=True)
def law(session: Session) -> None:
    with transaction():
        add_law()
        recompute(add_release(add_organisation(), events=EVENTS))


@pytest.fixture
def administrator(client: FlaskClient) -> FlaskClient:
    signed_in_as(client, Role.ADMINISTRATOR)
    return client


def entered(**changed: str) -> dict[str, str]:
    whole = {
        "submission_key": "key",
        "on-day": "23",
        "on-month": "11",
        "on-year": "2026",
        "kind": "day_off",
        "name": "Qoʻshimcha dam olish kuni",
        "working_week": "",
        "source": "PF-200, 2026-yil 1-noyabr",
    }
    return whole | changed


def test_a_day_is_shown_before_it_is_entered_and_then_dates_move(
    administrator: FlaskClient, session: Session
) -> None:
    due = {row.id: row.due_on for row in session.execute(select(Obligation.id, Obligation.due_on))}
    preview = administrator.post(ADD, data=entered())
    assert preview.status_code == 200
    assert "obligations move" in preview.text
    assert date(2026, 11, 23) not in stored_calendar("UZ").by_day

    where = confirmed(administrator, ADD, entered())
    assert where.startswith("/rejudgings/")
    day = stored_calendar("UZ").by_day[date(2026, 11, 23)]
    assert (day.kind, day.source) == (DayKind.DAY_OFF, "PF-200, 2026-yil 1-noyabr")
    assert "Running" in administrator.get(where).text
    continue_rejudgings()
    page = administrator.get(where).text
    assert "Finished" in page
    now = {row.id: row.due_on for row in session.execute(select(Obligation.id, Obligation.due_on))}
    assert now != due
    assert acts_of("calendar", ALL_CALENDARS)[0].name == "calendar.day_set"
    assert "Finished" in administrator.get("/rejudgings").text


def test_the_same_sending_twice_changes_once(administrator: FlaskClient, session: Session) -> None:
    data = entered()
    data["seen"] = seen_in(administrator.post(ADD, data=data).text)
    answers = [administrator.post(ADD, data=data) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert session.query(Rejudging).count() == 1


def test_what_was_shown_must_still_hold_when_it_is_confirmed(administrator: FlaskClient) -> None:
    mine = entered(submission_key="mine")
    mine["seen"] = seen_in(administrator.post(ADD, data=mine).text)
    other = entered(submission_key="other", **{"on-day": "24"})
    confirmed(administrator, ADD, other)
    refused = administrator.post(ADD, data=mine)
    assert refused.status_code == 409, refused.text
    assert "changed the calendar meanwhile" in refused.text
    assert date(2026, 11, 23) not in stored_calendar("UZ").by_day
    again = administrator.post(ADD, data=mine | {"seen": seen_in(refused.text)})
    assert again.status_code == 303


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"source": " "}, "Name the decree"),
        ({"source": "holidays 9"}, "Name the decree"),
        ({"on-day": ""}, "Write a day that exists"),
        ({"on-day": "", "on-month": "", "on-year": ""}, "Write the day."),
        ({"on-day": "31"}, "Write a day that exists"),
        ({"on-year": "2031"}, "Choose a day in it, or extend it first"),
        ({"on-day": "8", "on-month": "12"}, "8\u00a0December\u00a02026 is entered already"),
        ({"on-day": "22"}, "free anyway"),
        ({"kind": "working_day"}, "work on this day anyway"),
        ({"kind": "holiday", "name": ""}, "what the holiday is called"),
        ({"kind": "holiday", "name": "", "source": ""}, "what the holiday is called"),
        ({"kind": "holiday", "name": "", "source": ""}, "Name the decree"),
        ({"on-year": "26"}, "Write the year with four figures"),
        ({"kind": "feast"}, "Choose one of the answers offered"),
        ({"working_week": "7"}, "Choose one of the answers offered"),
        ({"name": "x" * 201}, "at most 200"),
        ({"name": "a\x00b"}, "cannot be printed"),
    ],
)
def test_a_wrong_day_is_refused_in_words_and_nothing_changes(
    administrator: FlaskClient, changed: dict[str, str], said: str
) -> None:
    before = stored_calendar("UZ").digest
    answer = administrator.post(ADD, data=entered(**changed))
    assert answer.status_code == 422, answer.text
    assert said in answer.text
    assert 'name="on-day"' in answer.text
    assert stored_calendar("UZ").digest == before


def test_an_estimated_feast_is_confirmed_on_another_day_and_stays_there(
    administrator: FlaskClient, session: Session
) -> None:
    feast = next(day for day in stored_calendar("UZ").of_year(2027) if day.estimated)
    later = date.fromordinal(feast.on.toordinal() + 1)
    if later in stored_calendar("UZ").by_day:
        later = date.fromordinal(feast.on.toordinal() - 1)
    address = f"/calendar/UZ/days/{feast.on}/confirm"
    assert "provisional until" in administrator.get(address).text
    parts = {"on-day": str(later.day), "on-month": str(later.month), "on-year": str(later.year)}
    confirmed(administrator, address, {"submission_key": "k", "source": "Diniy idora", **parts})
    with transaction():
        seed_calendar(jurisdiction="UZ", first_year=2027, last_year=2027, by=SYSTEM, at=LONG_AGO)
    days = stored_calendar("UZ").by_day
    assert days[feast.on].kind is None
    assert (days[later].kind, days[later].estimated, days[later].name) == (feast.kind, False, feast.name)


def test_a_day_that_is_removed_stays_ordinary_when_the_year_is_filled_again(
    administrator: FlaskClient, session: Session
) -> None:
    address = "/calendar/UZ/days/2026-12-08/remove"
    confirmed(administrator, address, {"submission_key": "k", "source": "PF-9"})
    with transaction():
        seed_calendar(jurisdiction="UZ", first_year=2026, last_year=2026, by=SYSTEM, at=LONG_AGO)
    assert stored_calendar("UZ").by_day[date(2026, 12, 8)].kind is None
    assert stored_calendar("UZ").build(5).is_working(date(2026, 12, 8))
    assert "Ordinary day" in administrator.get("/calendar/UZ/2026").text
    again = entered(submission_key="k2", kind="holiday", **{"on-day": "8", "on-month": "12"})
    confirmed(administrator, ADD, again)
    assert stored_calendar("UZ").by_day[date(2026, 12, 8)].kind is DayKind.HOLIDAY


def test_a_changed_day_keeps_its_date_or_takes_another(administrator: FlaskClient) -> None:
    address = "/calendar/UZ/days/2026-12-08"
    assert "Konstitutsiya" in administrator.get(address).text
    data = entered(kind="holiday", name="Boshqa nom", **{"on-day": "8", "on-month": "12"})
    confirmed(administrator, address, data)
    assert stored_calendar("UZ").by_day[date(2026, 12, 8)].name == "Boshqa nom"
    same = administrator.post(address, data=data | {"submission_key": "third"})
    assert same.status_code == 422
    assert "Nothing would change" in same.text


def test_a_year_is_added_with_one_click_and_once(administrator: FlaskClient, session: Session) -> None:
    address = "/calendar/UZ/2028/extend"
    assert administrator.get(address).status_code == 200
    answers = [administrator.post(address, data={"submission_key": "one"}) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {303}
    assert stored_calendar("UZ").last == date(2028, 12, 31)
    page = administrator.get("/calendar/UZ/2028").text
    assert "Not reviewed" in page
    far = administrator.post("/calendar/UZ/2040/extend", data={"submission_key": "two"})
    assert far.status_code == 422
    assert "adjoin" in far.text


def test_a_review_names_who_and_when_and_ends_with_the_next_change(
    administrator: FlaskClient, session: Session
) -> None:
    address = "/calendar/UZ/2026/review"
    found = re.search(r'name="seen"[^>]*value="([0-9a-f]{64})"', administrator.get(address).text)
    assert found is not None
    answer = administrator.post(address, data={"submission_key": "r", "seen": found[1]})
    assert answer.status_code == 303
    page = administrator.get("/calendar/UZ/2026").text
    assert "Sinovchi administrator" in page
    assert session.scalars(select(CalendarReview.year)).all() == [2026]
    assert unreviewed_years("UZ", date(2026, 1, 1), date(2027, 1, 1)) == [2027]
    administrator.post("/sign-out")
    public = administrator.get("/calendar/UZ/2026").text
    assert "Reviewed" in public
    assert "Sinovchi administrator" not in public

    signed_in_as(administrator, Role.ADMINISTRATOR)
    confirmed(administrator, ADD, entered())
    assert 2026 in unreviewed_years("UZ", date(2026, 1, 1), date(2026, 12, 31))
    stale = administrator.post(address, data={"submission_key": "s", "seen": found[1]})
    assert stale.status_code == 422
    assert "changed the calendar meanwhile" in stale.text


def test_a_calendar_of_another_jurisdiction_moves_no_date_here(
    administrator: FlaskClient, session: Session
) -> None:
    with transaction():
        seed_calendar(jurisdiction="DE", first_year=2026, last_year=2027, by=SYSTEM, at=LONG_AGO)
    page = administrator.get("/calendar/DE/2026").text
    assert "Not reviewed" in page
    assert "another jurisdiction" in page
    assert "/calendar/DE/2026" in administrator.get("/calendar/UZ/2026").text
    where = confirmed(administrator, "/calendar/DE/2026/add", entered())
    assert where == "/calendar/DE/2026"
    assert session.query(Rejudging).count() == 0


def test_anyone_reads_and_only_administrators_change(client: FlaskClient) -> None:
    assert "Days that differ from the plain week" in client.get("/calendar").text
    page = client.get("/calendar/UZ/2026?week=6")
    assert page.status_code == 200
    assert "/add" not in page.text
    assert client.get("/calendar/XX/2026").status_code == 404
    assert client.get("/calendar/UZ/2033").status_code == 404
    changing = [
        ADD, "/calendar/UZ/days/2026-12-08", "/calendar/UZ/days/2026-12-08/confirm",
        "/calendar/UZ/days/2026-12-08/remove", "/calendar/UZ/2028/extend", "/calendar/UZ/2026/review",
        "/calendar/UZ/import",
        "/rejudgings", "/rejudgings/1",
    ]  # fmt: skip
    assert {client.get(address).status_code for address in changing} == {302}
    for role in (Role.DEPOSITOR, Role.LIBRARIAN, Role.REGULATOR):
        signed_in_as(client, role)
        assert {client.get(address).status_code for address in changing} == {403}
        assert {client.post(address, data=entered()).status_code for address in changing[:7]} == {403}
        assert client.post("/rejudgings/1/again").status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/calendar/UZ/days/2026-11-25", "/calendar/UZ/days/yesterday", "/calendar/XX/days/2026-12-08",
        "/calendar/XX/2026/add", "/calendar/UZ/2033/review", "/rejudgings/99", "/calendar/XX/2026/extend",
        "/calendar/UZ/99999/extend", "/calendar/UZ/0/add", "/calendar/UZ/1899/add", "/calendar/UZ/2201/add",
        "/calendar/UZ/99999", "/calendar/UZ/99999/review", "/calendar/UZ/days/2026-12-12/confirm",
        "/calendar/UZ/days/2026-12-08/confirm",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_404(administrator: FlaskClient, address: str) -> None:
    assert administrator.get(address).status_code == 404


def test_a_year_that_no_calendar_has_is_not_added(administrator: FlaskClient) -> None:
    for year in (0, 1899, 2201, 99999):
        answer = administrator.post(f"/calendar/UZ/{year}/extend", data={"submission_key": f"{year}"})
        assert answer.status_code == 404


@pytest.mark.parametrize("known", [True, False])
def test_what_another_has_removed_meanwhile_is_a_conflict_that_says_so(
    administrator: FlaskClient, known: bool
) -> None:
    on = "2026-12-08" if known else "2026-11-23"
    if not known:
        confirmed(administrator, ADD, entered())
    address = f"/calendar/UZ/days/{on}/remove"
    mine, hers = ({"submission_key": f"{who} removes", "source": "PF-9"} for who in ("one", "two"))
    hers["seen"] = mine["seen"] = seen_in(administrator.post(address, data=mine).text)
    done = administrator.post(address, data=mine)
    assert done.status_code == 303
    again = administrator.post(address, data=mine)
    assert (again.status_code, again.location) == (303, done.location)
    late = administrator.post(address, data=hers)
    assert late.status_code == 409
    assert "changed the calendar meanwhile" in late.text


def test_a_feast_that_another_has_confirmed_meanwhile_is_a_conflict(administrator: FlaskClient) -> None:
    feast = next(day for day in stored_calendar("UZ").of_year(2027) if day.estimated)
    address = f"/calendar/UZ/days/{feast.on}/confirm"
    parts = {"on-day": f"{feast.on.day}", "on-month": f"{feast.on.month}", "on-year": "2027"}
    mine, hers = ({"submission_key": who, "source": "Diniy idora", **parts} for who in ("one", "two"))
    hers["seen"] = seen_in(administrator.post(address, data=hers).text)
    confirmed(administrator, address, mine)
    late = administrator.post(address, data=hers)
    assert late.status_code == 409
    assert "look at the day there" in late.text


def test_a_run_is_repeated_only_when_it_is_over(administrator: FlaskClient, session: Session) -> None:
    where = confirmed(administrator, ADD, entered())
    again = f"{where}/again"
    assert administrator.post(again, data={"submission_key": "a"}).status_code == 409
    continue_rejudgings()
    answer = administrator.post(again, data={"submission_key": "b"})
    assert answer.status_code == 303
    assert session.query(Rejudging).count() == 2
    for outcome in ("moved", "kept", "failed"):
        assert administrator.get(f"{where}?outcome={outcome}").status_code == 200
    assert administrator.get(f"{where}?after=x").status_code == 422
